import assert from 'node:assert/strict';
import { test } from 'node:test';

import { brieflyOf, byDay, dayOf, hoursOf, offsetText, timeOf } from '../../src/shared/slot-times.js';

const NOON = '2026-12-05T12:00:00.000Z';
const MINUTES_A_DAY = 24 * 60;
/** @param {string} utc_offset @param {string} [starts_at] @param {number} [minutes] */
const slot = (utc_offset, starts_at = NOON, minutes = 30) => ({ starts_at, minutes, utc_offset });
/** Every offset that the API takes, by its text. */
const OFFSETS = Array.from({ length: 2 * 14 * 60 + 1 }, (_, index) => index - 14 * 60);

test('a time is shown by the clocks at the home, with their distance from UTC', () => {
  assert.equal(timeOf(slot('+01:00')), 'Saturday 5 December 2026, 13:00–13:30 (UTC+01:00)');
  assert.equal(timeOf(slot('-03:30')), 'Saturday 5 December 2026, 08:30–09:00 (UTC-03:30)');
  assert.equal(brieflyOf(slot('+01:00')), '13:00–13:30, Sat 5 Dec');
  assert.equal(dayOf(slot('+14:00')), 'Sunday 6 December 2026');
  assert.equal(hoursOf(slot('+00:00', '2026-12-05T23:30:00.000Z', 60)), '23:30–00:30');
});

test('the text of every offset is read as the minutes that it was written of', () => {
  for (const minutes of OFFSETS) {
    const shown = hoursOf(slot(offsetText(minutes))).slice(0, 5);
    const [hour, minute] = shown.split(':').map(Number);
    const due = (12 * 60 + minutes + MINUTES_A_DAY) % MINUTES_A_DAY;
    assert.equal((hour ?? 0) * 60 + (minute ?? 0), due, offsetText(minutes));
  }
});

test('times stay in their order, below the day that the clocks at the home show', () => {
  const first = slot('-05:00', '2026-12-06T04:30:00.000Z');
  const second = slot('-05:00', '2026-12-06T05:00:00.000Z');
  const third = slot('-05:00', '2026-12-06T15:00:00.000Z');
  assert.deepEqual(byDay([first, second, third]), [
    ['Saturday 5 December 2026', [first]],
    ['Sunday 6 December 2026', [second, third]],
  ]);
  assert.deepEqual(byDay([]), []);
});
