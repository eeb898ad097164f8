// The addresses of the customers' pages, and calls for what they show.

import { web } from '../shared/api.js';

/** @typedef {import('../shared/types.js').Card} Card */
/** @typedef {import('../shared/types.js').Country} Country */
/** @typedef {import('../shared/types.js').City} City */
/** @typedef {import('../shared/types.js').Details} Details */
/** @typedef {{cards: Card[], next: string | null}} Page */

export const PAGE_SIZE = 24; // fills rows of two, three and four
export const FILTERS = /** @type {const} */ (['contract', 'min_price', 'max_price', 'bedrooms', 'sort']);

/** @param {string[]} parts @returns {string} */
const joined = (...parts) => parts.map(encodeURIComponent).join('/');

/** @param {string} country @param {string} [city] @param {string} [street] */
export const searchAddress = (country, city, street) =>
  `/search/${joined(...[country, city, street].filter((part) => part !== undefined))}`;

/** @param {Card} card */
export const propertyAddress = (card) => `/properties/${joined(...card.property_id.split('/'))}`;

/** @param {AbortSignal} signal @returns {Promise<Country[]>} */
export const countries = async (signal) => (await web('/search', { signal })).data;

/** @param {string} country @param {AbortSignal} signal @returns {Promise<City[]>} */
export const cities = async (country, signal) => (await web(`/search/${joined(country)}`, { signal })).data;

/** Return the names of a country and a city as people write them, as far as there are homes.
 * @param {string} country @param {string} city @param {AbortSignal} signal */
export async function namesOf(country, city, signal) {
  const [all, there] = await Promise.all([countries(signal), cities(country, signal)]);
  return {
    country: all.find((one) => one.country === country)?.name,
    city: there.find((one) => one.city === city)?.name,
  };
}

/** Return a page of a search: the first one of a query, or the one that a `next` leads to. An empty one that is not
 * the last says only that a request reads so many homes and no more: it goes on behind them.
 * @param {string} address of the search page @param {string} query @param {AbortSignal} signal @returns {Promise<Page>} */
export async function page(address, query, signal) {
  const { data, next } = await web(`${address}${query}`, { signal });
  return next && !data.length ? page(address, next, signal) : { cards: data, next };
}

/** Return the query that the API gets for the filters of an address. @param {URLSearchParams} given */
export function queryOf(given) {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = given.get(name);
    if (value) query.set(name, value);
  }
  query.set('limit', String(PAGE_SIZE));
  return `?${query}`;
}

/** @param {string} path of the property @param {AbortSignal} signal @returns {Promise<Details>} */
export const details = async (path, signal) => (await web(path, { signal })).data;
