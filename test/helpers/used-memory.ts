import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes in use. */
export interface UsedMemory {
  readonly objects: number;
  /** Of arrays of numbers. */
  readonly arrays: number;
  /** Of the whole process. */
  readonly resident: number;
}

/** What is in use once everything that can be freed is. */
export async function usedMemory(): Promise<UsedMemory> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Arrays are given back by a thread of their own.
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((done) => setTimeout(done, 20));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { objects: heapUsed, arrays: arrayBuffers, resident: rss };
}
