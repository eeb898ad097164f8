// The map holds everything there is, nothing lies on anything else, and every event finds its way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout } from '../../src/live/layout.js';
import { journeysOf, lanesOf, onBus } from '../../src/live/routes.js';
import { EVENTS, publications, subscriptions } from '../../src/live/topology.js';

/** @typedef {import('../../src/live/layout.js').Box} Box */

const apart = (/** @type {Box} */ one, /** @type {Box} */ other) =>
  one.x + one.w <= other.x || other.x + other.w <= one.x || one.y + one.h <= other.y || other.y + other.h <= one.y;
const within = (/** @type {Box} */ inner, /** @type {Box} */ outer) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;

for (const isWide of [true, false]) {
  const map = layout(isWide);
  const name = isWide ? 'wide' : 'narrow';

  test(`on the ${name} map nothing lies on anything else, or outside`, () => {
    const drawing = { x: 0, y: 0, w: map.width, h: map.height };
    for (const boxes of [[...map.cards, map.bus], map.components]) {
      for (const [n, box] of boxes.entries()) {
        assert.ok(within(box, drawing), JSON.stringify(box));
        for (const other of boxes.slice(n + 1)) assert.ok(apart(box, other), JSON.stringify([box, other]));
      }
    }
    for (const box of map.components) {
      assert.ok(within(box, /** @type {Box} */ (map.cards.find(({ context }) => context === box.context))), box.id);
    }
  });

  test(`on the ${name} map every rule has its lane, with a queue where there is one`, () => {
    const lanes = map.lanes.filter(({ dir }) => dir === 'in');
    assert.deepEqual(lanes.map(({ rule }) => rule).sort(), [...new Set(subscriptions.map(({ rule }) => rule))].sort());
    for (const lane of lanes) {
      const { queue } = subscriptions.find(({ rule }) => rule === lane.rule) ?? {};
      assert.equal(Boolean(map.stops(lane).queue), Boolean(queue));
    }
  });

  test(`on the ${name} map every event travels from its publisher to each of its readers`, () => {
    for (const event of EVENTS) {
      const { from, to } = lanesOf(map, event);
      assert.equal(from?.component.id, publications.find((one) => one.event === event)?.by[0]);
      const readers = subscriptions.filter((one) => one.event === event).map(({ reader }) => reader);
      assert.deepEqual(
        to.map(({ component }) => component.id),
        readers,
      );
      assert.equal(journeysOf(map, event).length, readers.length);
      assert.equal(onBus(map, event).length, readers.length);
    }
  });
}

test('an event without a publisher on the map has no path, and does no harm', () => {
  assert.deepEqual(journeysOf(layout(true), 'SomethingNew'), []);
});
