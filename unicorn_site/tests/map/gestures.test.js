// What pointers do to a map: a click moves nothing, a drag moves it, two fingers bring it nearer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gestures } from '../../src/map/gestures.js';
import { fitting, toPlace } from '../../src/map/mercator.js';

const SIZE = { width: 600, height: 400 };
const VIEW = fitting([{ latitude: 48, longitude: 11 }], SIZE, 1000);

test('a pointer that hardly moves is a click', () => {
  const gestures = new Gestures();
  gestures.press(1, { x: 100, y: 100 });
  assert.equal(gestures.drag(1, { x: 102, y: 101 }, VIEW, SIZE), null);
  assert.ok(!gestures.isMove);
  assert.ok(gestures.release(1));
  assert.ok(!gestures.release(1)); // it is not down any more
});

test('what a pointer drags stays below it, and that was no click until the next one', () => {
  const gestures = new Gestures();
  gestures.press(1, { x: 100, y: 100 });
  const view = gestures.drag(1, { x: 160, y: 130 }, VIEW, SIZE);
  assert.ok(view && gestures.isMove);
  const [before, after] = [toPlace(VIEW, SIZE, { x: 100, y: 100 }), toPlace(view, SIZE, { x: 160, y: 130 })];
  assert.ok(Math.abs(before.latitude - after.latitude) < 1e-9 && Math.abs(before.longitude - after.longitude) < 1e-9);
  gestures.release(1);
  assert.ok(gestures.isMove); // the click that follows
  gestures.press(1, { x: 160, y: 130 });
  assert.ok(!gestures.isMove);
});

test('two fingers that go apart bring the map nearer by as much', () => {
  const gestures = new Gestures();
  gestures.press(1, { x: 200, y: 200 });
  gestures.press(2, { x: 300, y: 200 });
  const view = gestures.drag(2, { x: 400, y: 200 }, VIEW, SIZE);
  assert.ok(view && Math.abs(view.scale / VIEW.scale - 2) < 1e-9);
  assert.equal(gestures.drag(3, { x: 1, y: 1 }, VIEW, SIZE), null); // one that is not down
  gestures.rest();
  assert.ok(!gestures.isMove);
});
