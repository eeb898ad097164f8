#!/usr/bin/env bash
# world-atlas 2.0.2 (npm): the outlines of countries, by the number that ISO 3166-1 gives each.
#
# The guess: each outline's `id` is its country's number, so outlines are found by it, and each country with homes has one.
# The behaviour: in the 110m file three outlines have no id, and small countries have no outline, among them
# Singapore, Malta, Bahrain, Mauritius and Andorra. In the 50m file five have no id, and one number, 036, belongs to two
# outlines, Australia and a territory of it: a map from number to outline may show two small islands as Australia.
#
# Seen: 30 November 2026, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts world-atlas@2.0.2 topojson-client@3.1.0 > npm.log
cat > seen.cjs <<'NODE'
const { feature } = require('topojson-client');

const found = {};
for (const scale of ['110m', '50m']) {
  const atlas = require(`world-atlas/countries-${scale}.json`);
  const outlines = feature(atlas, atlas.objects.countries).features;
  const ids = outlines.map(({ id }) => id);
  const names = outlines.map(({ properties }) => properties.name);
  found[scale] = {
    outlines: outlines.length,
    without: names.filter((_, at) => ids[at] === undefined).length,
    twice: outlines.filter(({ id }, at) => id && ids.indexOf(id) !== at).map(({ id }) => id),
    missing: ['Singapore', 'Malta', 'Bahrain', 'Mauritius', 'Andorra', 'Portugal'].filter((name) => !names.includes(name)),
  };
  console.log(scale, JSON.stringify(found[scale]));
}
const SEEN = {
  '110m': { outlines: 177, without: 3, twice: [], missing: ['Singapore', 'Malta', 'Bahrain', 'Mauritius', 'Andorra'] },
  '50m': { outlines: 241, without: 5, twice: ['036'], missing: [] },
};
process.exit(JSON.stringify(found) === JSON.stringify(SEEN) ? 0 : 1);
NODE
node seen.cjs
