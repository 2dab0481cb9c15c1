// Everything the module exports. One line an area.
export * from './grey';
export { lbpFrame, lbpPatterns } from './lbp';
export { lbpUniformCodes } from './lbp-codes';
export { nearestTwo, squaredLengths } from './nearest';
export { addDotProducts, addSquaredDistances, packFour } from './row-pairs';
export { packF32, scoreF32 } from './screen-f32';
export { packWhole, scoreWhole, toWhole } from './screen-whole';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
