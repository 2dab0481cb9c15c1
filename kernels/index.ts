// Everything the module exports. One line an area.
export * from './colour-counts';
export * from './grey';
export * from './hsv';
export * from './lab';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
