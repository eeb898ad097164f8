// The clients of both APIs, typed by their OpenAPI documents; an error response becomes an exception.
// The site's own origin forwards to them: `/api/web/…` and `/api/contracts/…`, on this machine and on AWS.

import createClient from 'openapi-fetch';
import { ApiProblem } from './problems.js';
import { send } from './transport.js';

/** @typedef {import('openapi-fetch').Client<import('../../generated/web').paths>} WebClient */
/** @typedef {import('openapi-fetch').Client<import('../../generated/contracts').paths>} ContractsClient */
/**
 * @template T
 * @typedef {Promise<{data?: T, error?: unknown, response: Response}>} Call
 */
/**
 * @template T
 * @typedef {object} Page
 * @property {T} data the body
 * @property {string | undefined} cursor of the next page, if there is one
 * @property {string | undefined} currency the only one of the prices found, where prices were compared
 * @property {string | undefined} fresh how many enquiries are new
 * @property {string | undefined} waiting how many reviews are open
 * @property {string | undefined} images the addresses of the cards' images, as a template
 */

/**
 * Call the Web API: `web((api) => api.GET('/search'))`. Rejects with ApiProblem, Unreachable or TooSlow.
 * @template T
 * @param {(api: WebClient) => Call<T>} call
 * @param {string} [token] of the agent who is signed in
 * @returns {Promise<Page<T>>}
 */
export function web(call, token) {
  return pageOf(call(createClient(options('/api/web', token))));
}

/**
 * Call the Contracts API, likewise.
 * @template T
 * @param {(api: ContractsClient) => Call<T>} call
 * @param {string} [token]
 * @returns {Promise<Page<T>>}
 */
export function contracts(call, token) {
  return pageOf(call(createClient(options('/api/contracts', token))));
}

/** A customer's call has no header of its own: what is answered to one customer can be kept for all.
 * @param {string} path @param {string | undefined} token */
function options(path, token) {
  const headers = token ? { Authorization: `Bearer ${token}`, 'X-Correlation-Id': crypto.randomUUID() } : {};
  return { baseUrl: location.origin + path, headers, fetch: send };
}

/**
 * @template T
 * @param {Call<T>} call
 * @returns {Promise<Page<T>>}
 */
async function pageOf(call) {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiProblem(response.status, isObject(error) ? error : {}, response.headers);
  return {
    data: /** @type {T} */ (data),
    cursor: cursorOf(response.headers.get('Link')),
    currency: response.headers.get('Price-Currency') ?? undefined,
    fresh: response.headers.get('New-Enquiries') ?? undefined,
    waiting: response.headers.get('Open-Reviews') ?? undefined,
    images: response.headers.get('Link-Template') ?? undefined,
  };
}

/** @param {unknown} error @returns {error is Record<string, any>} */
function isObject(error) {
  return typeof error === 'object' && error !== null;
}

/** Read the cursor in `<?limit=24&cursor=…>; rel="next"`. @param {string | null} link */
function cursorOf(link) {
  const query = link?.match(/<[^>?]*\?([^>]*)>\s*;\s*rel="next"/)?.[1];
  return new URLSearchParams(query).get('cursor') ?? undefined;
}
