/** An uncompressed TIFF of 2×2 black pixels with any number of samples a pixel, of 8, 16 or 32 bits. */
export function weirdTiff({ samples, bits = 8 }: { samples: number; bits?: number }): Uint8Array {
  const short = 3;
  const long = 4;
  const extra = Math.max(0, samples - 3);
  const entries = 11;
  const bitsAt = 8 + 2 + entries * 12 + 4;
  const extraAt = bitsAt + 2 * samples;
  const pixelsAt = extraAt + 2 * extra;
  const length = (2 * 2 * samples * bits) / 8;
  const bytes = new Uint8Array(pixelsAt + length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, entries, 0]);
  let at = 10;
  const entry = (tag: number, type: number, { count = 1, value }: { count?: number; value: number }) => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
    at += 12;
  };
  entry(256, short, { value: 2 });
  entry(257, short, { value: 2 });
  entry(258, short, { count: samples, value: bitsAt });
  entry(259, short, { value: 1 });
  entry(262, short, { value: 2 });
  entry(273, long, { value: pixelsAt });
  entry(277, short, { value: samples });
  entry(278, short, { value: 2 });
  entry(279, long, { value: length });
  entry(284, short, { value: 1 });
  // Up to two values stand in the entry itself, as they are all 0 (unspecified).
  entry(338, short, { count: Math.max(1, extra), value: extra > 2 ? extraAt : 0 });
  for (let i = 0; i < samples; i++) view.setUint16(bitsAt + 2 * i, bits, true);
  return bytes;
}
