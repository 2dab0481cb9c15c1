/** A Mat of opencv.js with the pixels of an 8-bit or float image. */
export function matOf(cv, { data, width, height, channels }) {
  const depth = data instanceof Uint8Array ? cv.CV_8U : cv.CV_32F;
  const mat = new cv.Mat(height, width, depth + ((channels - 1) << 3));
  (depth === cv.CV_8U ? mat.data : mat.data32F).set(data);
  return mat;
}

/**
 * A peer that fills one Mat from another, kept from call to call, which spares it the memory that we take anew.
 * @param {string} input the input's name
 * @param {(cv: object, source: object, target: object) => void} fill
 */
export const opencvJsFilter = (input, fill, agreement) => ({
  name: 'opencv.js',
  target: 5,
  agreement,
  prepare(cv, inputs) {
    const [source, target] = [matOf(cv, inputs[input]), new cv.Mat()];
    return {
      call: () => fill(cv, source, target),
      values: () => ({ data: target.type() % 8 === cv.CV_32F ? target.data32F : target.data, shape: [] }),
    };
  },
});
