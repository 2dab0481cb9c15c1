import type { State } from '../core/state.js';
import { AdditiveMap } from './additive-map.js';
import { NystroemMap, type NystroemOptions } from './nystroem-map.js';
import type { RowChange, RowSource } from './row-source.js';

/** The maps of features under which a linear machine becomes one of another kernel. */
export const featureMapNames = ['none', 'hellinger', 'chi2', 'intersection', 'rbf'] as const;

/** `hellinger` is exact, `chi2` and `intersection` are sampled spectra, `rbf` is Nyström's approximation. */
export type FeatureMapName = (typeof featureMapNames)[number];

/** Vectors whose dot products are, nearly, the kernel of the rows that they are made from. */
export interface FeatureMap extends RowChange {
  state(): State;
}

/** Prepares a map on training rows. @throws BAD_DATA where an additive kernel gets a negative number. */
export function fitFeatureMap(
  name: FeatureMapName,
  rows: RowSource,
  options: NystroemOptions,
): FeatureMap | undefined {
  if (name === 'none') return undefined;
  return name === 'rbf' ? NystroemMap.fit(rows, options) : new AdditiveMap(name, rows.width);
}

/** A map from its `state`. @throws BAD_FILE */
export function restoreFeatureMap(name: FeatureMapName, state: () => State): FeatureMap | undefined {
  if (name === 'none') return undefined;
  return name === 'rbf' ? NystroemMap.restore(state()) : AdditiveMap.restore(name, state());
}
