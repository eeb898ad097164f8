// The homes that a browser remembers: bounded lists, and a browser that keeps nothing harms nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, forget, keep, kept } from '../../src/customers/kept-homes.js';

/** @param {Record<string, string>} [begin] @returns {any} */
function storage(begin = {}) {
  const items = new Map(Object.entries(begin));
  return { getItem: (/** @type {string} */ key) => items.get(key) ?? null, setItem: items.set.bind(items) };
}
const home = (/** @type {number} */ number) => ({ id: `usa/anytown/main-street/${number}`, name: `Home ${number}` });
const denied = /** @type {any} */ ({
  getItem() {
    throw new DOMException('denied', 'SecurityError');
  },
  setItem() {
    throw new DOMException('full', 'QuotaExceededError');
  },
});

test('the newest home is first, and none is there twice', () => {
  const browser = storage();
  for (const number of [1, 2, 1]) assert.ok(keep('seen', home(number), browser));
  assert.deepEqual(kept('seen', browser), [home(1), home(2)]);
  assert.deepEqual(kept('saved', browser), []);
});

test('of the homes seen the oldest leave; a full list of saved ones takes no more, and loses none', () => {
  const browser = storage();
  for (let number = 0; number <= MOST.saved; number++) {
    assert.equal(keep('seen', home(number), browser), true);
    assert.equal(keep('saved', home(number), browser), number < MOST.saved);
  }
  assert.equal(kept('seen', browser).length, MOST.seen);
  assert.equal(kept('saved', browser).length, MOST.saved);
  assert.deepEqual(kept('saved', browser).at(-1), home(0));
  assert.ok(keep('saved', home(3), browser), 'one that is saved already');
  assert.ok(forget('saved', home(5).id, browser));
  assert.ok(keep('saved', home(99), browser));
});

test('a browser that keeps nothing has no homes, and says so', () => {
  assert.deepEqual(kept('saved', denied), []);
  assert.equal(keep('saved', home(1), denied), false);
  assert.equal(forget('saved', home(1).id, denied), false);
});

test('what somebody else has put there is left out', () => {
  const others = ['{', '7', 'null', '{"id": 1}', '[null, 7, {"id": "../x/y/z", "name": "n"}, {"id": "a/b/c/d"}]'];
  for (const text of others) assert.deepEqual(kept('saved', storage({ 'unicorn:saved-homes': text })), []);
  const mixed = JSON.stringify([
    { id: 'a/b/c/d', name: 'n', more: 1 },
    { id: '//evil.test/a/b', name: 'n' },
  ]);
  assert.deepEqual(kept('saved', storage({ 'unicorn:saved-homes': mixed })), [{ id: 'a/b/c/d', name: 'n' }]);
});
