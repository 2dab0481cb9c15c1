import { drawSample, openDataset, sampleClasses, sampleOptions } from '../../src/data/index.js';
import type { Arguments, Command, Context } from '../command.js';
import { flagsOf, givenOf } from '../option-flags.js';
import { count, print, say } from '../output.js';
import { startProgress } from '../progress.js';

const actions = ['sample', 'info'] as const;

/** `fovea data`: the sample data set, and what a data set holds. */
export const command: Command = {
  usage: '<action> <folder>',
  positionals: {
    action: {
      describe: 'sample draws a data set into a folder, info describes the one in it',
      choices: actions,
    },
    folder: { describe: 'where' },
  },
  options: () => flagsOf(sampleOptions, 'sample'),
  examples: [
    ['fovea data sample pictures --seed 1', `${sampleClasses.length} classes of textures, shapes and digits`],
    ['fovea data info pictures', 'classes and numbers of images, of any data set that Fovea reads'],
  ],
  run: (args, context) => (args.action === 'sample' ? sample(args, context) : info(args, context)),
};

async function sample(args: Arguments, { quiet, json }: Context): Promise<void> {
  const folder = args.folder as string;
  const total =
    sampleClasses.length *
    ((args.imagesPerClass as number | undefined) ?? sampleOptions.imagesPerClass.default);
  const progress = startProgress('draw', { total, quiet });
  const paths = await drawSample(folder, {
    ...givenOf(sampleOptions, args),
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop());
  if (json) print(JSON.stringify({ folder, images: paths.length, classNames: sampleClasses }));
  say(`${count(paths.length, 'picture')} of ${sampleClasses.length} classes → ${folder}`, {
    quiet: quiet || json,
  });
}

async function info(args: Arguments, { json }: Context): Promise<void> {
  const { name, classNames, labels, imageSize, split } = await openDataset(args.folder as string);
  const images = classNames.map((_, label) =>
    labels.reduce((sum, each) => sum + (each === label ? 1 : 0), 0),
  );
  const ownSplit = split && { train: split.train.length, test: split.test.length };
  if (json) {
    const classes = Object.fromEntries(classNames.map((className, label) => [className, images[label]]));
    print(JSON.stringify({ name, images: labels.length, classes, imageSize, split: ownSplit }));
    return;
  }
  print(`${name}: ${count(labels.length, 'image')}, ${classNames.length} classes`);
  classNames.forEach((className, label) => {
    print(`  ${String(images[label]).padStart(6)}  ${className}`);
  });
  if (ownSplit) print(`its own split: ${ownSplit.train} to train on, ${ownSplit.test} to test on`);
}
