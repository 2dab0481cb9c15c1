type Numbers = Uint8Array | Float32Array;

/** Rows of `length` numbers into rows of `stride`, filled with 0. */
export function putRows(
  from: Numbers,
  to: Numbers,
  { length, stride }: { length: number; stride: number },
): void {
  if (length === stride) {
    to.set(from);
    return;
  }
  to.fill(0);
  for (let row = 0; row * length < from.length; row++)
    to.set(from.subarray(row * length, (row + 1) * length), row * stride);
}
