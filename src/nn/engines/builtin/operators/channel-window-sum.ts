import type { Prepare } from '../preparation.js';

/** Each channel with its neighbours, image by image. */
export const channelWindowSum: Prepare = (operation, { pointerTo, parts }) => {
  const [batch, channels, height, width] = operation.shape as [number, number, number, number];
  const plane = height * width;
  const [x, y] = [pointerTo(operation.inputs[0]!), pointerTo(operation)];
  const radius = operation.attributes.radius as number;
  return [
    parts(batch).map(([first, last]) => {
      const skipped = 4 * first * channels * plane;
      return ['channelWindowSum', x + skipped, y + skipped, last - first, channels, plane, radius];
    }),
  ];
};
