/** Where free memory begins: everything below holds the module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
