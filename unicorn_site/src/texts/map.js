// The texts of maps.

import { counted, number } from '../shared/format.js';

export const texts = {
  nearer: 'Zoom in',
  farther: 'Zoom out',
  all: 'Show all',
  /** @param {string} name @param {string} price */
  dot: (name, price) => `${name}, ${price}`,
  /** @param {number} count @param {string} name of the first one */
  dots: (count, name) => `${counted(count, 'home', 'homes')}: ${name}, and others`,
  rough: 'Shown roughly: it is somewhere within the circle.',
  close: 'Close',
  help: 'Arrow keys go from home to home, Enter shows one.',
  outlines: 'Outlines: Natural Earth',
  /** @param {number} metres */
  distance: (metres) => (metres >= 1000 ? `${number(metres / 1000)} km` : `${metres} m`),
  /** @param {number} value @param {string} positive @param {string} negative */
  degrees: (value, positive, negative) => `${Number(Math.abs(value).toFixed(4))}° ${value < 0 ? negative : positive}`,
  directions: { north: 'N', south: 'S', east: 'E', west: 'W' },
  search: {
    label: 'Map of these homes',
    here: 'Search in this part of the map',
    /** @param {number} count */
    shown: (count) => `${counted(count, 'home', 'homes')} with a location ${count === 1 ? 'is' : 'are'} on the map.`,
    /** @param {number} count */
    first: (count) =>
      `The first ${counted(count, 'home', 'homes')} with a location are on the map: search in a part of it for others.`,
    none: 'None of these homes states where it is.',
    noneHere: 'No home with a location is in this part of the map.',
    everywhere: 'Search everywhere again',
  },
  place: {
    label: 'Map of this home and others nearby',
    here: 'This home',
    /** @param {string} place */
    at: (place) => `Location: ${place}.`,
    rough: 'The agent shows roughly where it is: somewhere within the circle.',
    /** @param {number} count @param {string} radius */
    nearby: (count, radius) =>
      count ? `${counted(count, 'other home', 'other homes')} within ${radius}.` : `No other homes within ${radius}.`,
  },
  pin: 'The home. Arrow keys move it.',
};
