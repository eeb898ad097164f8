import assert from 'node:assert/strict';
import { test } from 'node:test';

import { loadAgain } from '../../src/shared/load-again.js';

const photo = (/** @type {string} */ name) => ({
  src: `/published/${name}/800.webp`,
  srcset: `/published/${name}/320.webp 320w, /published/${name}/800.webp 800w`,
});

test('a photo that is not there yet is asked for twice, by an address that no cache knows', () => {
  const image = photo('a');
  /** @type {number[]} */
  const pauses = [];
  const later = (/** @type {() => void} */ work, /** @type {number} */ ms) => {
    pauses.push(ms);
    work();
  };
  loadAgain(image, later);
  assert.equal(image.src, '/published/a/800.webp?again=1');
  assert.equal(image.srcset, '/published/a/320.webp?again=1 320w, /published/a/800.webp?again=1 800w');
  loadAgain(image, later);
  assert.equal(image.src, '/published/a/800.webp?again=2');
  loadAgain(image, later);
  assert.equal(image.src, '/published/a/800.webp?again=2');
  assert.deepEqual(pauses, [2_000, 8_000]);
});

test('another photo in the same place has its own tries, and is not disturbed', () => {
  const image = photo('a');
  /** @type {(() => void)[]} */
  const waiting = [];
  loadAgain(image, (work) => waiting.push(work));
  Object.assign(image, photo('b'));
  waiting[0]?.();
  assert.deepEqual(image, photo('b'));
  loadAgain(image, (work) => work());
  assert.equal(image.src, '/published/b/800.webp?again=1');
});
