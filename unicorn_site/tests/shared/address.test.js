import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressOf, cityLine, cityName, oneLine, streetLine } from '../../src/shared/address.js';

const PLAIN = {
  country: 'USA',
  region: null,
  city: 'Anytown',
  postcode: null,
  street: 'Main Street',
  number: '12',
  unit: null,
};
const FULL = { ...PLAIN, region: 'Illinois', postcode: '62704', unit: 'Apt 4' };

test('an address is written without the fields that it does not have', () => {
  assert.deepEqual([streetLine(PLAIN), cityLine(PLAIN), cityName(PLAIN)], ['12 Main Street', 'Anytown', 'Anytown']);
  assert.equal(oneLine(PLAIN), '12 Main Street, Anytown, USA');
  assert.equal(oneLine(FULL), 'Apt 4, 12 Main Street, Anytown, Illinois, 62704, USA');
  assert.equal(cityName(FULL), 'Anytown, Illinois');
});

test('a contract is drafted for the whole address of its listing', () => {
  const listing = { ...FULL, property_id: 'a/b/c/d', listprice: 1 };
  assert.deepEqual(addressOf(listing), FULL);
  assert.deepEqual(Object.keys(addressOf({ ...listing, ...PLAIN })), ['country', 'city', 'street', 'number']);
});
