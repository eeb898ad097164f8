// How every error is shown: a title, a sentence on how to go on, and a button to try again.

import { html, nothing } from 'lit';
import { texts } from '../texts/shared.js';
import { ApiProblem, NotSignedIn, TooSlow, Unreachable } from './problems.js';

const words = texts.failed;

/**
 * @typedef {object} How
 * @property {() => void} [retry] called by the button; without it there is no button
 * @property {string} [retryText]
 * @property {Readonly<Record<string, string>>} [labels] of the API's fields, as people see them
 * @property {string} [note] a sentence that follows the API's own
 * @property {boolean} [isInline] true beside a form or a list, false in the place of the content that failed to load
 */

/** @param {unknown} error @param {How} [how] */
export function failure(error, how = {}) {
  const { title, body } = explain(error, how.labels);
  const sentence = [body, how.note].filter(Boolean).join(' ');
  if (how.isInline) {
    return html`<section class="message bad" role="alert">
      <p><strong>${title}.</strong> ${sentence}</p>
      ${report(error)} ${retryButton('button quiet', how)}
    </section>`;
  }
  return html`<section class="notice" role="alert">
    <h2>${title}</h2>
    <p>${sentence}</p>
    ${report(error)} ${retryButton('button', how)}
  </section>`;
}

/** @param {unknown} error */
function report(error) {
  const isOurs = error instanceof ApiProblem && error.status >= 500 && error.correlationId;
  return isOurs ? html`<p class="faint">${words.report(error.correlationId)}</p>` : nothing;
}

/** @param {string} look @param {How} how */
function retryButton(look, { retry, retryText = words.retry }) {
  return retry ? html`<button type="button" class=${look} @click=${retry}>${retryText}</button>` : nothing;
}

/**
 * The state of a submission beside its form: that it takes long, or why it failed.
 * @param {import('./submission.js').Submission} submission
 * @param {How} [how]
 */
export function outcome({ isPending, isSlow, error }, how) {
  if (isPending) return isSlow ? html`<p class="message" role="status">${words.stillWaiting}</p>` : nothing;
  return error ? failure(error, { ...how, isInline: true }) : nothing;
}

/** In the place of a part that is not loaded: that it is on its way, or why it is not there.
 * @param {unknown} error @param {() => void} retry */
export function missing(error, retry) {
  return error ? failure(error, { retry, isInline: true }) : html`<p class="faint" role="status">${words.loading}</p>`;
}

/** @param {unknown} error @param {How["labels"]} [labels] @returns {{title: string, body: string}} */
function explain(error, labels) {
  if (error instanceof NotSignedIn) return { title: words.signedOut, body: words.signedOutBody };
  if (error instanceof Unreachable) {
    return error.offline
      ? { title: words.offline, body: words.offlineBody }
      : { title: words.unreachable, body: words.unreachableBody };
  }
  if (error instanceof TooSlow) return { title: words.slow, body: words.slowBody };
  if (error instanceof ApiProblem) return { title: titleOf(error), body: sentenceOf(error, labels) };
  return { title: words.unexpected, body: words.unexpectedBody };
}

/** What the API says, but for the names of its fields where they have labels. @param {ApiProblem} problem @param {How["labels"]} labels */
function sentenceOf({ message, errors }, labels) {
  const names = errors.map(({ field }) => labels?.[field]);
  return names.length && names.every(Boolean) ? words.fields(/** @type {string[]} */ (names)) : message;
}

/** @param {ApiProblem} problem */
function titleOf({ status }) {
  const known = /** @type {Record<number, string>} */ (words.statuses)[status];
  return known ?? (status >= 500 ? words.broken : words.rejected);
}
