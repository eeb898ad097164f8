// The dots of a map: one for each home, or for several that would cover each other.

import { METRES, around, toPoint } from './mercator.js';

/** @typedef {import('./mercator.js').Point} Point */
/** @typedef {{id: string, name: string, address: string, price: string, latitude: number, longitude: number, isRough: boolean, street?: string, city?: string}} Home
 *   `address`: of its page */
/** @typedef {Point & {homes: Home[]}} Dot */

export const ROUGH = 800; // metres: half of the diagonal of the square that a rough location is the middle of
const APART = 22; // pixels: dots that are nearer are one

/** Group homes by where they are on the window, from west to east. @param {Home[]} homes
 * @param {import('./mercator.js').View} view @param {import('./mercator.js').Size} size @returns {Dot[]} */
export function dotsOf(homes, view, size) {
  /** @type {Dot[]} */
  const dots = [];
  const placed = homes
    .map((home) => ({ ...toPoint(view, size, home), home }))
    .toSorted((a, b) => a.x - b.x || a.y - b.y);
  for (const { x, y, home } of placed) {
    const near = dots.findLast((dot) => Math.hypot(dot.x - x, dot.y - y) < APART);
    if (near) near.homes.push(home);
    else dots.push({ x, y, homes: [home] });
  }
  return dots;
}

/** The places that a window has to show for all of some homes to be in it, circles as well. @param {Home[]} homes @returns {import('./mercator.js').Place[]} */
export const extentOf = (homes) =>
  homes.flatMap((home) => {
    if (!home.isRough) return [home];
    const { latitude, longitude } = home;
    const north = ROUGH / METRES;
    const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
    return [
      { latitude: latitude - north, longitude: longitude - east },
      { latitude: latitude + north, longitude: longitude + east },
    ];
  });

/** The dot that a home is in. @param {Dot[]} dots @param {string} id */
export const dotWith = (dots, id) => dots.find((dot) => dot.homes.some((home) => home.id === id));

/** The name of each street or city, in the middle of its homes. @param {Home[]} homes @param {'street' | 'city'} kind */
export function namesOn(homes, kind) {
  /** @type {Map<string, Home[]>} */
  const groups = new Map();
  for (const home of homes) {
    const name = home[kind];
    if (name) groups.set(name, [...(groups.get(name) ?? []), home]);
  }
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...groups].map(([name, at]) => {
    const [{ longitude: first }] = at; // the others are on the near side of the antimeridian
    return {
      name,
      latitude: mean(at.map((home) => home.latitude)),
      longitude: around(first + mean(at.map((home) => around(home.longitude - first)))),
    };
  });
}
