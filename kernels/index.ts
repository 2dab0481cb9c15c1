// Everything the module exports. One line an area.
export * from './grey';
export * from './sift-blur';
export * from './sift-descriptor';
export * from './sift-extrema';
export * from './sift-orientation';
export * from './sift-resample';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
