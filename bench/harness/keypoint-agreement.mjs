import { percent } from './agreement.mjs';

/** Columns before the descriptor: image, x, y, size, angle. */
const head = 5;

/**
 * Described keypoints of one or more images as rows of numbers: image, x, y, size, angle, then the descriptor.
 * @param {readonly { keypoints: readonly object[], descriptors: { data: ArrayLike<number>, shape: readonly number[] } }[]} images
 */
export function keypointRows(images) {
  const width = head + images[0].descriptors.shape[1];
  const count = images.reduce((sum, { keypoints }) => sum + keypoints.length, 0);
  const data = new Float32Array(count * width);
  let at = 0;
  images.forEach(({ keypoints, descriptors }, image) => {
    keypoints.forEach(({ x, y, size, angle }, i) => {
      data.set([image, x, y, size, angle], at);
      data.set(descriptors.data.subarray(i * (width - head), (i + 1) * (width - head)), at + head);
      at += width;
    });
  });
  return { data, shape: [count, width] };
}

/**
 * The same in Python: `rows(images)`, of pairs of OpenCV's keypoints and descriptors.
 */
export const keypointRowsInPython = `
def rows(images):
    return np.concatenate([
        np.hstack([np.array([(i, *k.pt, k.size, k.angle) for k in keypoints], np.float32).reshape(-1, 5), descriptors])
        for i, (keypoints, descriptors) in enumerate(images)]).astype(np.float32)
`;

/**
 * Expects that of the keypoints on either side at least `share` are on the other too: in the same image, within 0.01
 * pixels and of a size and angle within 0.1. Says how many of their descriptors are the same within 1e-6.
 * @returns {(ours: object, theirs: object) => import('./agreement.mjs').Agreement}
 */
export const sameKeypoints = (share) => (ours, theirs) => {
  const width = theirs.shape[1];
  const places = rowsByPlace(ours);
  let found = 0;
  let same = 0;
  for (let row = 0; row < theirs.shape[0]; row++) {
    const partner = partnerOf(theirs.data.subarray(row * width, (row + 1) * width), { ours, places });
    if (partner === undefined) continue;
    found++;
    if (sameDescriptor(ours.data, theirs.data, { at: partner * width, beside: row * width, width })) same++;
  }
  const reached = found / Math.max(theirs.shape[0], ours.shape[0], 1);
  const exact = `${percent(reached)} of ${theirs.shape[0]} keypoints, ${percent(same / Math.max(found, 1))} of their descriptors`;
  return { exact, exactMet: reached >= share };
};

const placeOf = (image, x, y) => (image * 2 ** 13 + y) * 2 ** 13 + x;

function rowsByPlace({ data, shape: [count, width] }) {
  const places = new Map();
  for (let row = 0; row < count; row++) {
    const [image, x, y] = data.subarray(row * width, row * width + 3);
    const place = placeOf(image, Math.round(x), Math.round(y));
    if (places.has(place)) places.get(place).push(row);
    else places.set(place, [row]);
  }
  return places;
}

function partnerOf([image, x, y, size, angle], { ours, places }) {
  const width = ours.shape[1];
  // A coordinate near a half may have been rounded the other way.
  for (const py of new Set([Math.round(y - 0.01), Math.round(y + 0.01)]))
    for (const px of new Set([Math.round(x - 0.01), Math.round(x + 0.01)]))
      for (const row of places.get(placeOf(image, px, py)) ?? []) {
        const [, ox, oy, oSize, oAngle] = ours.data.subarray(row * width, row * width + head);
        const turn = Math.abs(oAngle - angle) % 360;
        const isNear = Math.abs(ox - x) <= 0.01 && Math.abs(oy - y) <= 0.01;
        if (isNear && Math.abs(oSize - size) <= 0.1 && Math.min(turn, 360 - turn) <= 0.1) return row;
      }
  return undefined;
}

function sameDescriptor(ours, theirs, { at, beside, width }) {
  for (let k = head; k < width; k++) if (!(Math.abs(ours[at + k] - theirs[beside + k]) <= 1e-6)) return false;
  return true;
}
