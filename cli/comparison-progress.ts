import type { CompareProgress } from '../src/compare/index.js';
import { type Progress, startProgress } from './progress.js';

/** One bar a phase of a comparison: the images, then the models. */
export function comparisonProgress({ quiet }: { quiet: boolean }): {
  update(progress: CompareProgress): void;
  stop(): void;
} {
  let bar: Progress | undefined;
  let phase = '';
  return {
    update({ phase: now, name, done, total }) {
      if (now !== phase) {
        bar?.stop();
        bar = startProgress(now, { total, quiet });
        phase = now;
      }
      bar?.update(done, name);
    },
    stop: () => bar?.stop(),
  };
}
