// The ways in which a call can fail, as errors that a page can show.

/** @typedef {{field: string, message: string}} FieldError */
/** @typedef {import('../../generated/web').components['schemas']['Holder']} Holder the listing that has an id */

/** An error response of an API: problem details (RFC 9457). `message` says how to fix it. */
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
    /** Of the problem `listing-exists`. */
    this.holder = /** @type {Holder | undefined} */ (body.holder);
    this.errors = /** @type {FieldError[]} */ (body.errors ?? []);
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

/** The sign-in has ended, and the person does not want to sign in again now. */
export class NotSignedIn extends Error {}
