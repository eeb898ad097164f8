// The feed shows each event once, keeps the newest, asks less when nothing happens, and begins anew when it must.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Feed } from '../../src/live/feed.js';
import { ApiProblem, Unreachable } from '../../src/shared/problems.js';

Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

/** @type {Feed} */
let feed;
/** @type {string[][]} */
let news;

const events = (/** @type {(string | number)[]} */ ...ids) =>
  /** @type {import('../../src/live/feed.js').LiveEvent[]} */ (ids.map((id) => ({ id: String(id) })));
const ids = () => feed.events.map(({ id }) => id).join('');
const refusal = (/** @type {string} */ field) =>
  new ApiProblem(400, { detail: 'no', errors: [{ field, message: 'no' }] }, new Headers());

beforeEach(() => {
  news = [];
  const host = /** @type {any} */ ({ addController() {}, requestUpdate() {} });
  feed = new Feed(host, (events) => news.push(events.map(({ id }) => id)));
});

test('earlier events are shown, and only later ones count as new', () => {
  feed.take({ events: events('a', 'b'), cursor: '1' });
  feed.take({ events: events('b', 'c'), cursor: '2' });
  assert.equal(ids(), 'abc');
  assert.deepEqual(news, [['c']]);
  assert.equal(feed.query().after, '2');
});

test('the first event of an empty system counts as new', () => {
  feed.take({ events: [], cursor: '1' });
  feed.take({ events: events('a'), cursor: '2' });
  assert.deepEqual(news, [['a']]);
});

test('only the newest are kept', () => {
  feed.take({ events: events(...Array(700).keys()), cursor: '1' });
  assert.equal(feed.events.length, 500);
  assert.equal(feed.events[0].id, '200');
});

test('polling backs off when nothing happens, and follows the API otherwise', () => {
  const pauses = Array.from({ length: 100 }, () => (feed.take({ events: [], cursor: '1' }), feed.untilNext(2000)));
  assert.deepEqual([pauses[0], pauses.at(-1)], [2000, 15_000]);
  assert.deepEqual(
    pauses,
    [...pauses].sort((one, other) => one - other),
  );
  feed.take({ events: events('a'), cursor: '2' });
  assert.equal(feed.untilNext(1000), 1000);
});

test('a failure is retried with backoff, which is reset by a success', () => {
  const pauses = Array.from({ length: 7 }, () => feed.fail(new Unreachable()));
  assert.deepEqual(pauses, [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  assert.equal(feed.status, 'failed');
  feed.take({ events: [], cursor: '1' });
  assert.deepEqual([feed.status, feed.error, feed.failures], ['live', undefined, 0]);
});

test('an unknown cursor is dropped, and the shown events stay', () => {
  feed.take({ events: events('a'), cursor: 'old' });
  assert.equal(feed.fail(refusal('after')), 0);
  assert.equal('after' in feed.query(), false);
  feed.take({ events: events('b'), cursor: 'new' });
  assert.equal(ids(), 'ab');
});

test('a rejected filter is not requested again automatically', () => {
  assert.equal(feed.fail(refusal('property_id')), Infinity);
  assert.ok(feed.isRejected);
});
