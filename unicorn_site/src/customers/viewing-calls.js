// The calls of the Web API about viewings. Who has a viewing's secret sends it in a header, never in an address.

import { web } from '../shared/api.js';

const VIEWINGS = '/properties/{country}/{city}/{street}/{number}/viewings';
const VIEWING = `${VIEWINGS}/{viewing_id}`;

/** @typedef {import('../../generated/web').components['schemas']} Schemas */
/** @typedef {Schemas['Slot']} Slot */
/** @typedef {Schemas['Viewing']} Viewing */
/** @typedef {import('./calls.js').PropertyPath} PropertyPath */
/** @typedef {{ path: PropertyPath & { viewing_id: string }, secret: string }} Own the viewing that a link is to */

/** @param {PropertyPath} path @param {AbortSignal} signal */
export const freeSlots = async (path, signal) =>
  (await web((api) => api.GET(VIEWINGS, { params: { path }, signal }))).data;

/** @param {PropertyPath} path @param {Schemas['BookViewing']} body @param {string} key */
export const book = async (path, body, key) =>
  (await web((api) => api.POST(VIEWINGS, { params: { path, header: { 'Idempotency-Key': key } }, body }))).data;

/** @param {Own} own @param {AbortSignal} signal */
export const viewing = async (own, signal) =>
  (await web((api) => api.GET(VIEWING, { params: paramsOf(own), signal }))).data;

/** @param {Own} own @param {string} slot_id */
export const move = async (own, slot_id) =>
  (await web((api) => api.PATCH(VIEWING, { params: paramsOf(own), body: { slot_id } }))).data;

/** @param {Own} own */
export const cancel = async (own) => (await web((api) => api.DELETE(VIEWING, { params: paramsOf(own) }))).data;

/** Read a link, `/viewings/usa/anytown/main-street/111/{id}#secret`. @param {string} link @returns {Own} */
export function ownOf(link) {
  const { pathname, hash } = new URL(link, location.origin);
  const [country = '', city = '', street = '', number = '', viewing_id = ''] = pathname.split('/').slice(2);
  return { path: { country, city, street, number, viewing_id }, secret: hash.slice(1) };
}

/** @param {Own} own */
const paramsOf = ({ path, secret }) => ({ path, header: { 'Viewing-Secret': secret } });
