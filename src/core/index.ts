export { describeValue, type ErrorCode, FoveaError } from './errors.js';
export { fingerprint } from './fingerprint.js';
export { type NdArray, type NumericArray, ndarray, row, sizeOf, stack, takeRows } from './ndarray.js';
export {
  choice,
  flag,
  integer,
  number,
  type Option,
  type OptionSpec,
  type OptionsOf,
  resolveOptions,
} from './options.js';
export { Random } from './random.js';
export { type Json, nestStates, partOf, type State, tensorOf } from './state.js';
export { VERSION } from './version.js';
