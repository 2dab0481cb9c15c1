import type { State } from '../core/state.js';
import type { RowChange } from './row-source.js';

/** Scaling as learnt from training samples. */
export interface Scaler extends RowChange {
  state(): State;
}
