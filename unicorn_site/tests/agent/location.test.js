// The location of a home in the form of its listing: typed, pasted, cleared, and sent only if it has changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { degreesOf, locationOf, pairOf } from '../../src/agent/location.js';
import { changeBody, draftBody, emptyValues, faultsOf, valuesOf } from '../../src/agent/listing-rules.js';
import { TypedListing } from '../../src/agent/typed-listing.js';

const GOOD = {
  ...emptyValues(),
  country: 'USA',
  city: 'Anytown',
  street: 'Elm Street',
  number: '1',
  description: 'Fine',
  listprice: '1',
};
const PLACED = { latitude: '47.9936', longitude: '-7.8517', shown: 'rough' };

test('degrees are read as people type them', () => {
  const read = { 47.9936: 47.9936, '-7,5': -7.5, '−7.5': -7.5, '12°': 12, 0: 0, 1.23456789: 1.234568 };
  for (const [typed, number] of Object.entries(read)) assert.equal(degreesOf(typed), number);
  for (const typed of ['', 'north', '47.1.2', '47 59 36', '1e3', '1234']) assert.equal(degreesOf(typed), null, typed);
});

test('two numbers that a map copies fill in both fields', () => {
  assert.deepEqual(pairOf('47.9936, 7.8517'), { latitude: '47.9936', longitude: '7.8517' });
  assert.deepEqual(pairOf(' -33.5 151 '), { latitude: '-33.5', longitude: '151' });
  assert.equal(pairOf('47,9936'), null); // one number with a comma
  const kept = { read: () => null, write: () => {}, forget: () => {} };
  const typed = new TypedListing('agent', null, /** @type {any} */ (kept));
  typed.type('longitude', '47.9936; 7.8517');
  assert.deepEqual([typed.values.latitude, typed.values.longitude], ['47.9936', '7.8517']);
});

test('both numbers are needed, or none, each in its range', () => {
  const faults = (/** @type {object} */ more) => Object.fromEntries(faultsOf({ ...GOOD, ...more }));
  assert.deepEqual(faults({}), {});
  assert.deepEqual(faults(PLACED), {});
  assert.deepEqual(faults({ latitude: '1', shown: 'exact' }), { longitude: { code: 'both-degrees' } });
  assert.deepEqual(faults({ ...PLACED, longitude: '180', latitude: '90.1' }), {
    latitude: { code: 'degrees', most: 90 },
  });
  assert.deepEqual(faults({ ...PLACED, longitude: 'x' }), { longitude: { code: 'degrees', most: 180 } });
  assert.deepEqual(faults({ ...PLACED, shown: '' }), { shown: { code: 'choose' } }); // no home is shown exactly by oversight
  assert.deepEqual(faults({ shown: 'rough' }), {});
});

test('a location is sent if it is stated, and null if it is cleared', () => {
  const location = { latitude: 47.9936, longitude: -7.8517, shown: 'rough' };
  assert.deepEqual(locationOf(PLACED), location);
  assert.deepEqual(draftBody({ ...GOOD, ...PLACED }).location, location);
  assert.ok(!('location' in draftBody(GOOD)));
  const stored = valuesOf({ ...GOOD, location });
  assert.deepEqual([stored.latitude, stored.longitude, stored.shown], ['47.9936', '-7.8517', 'rough']);
  assert.deepEqual(changeBody(stored, stored), {});
  assert.deepEqual(changeBody(stored, { ...stored, latitude: '47.99360' }), {}); // the same number
  assert.deepEqual(changeBody(stored, { ...stored, shown: 'exact' }), { location: { ...location, shown: 'exact' } });
  assert.deepEqual(changeBody(stored, { ...stored, latitude: '', longitude: '' }), { location: null });
  assert.equal(emptyValues().shown, '');
  assert.deepEqual(changeBody(valuesOf(GOOD), { ...valuesOf(GOOD), shown: 'rough' }), {}); // nothing to show
});
