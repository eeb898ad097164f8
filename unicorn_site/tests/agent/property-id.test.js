import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { propertyIdOf, slug } from '../../src/agent/property-id.js';

/** @type {Record<string, string>} */
const SLUGS = JSON.parse(await readFile(new URL('slugs.json', import.meta.url), 'utf-8'));

test('a part of an address is spelt as the API spells it, or not predicted at all', () => {
  for (const [part, wanted] of Object.entries(SLUGS)) assert.ok([wanted, null].includes(slug(part)), part);
});

test('western spellings are predicted', () => {
  assert.equal(slug('Straße 12a.'), 'strasse-12a');
  assert.equal(slug('O’Hara’s  Çà'), 'oharas-ca');
});

test('letters that only the API can transliterate are not predicted', () => {
  assert.equal(slug('京都'), null);
});

test('an address has an id once every part has a slug', () => {
  const address = { country: 'USA', city: 'Any / Town', street: 'Main Street', number: '' };
  assert.equal(propertyIdOf(address), null);
  assert.equal(propertyIdOf({ ...address, number: '111' }), 'usa/any-town/main-street/111');
  assert.equal(propertyIdOf({ ...address, number: '1'.repeat(61) }), null);
});
