import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Submission } from '../../src/shared/submission.js';

/** A submission on a page that counts how often it is rendered. */
function submission() {
  const host = { rendered: 0, addController() {}, requestUpdate: () => (host.rendered += 1) };
  return { host, one: new Submission(/** @type {any} */ (host)) };
}

test('a long submission shows that it is running', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { one } = submission();
  let finish = (/** @type {string} */ _) => {};
  const done = one.run(() => new Promise((resolve) => (finish = resolve)));
  assert.deepEqual([one.isPending, one.isSlow], [true, false]);
  t.mock.timers.tick(10_000);
  assert.deepEqual([one.isPending, one.isSlow], [true, true]);
  finish('saved');
  assert.equal(await done, 'saved');
  assert.deepEqual([one.isPending, one.isSlow], [false, false]);
});

test('nothing is submitted twice at the same time', async () => {
  const { one } = submission();
  let begun = 0;
  const slowly = async () => (begun += 1);
  await Promise.all([one.run(slowly), one.run(slowly)]);
  assert.equal(begun, 1);
});

test('an error is kept until the next try', async () => {
  const { one, host } = submission();
  const error = new Error('down');
  assert.equal(await one.run(() => Promise.reject(error)), null);
  assert.equal(one.error, error);
  await one.run(async () => 'fine');
  assert.equal(one.error, null);
  assert.ok(host.rendered > 0);
});
