// Merges the changes of two people to the same listing.

import { FIELDS, isOfLocation, isSame } from './listing-rules.js';
import { isSameLocation, locationText } from './location.js';

/** @typedef {import("./listing-rules.js").Field} Field */
/** @typedef {import("./listing-rules.js").Values} Values */
/** @typedef {Field | 'location'} Part a field, or the location: one place, never the latitude of one and the longitude of another */
/** @typedef {{ field: Part, before: string, theirs: string, mine: string, clash: boolean }} Difference
 *   `clash`: both changed it, each to something else */

const PARTS = /** @type {Part[]} */ ([...FIELDS.filter((field) => !isOfLocation(field)), 'location']);

/** @param {Part} part @param {Values} values */
const textOf = (part, values) => (part === 'location' ? locationText(values) : values[part]);

/** @param {Part} part @param {Values} one @param {Values} other */
const isSamePart = (part, one, other) =>
  part === 'location' ? isSameLocation(one, other) : isSame(part, one[part], other[part]);

/**
 * What somebody else has changed since the form was opened.
 * @param {Values} before as the form was opened
 * @param {Values} theirs as the listing is now
 * @param {Values} mine as the form stands
 * @returns {Difference[]}
 */
export function differences(before, theirs, mine) {
  return PARTS.filter((part) => !isSamePart(part, before, theirs)).map((part) => ({
    field: part,
    before: textOf(part, before),
    theirs: textOf(part, theirs),
    mine: textOf(part, mine),
    clash: !isSamePart(part, mine, before) && !isSamePart(part, mine, theirs),
  }));
}

/**
 * Merge two forms: theirs, with the changes typed here on top; a clash is decided by the choice.
 * @param {Values} before
 * @param {Values} theirs
 * @param {Values} mine
 * @param {ReadonlyMap<Part, "mine" | "theirs">} choices without one, the value typed here wins
 * @returns {Values}
 */
export function merged(before, theirs, mine, choices) {
  /** @param {Field} field */
  const pick = (field) => {
    const part = isOfLocation(field) ? 'location' : field;
    return choices.get(part) === 'theirs' || isSamePart(part, mine, before) ? theirs[field] : mine[field];
  };
  return /** @type {Values} */ (Object.fromEntries(FIELDS.map((field) => [field, pick(field)])));
}
