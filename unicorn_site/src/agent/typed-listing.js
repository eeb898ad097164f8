// What an agent has typed of one listing: against which version, what is wrong with it, and kept until it is saved.

import { ApiProblem } from '../shared/problems.js';
import { Kept } from './kept.js';
import { FIELDS, changeBody, emptyValues, faultOf, faultsOf, valuesOf } from './listing-rules.js';
import { differences, merged } from './merge.js';

/** @typedef {import("./listing-rules.js").Field} Field */
/** @typedef {import("./listing-rules.js").Values} Values */
/** @typedef {import("./desk.js").Listing} Listing */
/** @typedef {{ values: Values, before: Values, version: number, at: number }} Content */

export class TypedListing {
  /** @param {string} agent @param {Listing | null} listing null for one that is new @param {Kept<Content>} [kept] */
  constructor(agent, listing, kept = new Kept(`${agent}:${listing?.property_id ?? 'new'}`)) {
    this.kept = kept;
    this.before = listing ? valuesOf(listing) : emptyValues();
    this.version = listing?.version ?? 0;
    this.values = { ...this.before };
    /** When that which is here again was typed; 0 if nothing is. */
    this.restoredAt = 0;
    /** @type {Set<Field>} the fields whose faults are shown: those that were left, and all once it was to be saved */
    this.shown = new Set();
    /** @type {Map<string, string>} what the API said of a field, until it is typed in again */
    this.told = new Map();
    this.#restore();
  }

  get isChanged() {
    return (
      Object.keys(changeBody(this.before, this.values)).length > 0 ||
      FIELDS.slice(0, 4).some((part) => this.values[part] !== this.before[part])
    );
  }

  /** @param {Field} field @param {string} text */
  type(field, text) {
    this.values = { ...this.values, [field]: text };
    this.told.delete(field);
    this.restoredAt = 0;
    if (this.isChanged)
      this.kept.write({ values: this.values, before: this.before, version: this.version, at: Date.now() });
    else this.kept.forget();
  }

  /** @param {Field} field A fault that is shown: from its own rule, or from the API. */
  fault(field) {
    const own = this.shown.has(field) ? faultOf(field, this.values) : null;
    return { own, told: this.told.get(field) };
  }

  /** Show every fault; the fields that have one. */
  check() {
    FIELDS.forEach((field) => this.shown.add(field));
    return [...faultsOf(this.values).keys()];
  }

  /** Keep what the API said of single fields; the fields that it named. @param {unknown} error @returns {Field[]} */
  refuse(error) {
    if (!(error instanceof ApiProblem)) return [];
    for (const { field, message } of error.errors) this.told.set(field.replace(/^address\./, ''), message);
    return FIELDS.filter((field) => this.told.has(field));
  }

  /** The listing as it was saved, or as it is now while nothing is typed. @param {Listing} listing */
  settle(listing) {
    [this.before, this.version] = [valuesOf(listing), listing.version];
    this.discard();
  }

  discard() {
    this.values = { ...this.before };
    this.restoredAt = 0;
    this.shown.clear();
    this.told.clear();
    this.kept.forget();
  }

  /** What somebody else changed meanwhile. @param {Listing} now */
  differences(now) {
    return differences(this.before, valuesOf(now), this.values);
  }

  /** Go on from the listing as it is now. @param {Listing} now @param {ReadonlyMap<Field, "mine" | "theirs">} choices */
  merge(now, choices) {
    this.values = merged(this.before, valuesOf(now), this.values, choices);
    [this.before, this.version] = [valuesOf(now), now.version];
    this.kept.write({ values: this.values, before: this.before, version: this.version, at: Date.now() });
  }

  #restore() {
    const found = this.kept.read();
    if (!found) return;
    this.values = { ...this.values, ...found.values };
    if (found.version) [this.before, this.version] = [{ ...this.before, ...found.before }, found.version];
    this.restoredAt = this.isChanged ? found.at : 0;
  }
}
