// The outlines as paths: no line goes across the whole map where a coast crosses the antimeridian.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { yOf } from '../../src/map/mercator.js';
import { drawn } from '../../src/map/outlines.js';

const ATLAS = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
const EDGE = Number(yOf(90).toFixed(2));

/** The lines of a path from point to point, those that close it as well. @param {string} path @param {boolean} isClosed */
const linesOf = (path, isClosed) =>
  path
    .split('M')
    .slice(1)
    .flatMap((part) => {
      const points = part
        .replace('Z', '')
        .split('L')
        .map((point) => point.split(' ').map(Number));
      return points.slice(isClosed ? 0 : 1).map((to, at) => [points.at(isClosed ? at - 1 : at) ?? to, to]);
    });

test('coasts and borders go on across the antimeridian, and the land at a pole reaches the edge of the map', () => {
  const { land, borders } = drawn(JSON.parse(readFileSync(ATLAS, 'utf8')));
  const lines = [...linesOf(land, true), ...linesOf(borders, false)];
  assert.ok(lines.length > 5000);
  const long = lines.filter(([from, to]) => Math.abs(from[0] - to[0]) > 90);
  assert.ok(long.every(([from, to]) => Math.abs(from[1]) === -EDGE && from[1] === to[1]));
  assert.equal(long.length, 1); // Antarctica's
  assert.ok(lines.some(([, [x]]) => x > 180 || x < -180)); // Russia goes on
});
