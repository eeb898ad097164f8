import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyValues } from '../../src/agent/listing-rules.js';
import { differences, merged } from '../../src/agent/merge.js';

const BEFORE = { ...emptyValues(), headline: 'Old', listprice: '100', bedrooms: '2', description: 'd' };
const THEIRS = { ...BEFORE, listprice: '110', bedrooms: '3' };
const MINE = { ...BEFORE, listprice: '120', headline: 'New' };

test('changes of somebody else are shown, and conflicts with the input', () => {
  const found = differences(BEFORE, THEIRS, MINE);
  assert.deepEqual(
    found.map(({ field, clash }) => [field, clash]),
    [
      ['listprice', true],
      ['bedrooms', false],
    ],
  );
});

test('the same change by both is not a conflict', () => {
  assert.equal(differences(BEFORE, THEIRS, { ...MINE, listprice: '110.00' })[0]?.clash, false);
});

test("what was typed stays unless the other's is chosen, and the other's changes come along", () => {
  assert.deepEqual(merged(BEFORE, THEIRS, MINE, new Map()), { ...THEIRS, listprice: '120', headline: 'New' });
  const taken = merged(BEFORE, THEIRS, MINE, new Map([['listprice', 'theirs']]));
  assert.deepEqual(taken, { ...THEIRS, headline: 'New' });
});

const PLACED = { ...BEFORE, latitude: '48.1', longitude: '11.5', shown: 'rough' };

test('a location is one: the latitude of one person is never merged with the longitude of the other', () => {
  const [theirs, mine] = [
    { ...PLACED, longitude: '12' },
    { ...PLACED, latitude: '49' },
  ];
  assert.deepEqual(differences(PLACED, theirs, mine), [
    { field: 'location', before: '48.1, 11.5, rough', theirs: '48.1, 12, rough', mine: '49, 11.5, rough', clash: true },
  ]);
  assert.deepEqual(merged(PLACED, theirs, mine, new Map()), mine);
  assert.deepEqual(merged(PLACED, theirs, mine, new Map([['location', 'theirs']])), theirs);
  assert.deepEqual(merged(PLACED, theirs, { ...PLACED, headline: 'New' }, new Map()), { ...theirs, headline: 'New' });
  assert.equal(differences(PLACED, BEFORE, PLACED)[0]?.theirs, '');
});
