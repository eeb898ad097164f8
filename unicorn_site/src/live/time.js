// Moments and spans as engineers read them.

import { LOCALE } from '../shared/format.js';

const DAY = 86_400_000; // milliseconds
const clock = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const dayAndClock = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });
const seconds = new Intl.NumberFormat(LOCALE, {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'narrow',
  maximumFractionDigits: 1,
});
const UNITS = /** @type {const} */ ([
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
]);

/** @param {string} time RFC 3339 */
export function exactTime(time) {
  const moment = new Date(time);
  const isToday = Math.abs(Date.now() - moment.getTime()) < DAY / 2;
  return isToday ? clock.format(moment) : dayAndClock.format(moment);
}

/** How long it is from one moment to the other: `350 ms`, `2.3s`, `14 minutes`. @param {string} from @param {string} to */
export function span(from, to) {
  const milliseconds = new Date(to).getTime() - new Date(from).getTime();
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const [unit, length] = UNITS.find(([, one]) => milliseconds >= one) ?? [];
  if (!unit || !length) return seconds.format(milliseconds / 1000);
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(milliseconds / length),
  );
}
