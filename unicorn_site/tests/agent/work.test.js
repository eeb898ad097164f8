import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Work } from '../../src/agent/work.js';

/** A piece of work on a page that counts how often it is drawn. */
function work() {
  const host = { drawn: 0, addController() {}, requestUpdate: () => (host.drawn += 1) };
  return { host, one: new Work(/** @type {any} */ (host)) };
}

test('work that takes long says so while it goes on, and no longer when it is done', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { one } = work();
  let finish = (/** @type {string} */ _) => {};
  const done = one.run(() => new Promise((resolve) => (finish = resolve)));
  assert.deepEqual([one.busy, one.slow], [true, false]);
  t.mock.timers.tick(10_000);
  assert.deepEqual([one.busy, one.slow], [true, true]);
  finish('saved');
  assert.equal(await done, 'saved');
  assert.deepEqual([one.busy, one.slow], [false, false]);
});

test('what is being done is not begun a second time', async () => {
  const { one } = work();
  let begun = 0;
  const slowly = async () => (begun += 1);
  await Promise.all([one.run(slowly), one.run(slowly)]);
  assert.equal(begun, 1);
});

test('what went wrong is kept until the next try', async () => {
  const { one, host } = work();
  const error = new Error('down');
  assert.equal(await one.run(() => Promise.reject(error)), null);
  assert.equal(one.error, error);
  await one.run(async () => 'fine');
  assert.equal(one.error, null);
  assert.ok(host.drawn > 0);
});
