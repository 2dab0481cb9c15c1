// Everything the module exports. One line an area.

export * from './fast';
export * from './grey';
export * from './hog';

/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
