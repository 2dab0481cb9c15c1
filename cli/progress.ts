import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long command has come: a bar on stderr, once a second has passed, if it is a terminal. */
export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

const PATIENCE_MS = 1000;

/** @param total steps in all; the bar appears only if the work outlasts one second. */
export function startProgress(label: string, { total, quiet }: { total: number; quiet: boolean }): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} · {eta_formatted} left{note}`,
      stream: process.stderr,
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  const started = performance.now();
  let shown = false;
  return {
    update(done, note = '') {
      if (!shown && performance.now() - started > PATIENCE_MS) {
        bar.start(total, done, { note });
        shown = true;
      }
      if (shown) bar.update(done, { note: note && ` · ${note}` });
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
