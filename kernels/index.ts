// Everything the module exports. One line an area.
export * from './correlate-again';
export * from './correlate-f32';
export * from './correlate-i16';
export * from './gaussian-u8';
export * from './grey';
export * from './pad-rows';
export * from './round-f32';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
