// Which of an agent's listings are shown, in which order, and how many there are of each status.

import { oneLine } from '../shared/address.js';

/** @typedef {import("./desk.js").Listing} Listing */
/** @typedef {{ status: string, words: string, sort: string }} Wanted an empty status or word takes every listing */
/** @typedef {(one: Listing, other: Listing) => number} Order */

const collator = new Intl.Collator('en', { numeric: true });
/** Prices of one currency stand together: nobody can say which of two currencies is more. @type {Order} */
const price = (one, other) => collator.compare(one.currency, other.currency) || one.listprice - other.listprice;

/** Without an order of its own a list stays as the API answers it: newest first. @type {Record<string, Order>} */
const ORDERS = {
  changed: (one, other) => collator.compare(other.modified_at, one.modified_at),
  address: (one, other) => collator.compare(placeOf(one), placeOf(other)),
  price,
  '-price': (one, other) => collator.compare(one.currency, other.currency) || other.listprice - one.listprice,
};
export const SORTS = /** @type {const} */ (['newest', 'changed', 'address', 'price', '-price']);

/** @param {Listing} listing */
const placeOf = ({ country, city, street, number, unit }) => [country, city, street, number, unit ?? ''].join('\n');

/** The listings that are wanted, in order. @param {readonly Listing[]} listings @param {Wanted} wanted */
export function found(listings, { status, words, sort }) {
  const typed = plain(words).split(/\s+/).filter(Boolean);
  const those = listings.filter(
    (listing) => (!status || listing.status === status) && typed.every((word) => textOf(listing).includes(word)),
  );
  return Object.hasOwn(ORDERS, sort) ? those.sort(ORDERS[sort]) : those;
}

/** How many listings have each status. @param {readonly Listing[]} listings @returns {Record<string, number>} */
export function countsOf(listings) {
  /** @type {Record<string, number>} */
  const counts = { '': listings.length };
  for (const { status } of listings) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What is searched. @param {Listing} listing */
const textOf = (listing) => plain([listing.headline, oneLine(listing), listing.description].join('\n'));

/** Letters without capitals and accents: nobody types them the same way. @param {string} text */
const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
