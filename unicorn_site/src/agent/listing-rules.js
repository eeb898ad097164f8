// What a listing must have before the API takes it, checked while it is typed. The API checks again and decides.

import { ADDRESS_FIELDS, ADDRESS_REQUIRED, FACT_NAMES, FACTS, LIMITS, OFFERS } from '../generated/rules.js';
import { DECIMALS } from '../shared/currencies.js';
import { LOCATION, isSameLocation, locationFault, locationOf } from './location.js';
import { decimalsIn, plainNumber, plainPrice, priceFault } from './money.js';

const OFFER = /** @type {const} */ (['contract', 'listprice', 'currency', 'price_on_request']);
const TERMS = /** @type {const} */ ([...OFFER, 'headline', 'description', 'agent_name', ...FACT_NAMES]);
const REQUIRED = new Set([...ADDRESS_REQUIRED, 'contract', 'listprice', 'currency', 'description', 'rent_period']);
const DESCRIPTION_MAX = LIMITS.description.maxLength; // bytes of UTF-8
const NUMBERS = new Set(['listprice', ...FACT_NAMES.filter((name) => FACTS[name].kind !== 'choice')]);

export const FIELDS = /** @type {const} */ ([...ADDRESS_FIELDS, ...TERMS, ...LOCATION]);

/** @typedef {typeof FIELDS[number]} Field */
/** @typedef {Record<Field, string>} Values the texts in the form's fields; `true` or nothing of a checkbox */
/** @typedef {{ code: string, [more: string]: string | number | undefined }} Fault its code is a key of the texts */
/** @typedef {(typed: string, values: Values) => Fault | null} Rule */

// Characters that would only be there to mislead a reader: controls other than tabs and line ends, which the API turns
// into spaces or newlines, and changes of writing direction.
const HIDDEN = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]/;

/** @param {string} text */
export const bytes = (text) => new TextEncoder().encode(text).length;

/** @param {number} max @returns {(typed: string) => Fault | null} */
export const line = (max) => (typed) => {
  if (HIDDEN.test(typed)) return { code: 'hidden-characters' };
  return [...typed].length > max ? { code: 'too-long', max } : null;
};

/** A field of an address. The API alone knows how it is spelled, and which id it gets. @type {Rule} */
const addressText = (typed) => {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (!text) return { code: 'required' };
  const max = LIMITS.address.maxLength;
  return [...text].length > max ? { code: 'too-long', max } : null;
};

/** @type {Rule} */
const description = (typed) => {
  if (!typed.trim()) return { code: 'required' };
  if (HIDDEN.test(typed)) return { code: 'hidden-characters' };
  return bytes(typed) > DESCRIPTION_MAX ? { code: 'too-many-bytes', over: bytes(typed) - DESCRIPTION_MAX } : null;
};

/** @param {{ minimum: number, maximum: number }} limits @param {number} decimals @returns {Rule} */
const number =
  ({ minimum: least, maximum: most }, decimals) =>
  (typed) => {
    const plain = plainNumber(typed);
    if (plain === null) return { code: 'not-a-number' };
    if (decimalsIn(plain) > decimals) {
      return decimals ? { code: 'decimals', decimals } : { code: 'whole-number' };
    }
    return Number(plain) < least || Number(plain) > most ? { code: 'range', least, most } : null;
  };

/** @param {readonly string[]} allowed @returns {Rule} */
const oneOf = (allowed) => (typed) => (allowed.includes(typed) ? null : { code: 'choose' });

/** @param {{ minimum: number, maximum: number }} limits @returns {Rule} */
const quarters = (limits) => (typed, values) =>
  number(limits, 15)(typed, values) ?? (Number.isInteger(Number(plainNumber(typed)) * 4) ? null : { code: 'quarters' });

/** @param {typeof FACT_NAMES[number]} name @returns {Rule} */
const fact = (name) => {
  const { kind, ...limits } = FACTS[name];
  if ('options' in limits) return oneOf(limits.options);
  return kind === 'quarters' ? quarters(limits) : number(limits, kind === 'area' ? 2 : 0);
};

