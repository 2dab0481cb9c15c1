import type { Options } from 'yargs';

/** Parsed arguments by camelCase name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a running command may use of the world. */
export interface Context {
  /** Aborted by Ctrl-C; long work stops at the next image and leaves nothing half written. */
  readonly signal: AbortSignal;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** One sub-command: how it is called, and what it does. */
export interface Command {
  /** yargs' positional syntax, without the verb: `<images..>`. */
  readonly usage: string;
  readonly positionals: Readonly<Record<string, { describe: string; choices?: readonly string[] }>>;
  /** Named options; may depend on raw arguments, so that `--feature hog` shows HOG's own options. */
  options(argv: readonly string[]): Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  run(args: Arguments, context: Context): Promise<void>;
}

/** The verbs, in the order of `fovea --help`; each is loaded only when it is called. */
export const verbs = {
  extract: {
    describe: 'images → features in a file (.npy, .npz, .csv, .jsonl)',
    load: () => import('./commands/extract.js'),
  },
  merge: {
    describe: 'join the files of fovea extract --shard i/n into one',
    load: () => import('./commands/merge.js'),
  },
  show: {
    describe: 'draw what a feature sees in an image',
    load: () => import('./commands/show.js'),
  },
  filter: {
    describe: 'convolve an image with a named or given kernel',
    load: () => import('./commands/filter.js'),
  },
  vocab: {
    describe: 'learn a visual vocabulary from images',
    load: () => import('./commands/vocab.js'),
  },
  encode: {
    describe: 'one vector an image: bovw, pyramid, vlad, fisher',
    load: () => import('./commands/encode.js'),
  },
  train: {
    describe: 'train a model on a data set',
    load: () => import('./commands/train.js'),
  },
  predict: {
    describe: 'label images with a trained model',
    load: () => import('./commands/predict.js'),
  },
  compare: {
    describe: 'train and test several models on the same splits',
    load: () => import('./commands/compare.js'),
  },
  arch: {
    describe: 'print the layers of a network, their sizes and parameters',
    load: () => import('./commands/arch.js'),
  },
  export: {
    describe: 'write a trained network as an ONNX file',
    load: () => import('./commands/export.js'),
  },
  index: {
    describe: 'build an image search index, or look into one',
    load: () => import('./commands/index.js'),
  },
  search: {
    describe: 'find the images of an index that are most like one image',
    load: () => import('./commands/search.js'),
  },
  data: {
    describe: 'draw the sample data set, or describe one of your own',
    load: () => import('./commands/data.js'),
  },
  verify: {
    describe: 'prove that features agree with OpenCV and scikit-image, here',
    load: () => import('./commands/verify.js'),
  },
} as const satisfies Record<string, { describe: string; load: () => Promise<{ command: Command }> }>;

/** The name of a verb. */
export type Verb = keyof typeof verbs;
