// What a listing must have before the API takes it, checked while it is typed. The API checks again and decides.

import { FACT_NAMES, FACTS, LIMITS, OFFERS } from '../generated/rules.js';
import { plainNumber, priceFault, DECIMALS } from './money.js';
import { PARTS, PART_MAX, slug } from './property-id.js';

const TERMS = /** @type {const} */ (['contract', 'listprice', 'currency', 'headline', 'description', ...FACT_NAMES]);
const OPTIONAL = new Set(['headline', ...FACT_NAMES]);
const DESCRIPTION_MAX = LIMITS.description.maxLength; // bytes of UTF-8
const NUMBERS = new Set(['listprice', ...FACT_NAMES.filter((name) => FACTS[name].kind !== 'choice')]);

export const FIELDS = /** @type {const} */ ([...PARTS, ...TERMS]);

/** @typedef {typeof FIELDS[number]} Field */
/** @typedef {Record<Field, string>} Values the texts in the form's fields */
/** @typedef {{ code: string, [more: string]: string | number | undefined }} Fault its code is a key of the texts */
/** @typedef {(typed: string, values: Values) => Fault | null} Rule */

// Characters that would only be there to mislead a reader: controls, line separators, changes of writing direction.
const HIDDEN = /[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;
const HIDDEN_IN_PARAGRAPHS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/** @param {string} text */
export const bytes = (text) => new TextEncoder().encode(text).length;

/** @param {number} max @returns {(typed: string) => Fault | null} */
export const line = (max) => (typed) => {
  if (HIDDEN.test(typed)) return { code: 'hidden-characters' };
  return [...typed].length > max ? { code: 'too-long', max } : null;
};

/** @type {Rule} */
const addressPart = (typed) => {
  if (!typed.trim()) return { code: 'required' };
  const fault = line(PART_MAX)(typed);
  return fault ?? (slug(typed.replaceAll('/', ' ')) === '' ? { code: 'no-letters' } : null);
};

/** @type {Rule} */
const description = (typed) => {
  if (!typed.trim()) return { code: 'required' };
  if (HIDDEN_IN_PARAGRAPHS.test(typed)) return { code: 'hidden-characters' };
  return bytes(typed) > DESCRIPTION_MAX ? { code: 'too-many-bytes', over: bytes(typed) - DESCRIPTION_MAX } : null;
};

/** @param {{ minimum: number, maximum: number }} limits @param {number} decimals @returns {Rule} */
const number =
  ({ minimum: least, maximum: most }, decimals) =>
  (typed) => {
    const plain = plainNumber(typed);
    if (plain === null) return { code: 'not-a-number' };
    if ((plain.split('.')[1] ?? '').replace(/0+$/, '').length > decimals) {
      return decimals ? { code: 'decimals', decimals } : { code: 'whole-number' };
    }
    return Number(plain) < least || Number(plain) > most ? { code: 'range', least, most } : null;
  };

/** @param {readonly string[]} allowed @returns {Rule} */
const oneOf = (allowed) => (typed) => (allowed.includes(typed) ? null : { code: 'choose' });

/** @param {typeof FACT_NAMES[number]} name @returns {Rule} */
const fact = (name) => {
  const { kind, ...limits } = FACTS[name];
  return 'options' in limits ? oneOf(limits.options) : number(limits, kind === 'area' ? 2 : 0);
};

/** @type {Record<string, Rule>} */
const RULES = {
  country: addressPart,
  city: addressPart,
  street: addressPart,
  number: addressPart,
  contract: oneOf(OFFERS),
  listprice: (typed, values) => priceFault(typed, values.currency),
  currency: (typed) => (DECIMALS.has(typed) ? null : { code: 'choose' }),
  headline: line(LIMITS.headline.maxLength),
  description,
  ...Object.fromEntries(FACT_NAMES.map((name) => [name, fact(name)])),
};

/** @param {Field} field */
export const isOptional = (field) => OPTIONAL.has(field);

/**
 * What is wrong with one field; null if nothing is.
 * @param {Field} field
 * @param {Values} values
 * @returns {Fault | null}
 */
export function faultOf(field, values) {
  if (isOptional(field) && !values[field].trim()) return null;
  return RULES[field]?.(values[field], values) ?? null;
}

/**
 * Every fault of a form, in the order of its fields.
 * @param {Values} values
 * @returns {Map<Field, Fault>}
 */
export function faultsOf(values) {
  const found = new Map();
  for (const field of FIELDS) {
    const fault = faultOf(field, values);
    if (fault) found.set(field, fault);
  }
  return found;
}

/** @returns {Values} */
export function emptyValues() {
  const values = /** @type {Values} */ (Object.fromEntries(FIELDS.map((field) => [field, ''])));
  return { ...values, contract: 'sale', currency: 'USD' };
}

/**
 * A listing as the form shows it.
 * @param {Record<string, unknown>} listing
 * @returns {Values}
 */
export function valuesOf(listing) {
  const text = (/** @type {Field} */ field) => [field, listing[field] == null ? '' : String(listing[field])];
  return /** @type {Values} */ (Object.fromEntries(FIELDS.map(text)));
}

/**
 * The body that drafts a listing, without the optional fields that are empty.
 * @param {Values} values without faults
 */
export function draftBody(values) {
  const address = Object.fromEntries(PARTS.map((part) => [part, values[part].trim()]));
  const terms = TERMS.filter((field) => values[field].trim()).map((field) => [field, sent(field, values[field])]);
  return { address, ...Object.fromEntries(terms) };
}

/**
 * The body that changes a listing: only the changed fields, `null` for emptied ones.
 * @param {Values} before
 * @param {Values} values without faults
 */
export function changeBody(before, values) {
  const changed = TERMS.filter((field) => !isSame(field, before[field], values[field]));
  return Object.fromEntries(changed.map((field) => [field, sent(field, values[field])]));
}

/**
 * Whether two spellings mean the same value: `1,000` and `1000.00` do.
 * @param {Field} field
 * @param {string} one
 * @param {string} other
 */
export function isSame(field, one, other) {
  return one === other || sent(field, one) === sent(field, other);
}

/** @param {Field} field @param {string} typed @returns {string | number | null} */
function sent(field, typed) {
  if (!typed.trim()) return null;
  if (!NUMBERS.has(field)) return field === 'description' ? typed : typed.trim();
  const plain = plainNumber(typed);
  return plain === null ? typed : Number(plain);
}
