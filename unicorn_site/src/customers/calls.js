// The calls of the Web API behind the customers' pages.

import { web } from '../shared/api.js';
import { withAddresses } from './card-images.js';

/** @typedef {import('../shared/types.js').Card} Card */
/** @typedef {import('../../generated/web').paths} Paths */
/** @typedef {NonNullable<Paths['/search/{country}/{city}']['get']['parameters']['query']>} Query */
/** @typedef {Paths['/properties/{country}/{city}/{street}/{number}']['get']['parameters']['path']} PropertyPath */
/** @typedef {{country: string, city?: string, street?: string}} Locality a country, a city of it, or a street of that */
/** @typedef {{cards: Card[], cursor: string | undefined, currency?: string}} CardPage `currency`: the only one of it */

/** @param {AbortSignal} signal */
export const countries = async (signal) => (await web((api) => api.GET('/search', { signal }))).data;

/** @param {string} country @param {AbortSignal} signal */
export const cities = async (country, signal) =>
  (await web((api) => api.GET('/search/{country}', { params: { path: { country } }, signal }))).data;

/** Read what somebody typed: the place and the filters that are meant. @param {string} q @param {AbortSignal} signal */
export const understand = async (q, signal) =>
  (await web((api) => api.GET('/search-suggestions', { params: { query: { q } }, signal }))).data;

/** Return the names of a country and a city, as far as there are homes.
 * @param {string} country @param {string} city empty if only the country is asked for @param {AbortSignal} signal */
export async function namesOf(country, city, signal) {
  const [all, nearby] = await Promise.all([countries(signal), city ? cities(country, signal) : []]);
  return {
    country: all.find((one) => one.country === country)?.name,
    city: nearby.find((one) => one.city === city)?.name,
  };
}

/** Return one page of a search. An empty page that is not the last says only that one request reads a limited number
 * of homes: the next page is fetched in its place.
 * @param {Locality} locality @param {Query} query @param {AbortSignal} signal @returns {Promise<CardPage>} */
export async function search(locality, query, signal) {
  const { data, cursor, currency, images } = await searchPage(locality, query, signal);
  if (cursor && !data.length) return search(locality, { ...query, cursor }, signal);
  return { cards: data.map((card) => withAddresses(card, images)), cursor, currency };
}

/** @param {Locality} locality @param {Query} query @param {AbortSignal} signal */
function searchPage({ country, city, street }, query, signal) {
  if (!city) return web((api) => api.GET('/search-homes/{country}', { params: { path: { country }, query }, signal }));
  if (!street)
    return web((api) => api.GET('/search/{country}/{city}', { params: { path: { country, city }, query }, signal }));
  const params = { path: { country, city, street }, query };
  return web((api) => api.GET('/search/{country}/{city}/{street}', { params, signal }));
}

/** @typedef {NonNullable<Paths['/search-map']['get']['parameters']['query']>} Region */

/** Return the homes of a part of the map, one page of them; see `search` about an empty one. @param {Region} query
 * @param {AbortSignal} signal @returns {Promise<Card[]>} */
export async function around(query, signal) {
  const { data, cursor, images } = await web((api) => api.GET('/search-map', { params: { query }, signal }));
  if (cursor && !data.length) return around({ ...query, cursor }, signal);
  return data.map((card) => withAddresses(card, images));
}

/** @param {PropertyPath} path @param {AbortSignal} signal */
export const details = async (path, signal) =>
  (await web((api) => api.GET('/properties/{country}/{city}/{street}/{number}', { params: { path }, signal }))).data;

/** @typedef {import('../../generated/web').components['schemas']['AskAboutHome']} Question */

/** @param {PropertyPath} path @param {Question} body @param {string} key by which a repeated request is recognised */
export const ask = async (path, body, key) =>
  (
    await web((api) =>
      api.POST('/properties/{country}/{city}/{street}/{number}/enquiries', {
        params: { path, header: { 'Idempotency-Key': key } },
        body,
      }),
    )
  ).data;

/** @param {PropertyPath & {enquiry_id: string}} path @param {AbortSignal} signal */
export const enquiry = async (path, signal) =>
  (
    await web((api) =>
      api.GET('/properties/{country}/{city}/{street}/{number}/enquiries/{enquiry_id}', { params: { path }, signal }),
    )
  ).data;
