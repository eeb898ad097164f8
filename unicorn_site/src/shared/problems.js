// What can go wrong with a call, as errors that a page can show.

/** @typedef {{field: string, message: string}} FieldError */

/** The API refused: a problem document (RFC 9457). `message` is its sentence on how to mend it. */
export class ApiProblem extends Error {
  /** @param {number} status @param {Record<string, any>} body @param {Headers} headers */
  constructor(status, body, headers) {
    super(body.detail || body.title || `The answer was ${status}.`);
    this.status = status;
    /** The last part of the problem's type, such as `approval-pending`. */
    this.kind =
      String(body.type ?? '')
        .split('/')
        .pop() || 'unknown';
    this.correlationId = /** @type {string} */ (body.correlation_id ?? headers.get('X-Correlation-Id') ?? '');
    this.errors = /** @type {FieldError[]} */ (body.errors ?? []);
    this.retryAfter = Number(headers.get('Retry-After')) || 0; // seconds
  }
}

/** No answer came: this machine is offline, or the API cannot be reached. */
export class Unreachable extends Error {
  constructor() {
    super('There was no answer.');
    this.offline = !navigator.onLine;
  }
}

/** An answer did not come in time. */
export class TooSlow extends Error {}
