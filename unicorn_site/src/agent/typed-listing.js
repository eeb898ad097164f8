// The typed values of one listing: the version they are based on, their faults, and the copy kept until saved.

import { ADDRESS_FIELDS } from '../generated/rules.js';
import { ApiProblem } from '../shared/problems.js';
import { Kept } from './kept.js';
import { FIELDS, changeBody, emptyValues, faultOf, faultsOf, valuesOf } from './listing-rules.js';
import { pairOf } from './location.js';
import { differences, merged } from './merge.js';
import { currencyOf } from './money.js';

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
    /** When the restored values were typed; 0 if none were restored. */
    this.restoredAt = 0;
    /** @type {Set<Field>} the fields whose faults are shown: those that were left, and all after an attempt to save */
    this.shown = new Set();
    /** @type {Map<string, string>} the API's message about a field, until the field is changed */
    this.rejected = new Map();
    this.#restore();
  }

  get isChanged() {
    return (
      Object.keys(changeBody(this.before, this.values)).length > 0 ||
      ADDRESS_FIELDS.some((field) => this.values[field] !== this.before[field])
    );
  }

  /** A currency that is typed with the price is chosen, too. @param {Field} field @param {string} text */
  type(field, text) {
    this.values = { ...this.values, [field]: text };
    if (field === 'listprice') this.values.currency = currencyOf(text, this.values.currency) ?? this.values.currency;
    const pair = field === 'latitude' || field === 'longitude' ? pairOf(text) : null;
    if (pair) this.values = { ...this.values, ...pair };
    this.rejected.delete(field);
    this.restoredAt = 0;
    if (this.isChanged)
      this.kept.write({ values: this.values, before: this.before, version: this.version, at: Date.now() });
    else this.kept.forget();
  }

  /** @param {Field} field A fault that is shown: from its own rule, or from the API. */
  fault(field) {
    const own = this.shown.has(field) ? faultOf(field, this.values) : null;
    return { own, rejected: this.rejected.get(field) };
  }

  /** Show every fault; the fields that have one. */
  check() {
    FIELDS.forEach((field) => this.shown.add(field));
    return [...faultsOf(this.values).keys()];
  }

  /** Keep the API's messages about single fields; returns those fields. @param {unknown} error @returns {Field[]} */
  reject(error) {
    if (!(error instanceof ApiProblem)) return [];
    for (const { field, message } of error.errors)
      this.rejected.set(field.replace(/^(address|location)\./, ''), message);
    return FIELDS.filter((field) => this.rejected.has(field));
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
    this.rejected.clear();
    this.kept.forget();
  }

  /** The changes that somebody else made meanwhile. @param {Listing} now */
  differences(now) {
    return differences(this.before, valuesOf(now), this.values);
  }

  /** Go on from the listing as it is now. @param {Listing} now @param {ReadonlyMap<import("./merge.js").Part, "mine" | "theirs">} choices */
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
