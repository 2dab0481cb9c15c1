// Everything the module exports. One line an area.

export * from './colour-counts';
export * from './correlate-again';
export * from './correlate-f32';
export * from './correlate-i16';
export { descend } from './descend';
export * from './fast';
export * from './gaussian-u8';
export * from './grey';
export * from './hog';
export * from './hsv';
export { assignBytes } from './k-means/assign-bytes';
export { assignFloats } from './k-means/assign-floats';
export { lowerBytes, lowerFloats, ownBytes, ownFloats } from './k-means/measure';
export * from './k-means/pack-bytes';
export * from './k-means/pack-floats';
export * from './lab';
export { lbpFrame, lbpPatterns } from './lbp';
export { lbpUniformCodes } from './lbp-codes';
export { multiplyAddIsFused } from './multiply-add';
export { nearestTwo, squaredLengths } from './nearest';
export * from './nn';
export * from './pad-rows';
export * from './round-f32';
export { addDotProducts, addSquaredDistances, packFour } from './row-pairs';
export { packF32, scoreF32 } from './screen-f32';
export { packWhole, scoreWhole, toWhole } from './screen-whole';
export * from './sift-blur';
export * from './sift-descriptor';
export * from './sift-extrema';
export * from './sift-orientation';
export * from './sift-resample';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
