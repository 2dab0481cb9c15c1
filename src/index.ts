/** Fovea: everything in one import. The stations are also there one by one: `fovea/features`, `fovea/bow`, … */
export * from './bow/index.js';
export * from './classify/index.js';
export * from './compare/index.js';
export * from './core/index.js';
export * from './data/index.js';
export * from './draw/index.js';
export * from './extract/index.js';
export * from './features/index.js';
export * from './formats/index.js';
export * from './image/index.js';
export * from './models/index.js';
export * from './nn/index.js';
export * from './search/index.js';
export * from './verify/index.js';
