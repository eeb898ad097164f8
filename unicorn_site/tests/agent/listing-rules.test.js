import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changeBody, draftBody, emptyValues, faultsOf, isSame, valuesOf } from '../../src/agent/listing-rules.js';
import { priceFault } from '../../src/agent/money.js';

const HOUSE = {
  ...emptyValues(),
  country: 'USA',
  city: 'Anytown',
  street: 'Main Street',
  number: '111',
  listprice: '250000',
  description: 'A sunny house.',
};

/** @param {Partial<import("../../src/agent/listing-rules.js").Values>} typed */
const codes = (typed) =>
  Object.fromEntries([...faultsOf({ ...HOUSE, ...typed })].map(([field, { code }]) => [field, code]));

test('a house with address, price and description may be drafted', () => {
  assert.deepEqual(codes({}), {});
});

test('an empty form names every required field', () => {
  assert.deepEqual(Object.keys(Object.fromEntries(faultsOf(emptyValues()))), [
    'country',
    'city',
    'street',
    'number',
    'listprice',
    'description',
  ]);
});

test('every error is shown at its field', () => {
  assert.deepEqual(codes({ street: '!!!', city: 'x'.repeat(61) }), { street: 'no-letters', city: 'too-long' });
  assert.deepEqual(codes({ headline: 'a\u202eb', bedrooms: '2.5' }), {
    headline: 'hidden-characters',
    bedrooms: 'whole-number',
  });
  assert.deepEqual(codes({ bathrooms: '100', year_built: '999' }), { bathrooms: 'range', year_built: 'range' });
  assert.deepEqual(codes({ living_area: '80.123', lot_size: 'many' }), {
    living_area: 'decimals',
    lot_size: 'not-a-number',
  });
  assert.deepEqual(codes({ currency: 'usd', contract: 'swap' }), { currency: 'choose', contract: 'choose' });
});

test('a description is measured in bytes, as the API does', () => {
  assert.deepEqual(codes({ description: 'é'.repeat(2500) }), {});
  assert.deepEqual(codes({ description: 'é'.repeat(2501) }), { description: 'too-many-bytes' });
});

test('a price has the decimals of its currency', () => {
  assert.equal(priceFault('199.99', 'USD'), null);
  assert.deepEqual(priceFault('199.999', 'USD'), { code: 'decimals', decimals: 2 });
  assert.deepEqual(priceFault('100.5', 'SPL'), { code: 'decimals', decimals: 0 });
  assert.deepEqual(priceFault('100.5', 'JPY'), { code: 'decimals', decimals: 0 });
  assert.equal(priceFault('100.555', 'KWD'), null);
  assert.equal(priceFault('1,250,000.50', 'USD'), null);
  assert.deepEqual(priceFault('0', 'USD'), { code: 'not-positive' });
  assert.deepEqual(priceFault('9'.repeat(14), 'USD'), { code: 'too-long' });
  assert.deepEqual(priceFault('1,25', 'USD'), { code: 'not-a-number' });
});

test('the body has the numbers of the API, and leaves out empty fields', () => {
  assert.deepEqual(draftBody({ ...HOUSE, listprice: '1,250,000.50', bedrooms: '3' }), {
    address: { country: 'USA', city: 'Anytown', street: 'Main Street', number: '111' },
    contract: 'sale',
    listprice: 1250000.5,
    currency: 'USD',
    description: 'A sunny house.',
    bedrooms: 3,
  });
});

test('a change sends changed fields, and null for emptied ones', () => {
  const before = valuesOf({ ...HOUSE, listprice: 250000, bedrooms: 3, headline: null });
  assert.deepEqual(changeBody(before, before), {});
  assert.deepEqual(changeBody(before, { ...before, bedrooms: ' ', listprice: '250,000.00', headline: ' New ' }), {
    bedrooms: null,
    headline: 'New',
  });
  assert.ok(isSame('listprice', '1,000', '1000.00'));
});
