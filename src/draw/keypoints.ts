import type { Keypoint } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { MARKS } from './colour-map.js';
import { enlarge, enlarged, readableScale } from './enlarge.js';
import type { Picture } from './picture.js';
import { cssColour, toRgb8 } from './rgb.js';
import { short, svg } from './svg.js';

/**
 * Keypoints over their image: a circle of the keypoint's diameter and a radius in the direction of its
 * angle (none where the angle is −1). Each doubling of size has its own colour, under a dark rim that keeps
 * it readable on any ground; small points lie above large ones.
 */
export function drawKeypoints(image: Image, keypoints: readonly Keypoint[]): Picture {
  const scale = readableScale(image);
  const base = enlarge(toRgb8(image), scale);
  const byColour = new Map<string, string>();
  for (const keypoint of [...keypoints].sort((a, b) => b.size - a.size)) {
    const colour = cssColour(MARKS[sizeClass(keypoint) % MARKS.length]!);
    byColour.set(colour, (byColour.get(colour) ?? '') + outline(keypoint, scale));
  }
  // Lines of large pictures are thicker: they are mostly seen shrunk.
  const line = Math.max(1, Math.max(base.width, base.height) / 1024);
  const all = [...byColour.values()].join('');
  return {
    image: base,
    overlay: svg(base, [
      `<g fill="none" stroke-linecap="round"><path d="${all}" stroke="#000" stroke-opacity="0.6" stroke-width="${short(3.8 * line)}"/>`,
      ...[...byColour].map(
        ([colour, d]) => `<path d="${d}" stroke="${colour}" stroke-width="${short(1.8 * line)}"/>`,
      ),
      '</g>',
    ]),
    caption: `${keypoints.length} keypoints on ${image.width}×${image.height} pixels${enlarged(scale)}; circles are as wide as the keypoints, one colour each doubling of size`,
  };
}

function sizeClass({ size }: Keypoint): number {
  return Math.max(0, Math.floor(Math.log2(Math.max(size, 1))));
}

/** The circle and its radius as path data. Pixel (0, 0) has its centre half a pixel inside the picture. */
function outline({ x, y, size, angle }: Keypoint, scale: number): string {
  const radius = Math.max(1.5, (size / 2) * scale);
  const [cx, cy] = [(x + 0.5) * scale, (y + 0.5) * scale];
  const r = short(radius);
  const circle = `M${short(cx - radius)} ${short(cy)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`;
  if (angle < 0) return circle;
  const turn = (angle * Math.PI) / 180;
  return `${circle}M${short(cx)} ${short(cy)}l${short(radius * Math.cos(turn))} ${short(radius * Math.sin(turn))}`;
}
