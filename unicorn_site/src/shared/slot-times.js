// The times of viewings, by the clocks of the home: where a visitor's own clock stands does not matter.

import { LOCALE } from './format.js';

/** @typedef {{ starts_at: string, minutes: number, utc_offset: string }} Times */

const MINUTE = 60_000;
// Together, browsers write them with a comma or without.
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** Write "Saturday 5 December 2026". @param {Times} slot */
export const dayOf = (slot) => `${weekday.format(local(slot))} ${day.format(local(slot))}`;

/** Write "10:00–10:30". @param {Times} slot */
export const hoursOf = (slot) => `${clock.format(local(slot))}–${clock.format(local(slot, slot.minutes))}`;

/** Write "Saturday 5 December 2026, 10:00–10:30 (UTC+01:00)". @param {Times} slot */
export const timeOf = (slot) => `${dayOf(slot)}, ${hoursOf(slot)} (UTC${slot.utc_offset})`;

/** Write "10:00–10:30, Sat 5 Dec", which a choice on a phone has room for. @param {Times} slot */
export const brieflyOf = (slot) => `${hoursOf(slot)}, ${short.format(local(slot))} ${shortDay.format(local(slot))}`;

/** Group slots by their day. @template {Times} T @param {T[]} slots in their order @returns {[string, T[]][]} */
export function byDay(slots) {
  /** @type {Map<string, T[]>} */
  const days = new Map();
  for (const slot of slots) days.set(dayOf(slot), [...(days.get(dayOf(slot)) ?? []), slot]);
  return [...days];
}

/** Write an offset in minutes as in "+05:30". @param {number} minutes */
export function offsetText(minutes) {
  const ahead = Math.abs(minutes);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** The moment that a clock in UTC shows when the home's clocks show the slot. @param {Times} slot @param {number} [after] */
function local({ starts_at, utc_offset }, after = 0) {
  const [hours, minutes] = utc_offset.slice(1).split(':').map(Number);
  const ahead = (utc_offset[0] === '-' ? -1 : 1) * ((hours ?? 0) * 60 + (minutes ?? 0));
  return new Date(Date.parse(starts_at) + (ahead + after) * MINUTE);
}
