// The calls of the Web API about saved searches. Who has a link sends its secret in a header, never in an address.

import { web } from '../shared/api.js';

const SAVED = '/saved-searches/{search_id}';

/** @typedef {import('../../generated/web').components['schemas']} Schemas */
/** @typedef {Schemas['SavedSearch']} SavedSearch */
/** @typedef {{ search_id: string, secret: string }} Link */

/** @param {Schemas['SaveSearch']} body @param {string} key by which a repeated request is recognised */
export const save = async (body, key) =>
  (await web((api) => api.POST('/saved-searches', { params: { header: { 'Idempotency-Key': key } }, body }))).data;

/** @param {Link} link @param {AbortSignal} signal */
export const savedSearch = async (link, signal) =>
  (await web((api) => api.GET(SAVED, { params: paramsOf(link), signal }))).data;

/** Confirm a search, or keep it for longer. @param {Link} link */
export const keep = async (link) =>
  (await web((api) => api.PUT(`${SAVED}/confirmation`, { params: paramsOf(link) }))).data;

/** @param {Link} link */
export const end = (link) => web((api) => api.DELETE(SAVED, { params: paramsOf(link) }));

/** Read a link, `/alerts/{id}#secret`. @param {string} address @returns {Link} */
export function linkOf(address) {
  const { pathname, hash } = new URL(address, location.origin);
  return { search_id: pathname.split('/')[2] ?? '', secret: hash.slice(1) };
}

/** @param {Link} link */
const paramsOf = ({ search_id, secret }) => ({
  path: { search_id },
  header: { 'Saved-Search-Secret': secret },
});
