// Merges the changes of two people to the same listing.

import { FIELDS, isSame } from './listing-rules.js';

/** @typedef {import("./listing-rules.js").Field} Field */
/** @typedef {import("./listing-rules.js").Values} Values */
/** @typedef {{ field: Field, before: string, theirs: string, mine: string, clash: boolean }} Difference
 *   `clash`: both changed it, each to something else */

/**
 * What somebody else has changed since the form was opened.
 * @param {Values} before as the form was opened
 * @param {Values} theirs as the listing is now
 * @param {Values} mine as the form stands
 * @returns {Difference[]}
 */
export function differences(before, theirs, mine) {
  return FIELDS.filter((field) => !isSame(field, before[field], theirs[field])).map((field) => ({
    field,
    before: before[field],
    theirs: theirs[field],
    mine: mine[field],
    clash: !isSame(field, mine[field], before[field]) && !isSame(field, mine[field], theirs[field]),
  }));
}

/**
 * Merge two forms: theirs, with the changes typed here on top; a clash is decided by the choice.
 * @param {Values} before
 * @param {Values} theirs
 * @param {Values} mine
 * @param {ReadonlyMap<Field, "mine" | "theirs">} choices without one, the value typed here wins
 * @returns {Values}
 */
export function merged(before, theirs, mine, choices) {
  /** @param {Field} field */
  const pick = (field) => {
    if (choices.get(field) === 'theirs' || isSame(field, mine[field], before[field])) return theirs[field];
    return mine[field];
  };
  return /** @type {Values} */ (Object.fromEntries(FIELDS.map((field) => [field, pick(field)])));
}
