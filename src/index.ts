/** Fovea: everything in one import. The stations are also there one by one: `fovea/features`, `fovea/bow`, … */
export * from './core/index.js';
