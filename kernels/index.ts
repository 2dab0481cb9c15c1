// Everything the module exports. One line an area.
export * from './correlate';
export * from './correlate-again';
export * from './gaussian-u8';
export * from './grey';
export * from './pad-rows';
export * from './round-sums';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
