// Sends requests to our APIs: a try has a time limit, and is repeated where nothing can happen twice.

import { TooSlow, Unreachable } from './problems.js';

const TIMEOUT = 20_000; // milliseconds for one try
const TRIES = 3;
const LONGEST_PAUSE = 10_000; // milliseconds
const RETRYABLE = new Set([429, 503]); // both mean that nothing was done
const SAFE = new Set(['GET', 'HEAD']);

/**
 * Send a request, up to three times. The whole body has arrived when it returns. Throws Unreachable or TooSlow.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function send(request) {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === TRIES;
    try {
      const response = await once(request.clone());
      if (isLast || !isRetryable(response.status, request.method)) return response;
      await pause(pauseAfter(attempt, response), request.signal);
    } catch (error) {
      if (isLast || !isSafeToRepeat(error, request)) throw error;
      await pause(pauseAfter(attempt), request.signal);
    }
  }
}

/** @param {Request} request */
async function once(request) {
  const timeout = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, timeout]) });
    const body = await response.text();
    return new Response(body || null, response);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw timeout.aborted ? new TooSlow('The answer did not come in time.') : new Unreachable();
  }
}

/** @param {number} status @param {string} method */
function isRetryable(status, method) {
  return RETRYABLE.has(status) || (status >= 500 && SAFE.has(method));
}

/** @param {unknown} error @param {Request} request */
function isSafeToRepeat(error, { method, signal }) {
  return !signal.aborted && error instanceof Unreachable && navigator.onLine && SAFE.has(method);
}

/** Return milliseconds: as the API asks, else twice as long after each try; with jitter.
 * @param {number} attempt @param {Response} [response] */
function pauseAfter(attempt, response) {
  const asked = Number(response?.headers.get('Retry-After')) * 1000 || 0;
  return Math.min(asked || 250 * 2 ** attempt, LONGEST_PAUSE) * (1 + Math.random() / 4);
}

/** Rejects when the signal is aborted. @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
