import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SORTS, countsOf, found } from '../../src/agent/found-listings.js';
import { texts } from '../../src/texts/agent.js';

const ALL = { status: '', words: '', sort: 'newest' };

/** @param {Record<string, unknown>} more */
const listing = (more) =>
  /** @type {import("../../src/agent/desk.js").Listing} */ ({
    property_id: String(more.number),
    country: 'France',
    region: null,
    city: 'Orléans',
    postcode: null,
    street: 'Rue Haute',
    unit: null,
    headline: null,
    description: 'Sunny.',
    status: 'DRAFT',
    listprice: 1,
    currency: 'EUR',
    modified_at: '2026-11-30T10:00:00.000Z',
    ...more,
  });

const LISTINGS = [
  listing({ number: '2', listprice: 300, modified_at: '2026-11-30T12:00:00.000Z' }),
  listing({ number: '10', listprice: 100, headline: 'An ORANGERY', status: 'APPROVED' }),
  listing({ number: '9', listprice: 200, currency: 'CHF', modified_at: '2026-11-30T11:00:00.000Z' }),
  listing({ number: '1', listprice: 150, street: 'Allée Basse', status: 'APPROVED', description: 'Dark.' }),
];

/** @param {Partial<typeof ALL>} wanted */
const numbers = (wanted) => found(LISTINGS, { ...ALL, ...wanted }).map(({ number }) => number);

test('words are found in any order, whatever their capitals and accents', () => {
  assert.deepEqual(numbers({ words: 'orleans  rue' }), ['2', '10', '9']);
  assert.deepEqual(numbers({ words: 'RUE Orangery' }), ['10']);
  assert.deepEqual(numbers({ words: 'allee dark' }), ['1']);
  assert.deepEqual(numbers({ words: 'sunny dark' }), []);
  assert.deepEqual(numbers({ words: '  ' }), ['2', '10', '9', '1']);
  assert.deepEqual(numbers({ words: 'rue', status: 'APPROVED' }), ['10']);
});

test('listings are sorted without changing the loaded ones', () => {
  assert.deepEqual(numbers({ sort: 'changed' }), ['2', '9', '10', '1']);
  assert.deepEqual(numbers({ sort: 'address' }), ['1', '2', '9', '10']);
  assert.deepEqual(numbers({ sort: 'price' }), ['9', '10', '1', '2']);
  assert.deepEqual(numbers({ sort: '-price' }), ['9', '2', '1', '10']);
  for (const sort of ['newest', 'toString', '']) assert.deepEqual(numbers({ sort }), ['2', '10', '9', '1'], sort);
  assert.deepEqual(Object.keys(texts.list.sorts), SORTS);
});

test('listings are counted by status, and all of them', () => {
  assert.deepEqual(countsOf(LISTINGS), { '': 4, DRAFT: 2, APPROVED: 2 });
  assert.deepEqual(countsOf([]), { '': 0 });
});
