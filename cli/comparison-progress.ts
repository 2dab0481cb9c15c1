import type { CompareProgress, CompareStage } from '../src/compare/index.js';
import { count, say, warn } from './output.js';
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

/** Pairs of a leak that are named one by one. */
const MOST_PAIRS = 5;

/** Says on stderr what a comparison has found out on its way; a leak even when quiet. */
export function announce(
  stage: CompareStage,
  { progress, quiet }: { progress: { stop(): void }; quiet: boolean },
): void {
  progress.stop();
  if (stage.stage === 'extracted') {
    const { images, extracted } = stage;
    say(`${extracted} of ${count(images, 'image')} extracted, ${images - extracted} from the cache`, {
      quiet,
    });
  } else if (stage.stage === 'planned') {
    const { trainings, known } = stage;
    say(`${trainings - known} of ${count(trainings, 'training')} to do, ${known} from the cache`, { quiet });
  } else {
    const { pairs, mode, dropped } = stage.leaks;
    for (const { paths, distance } of pairs.slice(0, MOST_PAIRS))
      warn(`leak: ${paths.join(' and ')} are nearly the same (distance ${distance.toFixed(3)})`);
    if (pairs.length > 0)
      warn(
        `leak: ${count(pairs.length, 'pair')} across training and test images; ${mode === 'drop' ? `${count(dropped, 'training image')} left out` : 'figures may be too good (--leaks drop trains without them)'}`,
      );
  }
}
