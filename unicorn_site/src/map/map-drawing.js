// What is drawn below the dots of a map: land and borders, the grid, names, the scale, and where on earth it is.

import { nothing, svg } from 'lit';
import { texts } from '../texts/map.js';
import { namesOn } from './dots.js';
import { around, gridStep, latitudeOf, metresPerPixel, roundDistance, toPlace, toPoint, yOf } from './mercator.js';

/** @typedef {import('./mercator.js').View} View */
/** @typedef {import('./mercator.js').Size} Size */
/** @typedef {{land: string, borders: string}} Outlines */

const COARSE = 800; // metres of a pixel from which on the outlines are not wrong by more than some pixels
const IN_STREETS = 25; // metres of a pixel up to which streets have names, and cities beyond
const INSET = { width: 96, height: 72 };
const AROUND = 3; // pixels for each degree in the inset: a country and its neighbours
const LETTER = 7; // pixels, about
const BUTTONS = 120; // pixels from the right, with a label before them

/** @param {View} view @param {Size} size @param {Outlines} outlines */
export function earth(view, size, outlines) {
  if (metresPerPixel(view) < COARSE) return nothing;
  return shapes(view, size, outlines);
}

/** Land and borders, once more on each side of the antimeridian. @param {View} view @param {Size} size @param {Outlines} outlines */
function shapes({ x, y, scale }, { width, height }, { land, borders }) {
  return [-360, 0, 360].map((turn) => {
    const moved = `translate(${width / 2 + (turn - x) * scale} ${height / 2 - y * scale}) scale(${scale})`;
    return svg`<g transform=${moved}><path class="land" d=${land} /><path class="borders" d=${borders} /></g>`;
  });
}

/** @param {View} view @param {Size} size */
export function grid(view, size) {
  const step = gridStep(view);
  const upper = toPlace(view, size, { x: 0, y: 0 });
  const lower = toPlace(view, size, { x: 0, y: size.height });
  const { north, south, east, west } = texts.directions;
  const rows = multiples(lower.latitude, upper.latitude, step).map((latitude) => {
    const y = Math.round(size.height / 2 + (yOf(latitude) - view.y) * view.scale);
    const isFree = y > 36 && y < size.height - 24; // of the labels above and the scale below
    const label = isFree ? svg`<text x="6" y=${y - 4}>${texts.degrees(latitude, north, south)}</text>` : nothing;
    return svg`<path d=${`M0 ${y}H${size.width}`} />${label}`;
  });
  const half = size.width / 2 / view.scale;
  const columns = multiples(view.x - half, view.x + half, step).map((longitude) => {
    const x = Math.round(size.width / 2 + (longitude - view.x) * view.scale);
    const isFree = x < size.width - BUTTONS;
    const label = isFree
      ? svg`<text x=${x + 4} y="14">${texts.degrees(around(longitude), east, west)}</text>`
      : nothing;
    return svg`<path d=${`M${x} 0V${size.height}`} />${label}`;
  });
  return svg`<g class="grid">${rows}${columns}</g>`;
}

/** @param {number} low @param {number} high @param {number} step */
function multiples(low, high, step) {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, at) => (first + at) * step);
}

/** The names of streets or cities, those that have room. @param {View} view @param {Size} size @param {import('./dots.js').Home[]} homes */
export function names(view, size, homes) {
  /** @type {{x: number, y: number, half: number}[]} */
  const taken = [];
  return namesOn(homes, metresPerPixel(view) <= IN_STREETS ? 'street' : 'city').map(({ name, ...place }) => {
    const at = toPoint(view, size, place);
    const half = (name.length * LETTER) / 2;
    const isOff = at.x < 0 || at.x > size.width || at.y < 30 || at.y > size.height;
    const [x, y] = [Math.min(Math.max(at.x, half + 4), size.width - half - 4), at.y];
    if (isOff || taken.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < 16)) return nothing;
    taken.push({ x, y, half });
    return svg`<text class="name" x=${x} y=${y - 16}>${name}</text>`;
  });
}

/** @param {View} view @param {Size} size */
export function scaleBar(view, size) {
  const metres = roundDistance(metresPerPixel(view) * Math.min(140, size.width / 3));
  const long = metres / metresPerPixel(view);
  const y = size.height - 14;
  return svg`<path class="scale" d=${`M12 ${y - 6}v6h${long}v-6`} />
    <text class="scale-text" x=${18 + long} y=${y}>${texts.distance(metres)}</text>`;
}

/** Where on earth the window is, while it shows no outlines itself. @param {View} view @param {Size} size @param {Outlines} outlines */
export function inset(view, size, outlines) {
  if (metresPerPixel(view) >= COARSE || size.width < 480) return nothing;
  const at = { x: view.x, y: yOf(latitudeOf(view.y)), scale: AROUND };
  const { width, height } = INSET;
  return svg`<svg class="inset" x=${size.width - width - 8} y=${size.height - height - 8} width=${width} height=${height}>
    <rect width=${width} height=${height} />${shapes(at, INSET, outlines)}
    <circle cx=${width / 2} cy=${height / 2} r="4" />
    <rect class="rim" x="0.5" y="0.5" width=${width - 1} height=${height - 1} />
  </svg>`;
}
