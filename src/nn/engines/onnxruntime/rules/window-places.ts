import type { Shape } from '../../../graph/tensor.js';
import { forEachWindowElement, type Windows } from '../../../ops/windows.js';

/** Whether numbers of one window lie together (`windows × elements`) or those of one element (`elements × windows`). */
export type PlaceOrder = 'by-window' | 'by-element';

/** For each element of each window the pixel it is, over a plane that has its padding already. */
export function windowPlaces(
  plane: Shape,
  counts: Shape,
  { windows, order }: { readonly windows: Windows; readonly order: PlaceOrder },
): Int32Array {
  const place = placing(counts, windows, order);
  const places = new Int32Array(counts[0]! * counts[1]! * windows.size[0]! * windows.size[1]!);
  forEachWindowElement(plane, counts, {
    windows: { ...windows, padding: [0, 0, 0, 0] },
    visit: (window, element, pixel) => {
      places[place(window, element)] = pixel;
    },
  });
  return places;
}

/**
 * The way back: for each pixel the places of the window elements that it was. Lists are made as long as the longest
 * with the number behind the last place.
 */
export function pixelPlaces(
  plane: Shape,
  counts: Shape,
  { windows, order }: { readonly windows: Windows; readonly order: PlaceOrder },
): { readonly places: Int32Array; readonly most: number } {
  const place = placing(counts, windows, order);
  const none = counts[0]! * counts[1]! * windows.size[0]! * windows.size[1]!;
  const lists = Array.from({ length: plane[0]! * plane[1]! }, () => [] as number[]);
  forEachWindowElement(plane, counts, {
    windows,
    visit: (window, element, pixel) => lists[pixel]!.push(place(window, element)),
  });
  const most = Math.max(...lists.map(({ length }) => length));
  const places = new Int32Array(lists.length * most).fill(none);
  for (const [pixel, list] of lists.entries()) places.set(list, pixel * most);
  return { places, most };
}

function placing(counts: Shape, { size }: Windows, order: PlaceOrder) {
  const windows = counts[0]! * counts[1]!;
  const elements = size[0]! * size[1]!;
  return order === 'by-window'
    ? (window: number, element: number) => window * elements + element
    : (window: number, element: number) => element * windows + window;
}
