#!/usr/bin/env bash
# ngeohash 0.6.4 (npm): a rectangle over the date line has no cells, and the north of a cell at the pole is the cell itself.
#
# The guess: `bboxes` of a rectangle from 179 E to 179 W, written as GeoJSON has it (west is larger than east), returns the
# cells on both sides; `neighbors` returns eight cells other than the one asked about, or fewer.
# The behaviour: `bboxes` returns no cell at all and no error, so a search in the rectangle finds nothing. `neighbors` at a
# pole returns the cell itself as its own neighbour, and others twice. East of the last column is the first: that is right.
#
# Seen: 30 November 2026, Node 20. pygeohash 3.5.1 refuses such a rectangle with an error that says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts ngeohash@0.6.4 > npm.log
cat > seen.cjs <<'NODE'
const { bboxes, neighbor, neighbors } = require('ngeohash');
const { version } = require('ngeohash/package.json');

const west = bboxes(-1, 179, 1, 180, 3);
const east = bboxes(-1, -180, 1, -179, 3);
const across = bboxes(-1, 179, 1, -179, 3);
const around = neighbors('zzzz');
console.log(`ngeohash ${version}`);
console.log(`west of the line ${west}, east of it ${east}`);
console.log(`across: guess ${[...west, ...east]}, behaviour ${JSON.stringify(across)}`);
console.log(`neighbours of zzzz: ${around}`);
console.log(`east of xbpbp: ${neighbor('xbpbp', [0, 1])}`);
const same =
  west.length && east.length && !across.length &&
  around.includes('zzzz') && new Set(around).size < 8 && neighbor('xbpbp', [0, 1]) === '80000';
process.exit(same ? 0 : 1);
NODE
node seen.cjs
