import assert from 'node:assert/strict';
import { test } from 'node:test';

import { described, followed, isSame, moved, placedOf, rebased, sent } from '../../src/agent/arrangement.js';

const placed = (/** @type {string} */ ids) => [...ids].map((image_id) => ({ image_id, alt_text: null, caption: null }));
const order = (/** @type {ReturnType<typeof placed>} */ some) => some.map(({ image_id }) => image_id).join('');

test('an image moves to its new place, and never out of the list', () => {
  assert.equal(order(moved(placed('abcd'), 'd', 0)), 'dabc');
  assert.equal(order(moved(placed('abcd'), 'a', 2)), 'bcad');
  assert.equal(order(moved(placed('abcd'), 'a', -1)), 'abcd');
  assert.equal(order(moved(placed('abcd'), 'b', 9)), 'acdb');
  assert.equal(order(moved(placed('ab'), 'z', 0)), 'ab');
});

test('texts of an image are sent trimmed, and empty ones as null', () => {
  assert.deepEqual(sent(described(placed('a'), 'a', { alt_text: ' A door ', caption: ' ' })), [
    { image_id: 'a', alt_text: 'A door', caption: null },
  ]);
});

test('white space alone is not a change to save', () => {
  assert.ok(isSame(placed('ab'), described(placed('ab'), 'a', { caption: ' ' })));
  assert.ok(!isSame(placed('ab'), placed('ba')));
});

test('an order keeps the remaining images, and puts new ones last', () => {
  assert.equal(order(rebased(placed('cab'), placed('abd'))), 'abd');
  assert.equal(order(rebased(placed('ba'), placed('abc'))), 'bac');
});

test('only images that are ready have a position', () => {
  const image = (/** @type {string} */ image_id, /** @type {string} */ status) =>
    /** @type {any} */ ({ image_id, status });
  assert.equal(order(placedOf([image('a', 'EXPECTED'), image('b', 'READY'), image('c', 'REFUSED')])), 'b');
});

test('the words that are not saved yet follow a photo that was turned meanwhile', () => {
  const image = (/** @type {string} */ image_id, /** @type {string | null} */ replaces, status = 'READY') =>
    /** @type {any} */ ({ image_id, replaces, status });
  const wanted = described(placed('ab'), 'a', { caption: 'mine' });
  assert.deepEqual(
    followed(wanted, [image('c', 'a'), image('b', null)]).map(({ image_id, caption }) => [image_id, caption]),
    [
      ['c', 'mine'],
      ['b', null],
    ],
  );
  assert.deepEqual(followed(wanted, [image('c', 'a', 'EXPECTED'), image('a', null), image('b', null)]), wanted);
});
