import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Kept } from '../../src/agent/kept.js';
import { TypedListing } from '../../src/agent/typed-listing.js';
import { ApiProblem } from '../../src/shared/problems.js';

const LISTING = /** @type {any} */ ({
  property_id: 'a/b/c/d',
  version: 3,
  country: 'A',
  city: 'B',
  street: 'C',
  number: 'D',
  description: 'Sunny.',
  contract: 'sale',
  listprice: 100,
  currency: 'USD',
  headline: 'Old',
  bedrooms: 2,
});

/** @param {Partial<Storage>} [broken] */
function keeper(broken = {}) {
  /** @type {Map<string, string>} */
  const items = new Map();
  return new Kept('agent1:a/b/c/d', {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    ...broken,
  });
}

test('unsaved input is restored with the version that it was based on', () => {
  const kept = /** @type {Kept<any>} */ (keeper());
  new TypedListing('agent1', LISTING, kept).type('headline', 'New');
  const again = new TypedListing('agent1', { ...LISTING, version: 5, bedrooms: 3 }, kept);
  assert.equal(again.values.headline, 'New');
  assert.equal(again.version, 3);
  assert.ok(again.restoredAt);
  assert.deepEqual(
    again.differences({ ...LISTING, version: 5, bedrooms: 3 }).map(({ field }) => field),
    ['bedrooms'],
  );
});

test('input that is saved, discarded or undone is not kept', () => {
  const kept = /** @type {Kept<any>} */ (keeper());
  const typed = new TypedListing('agent1', LISTING, kept);
  typed.type('headline', 'New');
  typed.type('headline', 'Old');
  assert.equal(kept.read(), null);
  typed.type('headline', 'New');
  typed.discard();
  assert.equal(kept.read(), null);
  typed.type('headline', 'New');
  typed.settle({ ...LISTING, headline: 'New', version: 4 });
  assert.equal(kept.read(), null);
  assert.deepEqual([typed.isChanged, typed.version], [false, 4]);
});

test('without storage in the browser only the unsaved input is lost', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const typed = new TypedListing(
    'agent1',
    LISTING,
    /** @type {any} */ (keeper({ getItem: full, setItem: full, removeItem: full })),
  );
  typed.type('headline', 'New');
  assert.equal(typed.values.headline, 'New');
  typed.discard();
});

test('an error of the API stays at its field until the field is edited', () => {
  const typed = new TypedListing('agent1', null, /** @type {any} */ (keeper()));
  const errors = [
    { field: 'address.city', message: 'no city' },
    { field: 'address.unit', message: 'no unit' },
    { field: 'body', message: 'odd' },
  ];
  assert.deepEqual(typed.reject(new ApiProblem(400, { errors }, new Headers())), ['city', 'unit']);
  assert.equal(typed.fault('city').rejected, 'no city');
  typed.type('city', 'Anytown');
  assert.equal(typed.fault('city').rejected, undefined);
});

test('a currency that is typed with the price is chosen, and a sign that several have is not guessed', () => {
  const typed = new TypedListing('agent1', LISTING, keeper());
  for (const [text, currency] of [
    ['£', 'USD'],
    ['£4', 'GBP'],
    ['£450,000', 'GBP'],
    ['450,000', 'GBP'],
    ['450,000 kr', 'GBP'],
    ['450,000 SEK', 'SEK'],
    ['450,000 kr', 'SEK'],
  ]) {
    typed.type('listprice', text ?? '');
    assert.equal(typed.values.currency, currency, text);
  }
  typed.discard();
  assert.equal(typed.values.currency, 'USD');
});
