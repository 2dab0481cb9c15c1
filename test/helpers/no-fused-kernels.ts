/** Stands in for the fused build where the plain one is tested: no module at all. */
export const fusedBase64 = '';
