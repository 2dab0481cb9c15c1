import type { Thread } from './thread.js';

/** How long a thread waits for another batch, in milliseconds. */
const PATIENCE = 60_000;

/** Threads without work, by the module they run. */
const idle = new Map<string, Set<unknown>>();

/**
 * Keeps a thread for the next batch of its module, which then need not wait for a thread to start: that takes as long
 * as some fifty images. A thread that nobody wants ends after a minute; none keeps the process alive.
 */
export function keep<Result>(entry: URL, thread: Thread<Result>): void {
  const threads = idle.get(entry.href) ?? new Set();
  idle.set(entry.href, threads);
  threads.add(thread);
  const leave = () => threads.delete(thread);
  const timer = setTimeout(() => {
    leave();
    void thread.close();
  }, PATIENCE).unref();
  thread.rest(() => {
    clearTimeout(timer);
    leave();
  });
}

/** A thread that was kept for a module, if there is one. @typeParam Result what that module makes of a job. */
export function takeIdle<Result>(entry: URL): Thread<Result> | undefined {
  const [thread] = idle.get(entry.href) ?? [];
  return thread as Thread<Result> | undefined;
}
