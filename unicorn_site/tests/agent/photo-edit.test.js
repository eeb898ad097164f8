import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  SIDES,
  bodyOf,
  canBeEdited,
  cut,
  cutOff,
  cutOffMax,
  shifted,
  sideMin,
  turned,
  turnedSize,
  unedited,
} from '../../src/agent/photo-edit.js';
import { numbers } from '../numbers.js';

const PHOTO = { width: 1601, height: 1201 };

/** @typedef {import("../../src/agent/photo-edit.js").Edit} Edit */
/** @typedef {import("../../src/agent/photo-edit.js").Size} Size */

/** Take a random step. @param {Size} photo @param {Edit} edit @param {() => number} draw from 0 to 1 @returns {Edit} */
function stepped(photo, edit, draw) {
  const kind = Math.floor(draw() * 4);
  const far = (draw() - 0.5) * 4000;
  if (kind === 0) return turned(photo, edit, draw() < 0.5 ? 1 : -1);
  if (kind === 1) return shifted(photo, edit, far, (draw() - 0.5) * 4000);
  const side = SIDES[Math.floor(draw() * 4)] ?? 'left';
  return cut(photo, edit, side, far);
}

test('whatever is done, the frame lies in the turned photo and keeps as much as the API wants', () => {
  const draw = numbers(7);
  for (let round = 0; round < 300; round += 1) {
    const photo = { width: 100 + Math.floor(draw() * 8000), height: 100 + Math.floor(draw() * 8000) };
    if (!canBeEdited(photo)) continue;
    let edit = unedited(photo);
    for (let steps = 0; steps < 20; steps += 1) {
      edit = stepped(photo, edit, draw);
      const { left, top, width, height } = edit.frame;
      const size = turnedSize(photo, edit.turn);
      assert.ok([left, top, width, height, edit.turn].every(Number.isInteger));
      assert.ok(left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height);
      assert.ok(Math.min(width, height) >= sideMin(photo));
      for (const side of SIDES) assert.ok(cutOff(photo, edit, side) <= cutOffMax(photo, edit, side));
    }
  }
});

test('four turns, either way, are none, and the frame stays around the same part of the photo', () => {
  const draw = numbers(8);
  for (let round = 0; round < 100; round += 1) {
    let edit = unedited(PHOTO);
    for (let steps = 0; steps < 5; steps += 1) edit = stepped(PHOTO, edit, draw);
    for (const way of /** @type {const} */ ([1, -1])) {
      let now = edit;
      for (let quarter = 0; quarter < 4; quarter += 1) now = turned(PHOTO, now, way);
      assert.deepEqual(now, edit);
    }
    assert.deepEqual(turned(PHOTO, turned(PHOTO, edit, 1), -1), edit);
    const right = turned(PHOTO, edit, 1); // what was cut off at the bottom is now cut off at the left
    assert.equal(cutOff(PHOTO, right, 'left'), cutOff(PHOTO, edit, 'bottom'));
    assert.equal(cutOff(PHOTO, right, 'top'), cutOff(PHOTO, edit, 'left'));
    assert.equal(cutOff(PHOTO, right, 'right'), cutOff(PHOTO, edit, 'top'));
  }
});

test('a photo that stays as it is is not sent, and a whole one has no crop', () => {
  const whole = unedited(PHOTO);
  assert.equal(bodyOf(PHOTO, whole), null);
  assert.deepEqual(bodyOf(PHOTO, turned(PHOTO, whole, -1)), { turn: 270 });
  assert.deepEqual(bodyOf(PHOTO, cut(PHOTO, turned(PHOTO, whole, 1), 'top', 600)), {
    turn: 90,
    crop: { left: 0, top: 600, width: 1201, height: 1001 },
  });
});

test('of a large photo more must be left, and a tiny one cannot be edited', () => {
  assert.equal(sideMin(PHOTO), 100);
  assert.equal(sideMin({ width: 6000, height: 4000 }), 235);
  assert.ok(!canBeEdited({ width: 99, height: 400 }));
  assert.equal(cutOffMax(PHOTO, cut(PHOTO, unedited(PHOTO), 'right', 501), 'left'), 1000);
});
