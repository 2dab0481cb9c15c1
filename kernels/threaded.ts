// What the module with shared memory exports: networks alone are computed by several threads at once.

export { heapBase } from './heap-base';
export * from './nn';
