// A card's image has one address for each width that the answer's template states.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAddresses } from '../../src/customers/card-images.js';

const TEMPLATE = '"/published/{+property_id}/{image_id}/{width}.webp"; rel="preview"; widths="320 800"';
const card = /** @type {any} */ ({
  property_id: 'usa/anytown/main-street/111',
  image: { image_id: 'a', alt_text: 'A door' },
});

test('the template is expanded with the members of the card', () => {
  const folder = '/published/usa/anytown/main-street/111/a';
  const image = { image_id: 'a', alt_text: 'A door', urls: { 320: `${folder}/320.webp`, 800: `${folder}/800.webp` } };
  assert.deepEqual(withAddresses(card, TEMPLATE), { ...card, image });
});

test('a card without an image has none, and neither has one without a template', () => {
  const bare = { property_id: 'usa/anytown/main-street/111' };
  assert.deepEqual(withAddresses(/** @type {any} */ (bare), TEMPLATE), bare);
  assert.deepEqual(withAddresses(card, undefined), bare);
});
