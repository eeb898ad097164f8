// The outlines of land and countries: Natural Earth's, which are in the public domain, from the package `world-atlas`.

import { feature, mesh } from 'topojson-client';
import { yOf } from './mercator.js';

/** The outlines as paths in the degrees of the projection; fetched once. @type {Promise<{land: string, borders: string}> | undefined} */
let known;

export const outlines = () =>
  (known ??= import('world-atlas/countries-110m.json').then(({ default: atlas }) => drawn(atlas)));

/** @param {any} topology */
export function drawn(topology) {
  const { countries, land } = topology.objects;
  const shapes = /** @type {any} */ (feature(topology, land)).features;
  const rings = shapes.flatMap((/** @type {any} */ { geometry }) => geometry.coordinates.flat());
  const borders = mesh(topology, countries, (one, other) => one !== other);
  const lines = borders.coordinates.map((points) => path(unrolled(points)));
  return { land: rings.map(ring).join(''), borders: lines.join('') };
}

/** Go on across the antimeridian, where longitudes jump to the other end. @param {number[][]} points @returns {number[][]} */
function unrolled(points) {
  let [before, turns] = [points[0][0], 0];
  return points.map(([east, north]) => {
    turns -= Math.round((east - before) / 360);
    before = east;
    return [east + 360 * turns, yOf(north)];
  });
}

/** A ring around a pole has the pole inside, so it is closed at the map's edge. @param {number[][]} points */
function ring(points) {
  const line = unrolled(points);
  const [[first], [last, y]] = [line[0], line[line.length - 1]];
  const edge = yOf(y > 0 ? -90 : 90);
  if (Math.abs(last - first) > 180) line.push([last, edge], [first, edge]);
  return `${path(line)}Z`;
}

/** @param {number[][]} points */
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`;
