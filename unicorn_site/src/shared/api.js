// Calls to our APIs: problem details become errors, what may be tried again is, and nothing waits for ever.

import { config } from './config.js';
import { ApiProblem, TooSlow, Unreachable } from './problems.js';

const PATIENCE = 20_000; // milliseconds for one try
const TRIES = 3;
const RETRYABLE = new Set([429, 503]); // both say that nothing was done
const SAFE = new Set(['GET', 'HEAD']);

/**
 * @typedef {object} Call
 * @property {string} [method]
 * @property {unknown} [body] sent as JSON
 * @property {string} [token] the bearer token of an agent
 * @property {string} [ifMatch] the ETag of the version that a change is for
 * @property {string} [idempotencyKey]
 * @property {AbortSignal} [signal]
 * @property {Record<string, string>} [headers]
 *
 * @typedef {object} Answer
 * @property {any} data the parsed body, null if there is none
 * @property {number} status
 * @property {string} etag
 * @property {string | null} next the query of the next page: `?limit=…&cursor=…`
 * @property {string} correlationId
 */

/** Call the Web API. Throws ApiProblem, Unreachable or TooSlow. @param {string} path @param {Call} [call] */
export async function web(path, call) {
  return request((await configured()).webApiUrl + path, call);
}

/** Call the Contracts API, likewise. @param {string} path @param {Call} [call] */
export async function contracts(path, call) {
  return request((await configured()).contractsApiUrl + path, call);
}

/** @param {string} url @param {Call} [call] @returns {Promise<Answer>} */
export async function request(url, call = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(url, call);
    } catch (error) {
      if (attempt === TRIES || !mayTryAgain(error, call)) throw error;
      await pause(waitFor(error, attempt), call.signal);
    }
  }
}

/** @param {string} url @param {Call} call @returns {Promise<Answer>} */
async function once(url, call) {
  const answer = await fetched(url, call);
  const text = await answer.text();
  const data = text ? parsed(text) : null;
  if (!answer.ok) throw new ApiProblem(answer.status, data ?? {}, answer.headers);
  return {
    data,
    status: answer.status,
    etag: answer.headers.get('ETag') ?? '',
    next: nextOf(answer.headers.get('Link')),
    correlationId: answer.headers.get('X-Correlation-Id') ?? '',
  };
}

/** @param {string} url @param {Call} call */
async function fetched(url, { method = 'GET', body, signal, ...rest }) {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(url, {
      method,
      headers: headersOf(body, rest),
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw patience.aborted ? new TooSlow('The answer did not come in time.') : new Unreachable();
  }
}

/** A customer's call has no header of its own, so that the browser need not ask first whether it may.
 * @param {unknown} body @param {Call} call */
function headersOf(body, { token, ifMatch, idempotencyKey, headers }) {
  return {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token ? { Authorization: `Bearer ${token}`, 'X-Correlation-Id': crypto.randomUUID() } : {}),
    ...(ifMatch ? { 'If-Match': ifMatch } : {}),
    ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
    ...headers,
  };
}

/** @param {unknown} error @param {Call} call */
function mayTryAgain(error, { method = 'GET', signal }) {
  if (signal?.aborted) return false;
  if (error instanceof ApiProblem) {
    return RETRYABLE.has(error.status) || (error.status >= 500 && SAFE.has(method));
  }
  return error instanceof Unreachable && navigator.onLine && SAFE.has(method);
}

/** Say how many milliseconds to wait: what the API asks for, or twice as long each time, with some chance in it.
 * @param {unknown} error @param {number} attempt */
function waitFor(error, attempt) {
  const asked = error instanceof ApiProblem ? error.retryAfter * 1000 : 0;
  return Math.min(asked || 250 * 2 ** attempt, 10_000) * (1 + Math.random() / 4);
}

/** @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}

async function configured() {
  try {
    return await config();
  } catch {
    throw new Unreachable();
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string | null} link */
function nextOf(link) {
  return link?.match(/<([^>]*)>\s*;\s*rel="next"/)?.[1] ?? null;
}
