import assert from 'node:assert/strict';
import { test } from 'node:test';

import { poll } from '../../src/agent/poll.js';

test('polling backs off until the awaited state is seen', async () => {
  /** @type {number[]} */
  const pauses = [];
  let looks = 0;
  await poll(
    async () => (looks += 1) > 12,
    new AbortController().signal,
    async (ms) => void pauses.push(ms),
  );
  assert.equal(pauses.length, 12);
  assert.deepEqual(
    [...pauses].sort((one, other) => one - other),
    pauses,
  );
  assert.equal(pauses.at(-1), 10_000);
});

test('polling continues after a failed request', async () => {
  let looks = 0;
  const look = async () => {
    if ((looks += 1) < 3) throw new Error('offline');
    return true;
  };
  await poll(look, new AbortController().signal, async () => {});
  assert.equal(looks, 3);
});

test('polling ends when the wait is cancelled', async () => {
  const end = new AbortController();
  await poll(
    async () => false,
    end.signal,
    async () => end.abort(),
  );
});