/** A rent is the price of a time. @type {Rule} */
const rentPeriod = (typed, values) => {
  if (values.contract !== 'rent') return null;
  return typed ? fact('rent_period')(typed, values) : { code: 'required' };
};

/** @type {Record<string, Rule>} */
const RULES = {
  ...Object.fromEntries(ADDRESS_FIELDS.map((name) => [name, addressText])),
  contract: oneOf(OFFERS),
  listprice: (typed, values) => priceFault(typed, values.currency),
  currency: (typed) => (DECIMALS.has(typed) ? null : { code: 'choose' }),
  headline: line(LIMITS.headline.maxLength),
  agent_name: line(LIMITS.agent_name.maxLength),
  description,
  ...Object.fromEntries(FACT_NAMES.map((name) => [name, fact(name)])),
  rent_period: rentPeriod,
  ...Object.fromEntries(LOCATION.map((name) => [name, (_, values) => locationFault(name, values)])),
};

/** @param {Field} field */
export const isOptional = (field) => !REQUIRED.has(field);

/** Whether a field is one of a location, which are stated all or none. @param {string} field */
export const isOfLocation = (field) => /** @type {readonly string[]} */ (LOCATION).includes(field);

/**
 * What is wrong with one field; null if nothing is.
 * @param {Field} field
 * @param {Values} values
 * @returns {Fault | null}
 */
export function faultOf(field, values) {
  if (isOptional(field) && !values[field].trim() && !isOfLocation(field)) return null;
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
  const text = (/** @type {unknown} */ value) => (value == null || value === false ? '' : String(value));
  const { latitude, longitude, shown } = /** @type {Record<string, unknown>} */ (listing.location ?? {});
  const all = { ...listing, latitude, longitude, shown };
  return /** @type {Values} */ (
    Object.fromEntries(FIELDS.map((field) => [field, text(/** @type {Record<string, unknown>} */ (all)[field])]))
  );
}

/**
 * The body that drafts a listing, without the optional fields that are empty.
 * @param {Values} values without faults
 */
export function draftBody(values) {
  const offered = ofItsKind(values);
  const stated = (/** @type {Field} */ field) => offered[field].trim();
  return /** @type {import("./desk.js").Draft} */ ({
    address: Object.fromEntries(ADDRESS_FIELDS.filter(stated).map((field) => [field, stated(field)])),
    ...Object.fromEntries(TERMS.filter(stated).map((field) => [field, sent(field, offered[field])])),
    ...(locationOf(values) ? { location: locationOf(values) } : {}),
  });
}

/**
 * The body that changes a listing: only the changed fields, `null` for emptied ones.
 * @param {Values} before
 * @param {Values} values without faults
 */
export function changeBody(before, values) {
  const offered = ofItsKind(values);
  const changed = TERMS.filter((field) => !isSame(field, before[field], offered[field]));
  const location = isSameLocation(before, values) ? {} : { location: locationOf(values) };
  return { ...Object.fromEntries(changed.map((field) => [field, sent(field, offered[field])])), ...location };
}

/** A sale has no rent period, even if one was chosen before. @param {Values} values @returns {Values} */
const ofItsKind = (values) => (values.contract === 'rent' ? values : { ...values, rent_period: '' });

/**
 * Whether the address of a listing is the typed one, apart from capitals and spaces.
 * @param {Values} values
 * @param {Record<string, unknown>} listing
 */
export function hasAddress(values, listing) {
  const plain = (/** @type {unknown} */ text) =>
    String(text ?? '')
      .trim()
      .replace(/\s+/g, ' ')
      .toLowerCase();
  return ADDRESS_FIELDS.every((field) => plain(values[field]) === plain(listing[field]));
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

/** @param {Field} field @param {string} typed @returns {string | number | boolean | null} */
function sent(field, typed) {
  if (field === 'price_on_request') return typed === 'true';
  if (!typed.trim()) return null;
  if (!NUMBERS.has(field)) return field === 'description' ? typed : typed.trim();
  const plain = field === 'listprice' ? plainPrice(typed) : plainNumber(typed);
  return plain === null ? typed : Number(plain);
}
