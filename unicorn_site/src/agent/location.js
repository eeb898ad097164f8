// The location of a home as an agent types it: two numbers of degrees, or both in one field, as maps copy them.

/** @typedef {{latitude: string, longitude: string, shown: string}} Typed */

export const LOCATION = /** @type {const} */ (['latitude', 'longitude', 'shown']);
const MOST = { latitude: 90, longitude: 180 };
const DEGREES = /^[-+−]?\d{1,3}([.,]\d+)?$/;
const PAIR = /^\s*([-+−]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([-+−]?\d{1,3}(?:\.\d+)?)\s*$/;

/** Degrees as a number with six decimals; null if it is none. @param {string} typed */
export function degreesOf(typed) {
  const text = typed.trim().replace(/°$/, '');
  if (!DEGREES.test(text)) return null;
  return Number(Number(text.replace('−', '-').replace(',', '.')).toFixed(6)) + 0;
}

/** Both numbers, if a text has two: `47.9936, 7.8517`. @param {string} typed */
export function pairOf(typed) {
  const [, latitude, longitude] = PAIR.exec(typed) ?? [];
  return latitude && longitude ? { latitude, longitude } : null;
}

/** What is wrong with a field of a location: who states one number has to state both, and how customers see them.
 * @param {typeof LOCATION[number]} field @param {Typed} values */
export function locationFault(field, values) {
  const typed = values[field].trim();
  if (!values.latitude.trim() && !values.longitude.trim()) return null;
  if (field === 'shown') return typed ? null : { code: 'choose' };
  if (!typed) return { code: 'both-degrees' };
  const [found, most] = [degreesOf(typed), MOST[field]];
  return found === null || Math.abs(found) > most ? { code: 'degrees', most } : null;
}

/** The location as the API takes it; null if none is stated. What is no number is sent as it is typed, for the API to say so.
 * @param {Typed} values @returns {any} */
export function locationOf({ latitude, longitude, shown }) {
  const [north, east] = [latitude, longitude].map((typed) => (typed.trim() ? (degreesOf(typed) ?? typed) : null));
  return north === null && east === null ? null : { latitude: north, longitude: east, shown };
}

/** @param {Typed} one @param {Typed} other */
export const isSameLocation = (one, other) => JSON.stringify(locationOf(one)) === JSON.stringify(locationOf(other));

/** A location in one line, empty if none is stated. @param {Typed} values */
export const locationText = (values) =>
  locationOf(values) ? `${values.latitude}, ${values.longitude}, ${values.shown}` : '';
