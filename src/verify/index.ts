export { agreementTable } from './agreement-table.js';
export type { Check, Measured, Promised } from './check.js';
export type { GoldenCase, Goldens } from './goldens.js';
export { type Agreement, checks, verify } from './verify.js';
