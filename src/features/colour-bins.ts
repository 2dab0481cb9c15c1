/** The space that colours are counted in. */
export type ColourSpace = 'rgb' | 'hsv' | 'lab';

/**
 * The bin of each 8-bit value, one table a channel: `bins` of equal width over [0, 256), or [0, 180) for H.
 * The product in float64 is OpenCV's, so that the edges fall as there.
 */
export function binTables(space: ColourSpace, bins: number): [Uint8Array, Uint8Array, Uint8Array] {
  const full = binTable(bins, 256);
  return [space === 'hsv' ? binTable(bins, 180) : full, full, full];
}

function binTable(bins: number, range: number): Uint8Array {
  const table = new Uint8Array(256);
  for (let value = 0; value < 256; value++)
    table[value] = Math.min(bins - 1, Math.floor(value * (bins / range)));
  return table;
}
