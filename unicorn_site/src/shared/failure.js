// What a page shows when a call has failed: what happened, and what to do.

import { html, nothing } from 'lit';
import { texts } from '../texts/shared.js';
import { ApiProblem, TooSlow, Unreachable } from './problems.js';

const words = texts.failed;

/** Say what happened, for a heading, and what to do. @param {unknown} error @returns {{title: string, body: string}} */
export function explain(error) {
  if (error instanceof Unreachable) {
    return error.offline
      ? { title: words.offline, body: words.offlineBody }
      : { title: words.unreachable, body: words.unreachableBody };
  }
  if (error instanceof TooSlow) return { title: words.slow, body: words.slowBody };
  if (error instanceof ApiProblem) return { title: titleOf(error), body: error.message };
  return { title: words.unexpected, body: words.unexpectedBody };
}

/** @param {ApiProblem} problem */
function titleOf({ status }) {
  if (status === 401) return words.signIn;
  if (status === 404) return words.gone;
  if (status === 429) return words.busy;
  return status >= 500 ? words.broken : words.refused;
}

/** A notice in the place of what could not be shown. @param {unknown} error @param {() => void} [retry] */
export function failure(error, retry) {
  const { title, body } = explain(error);
  const id = error instanceof ApiProblem && error.status >= 500 ? error.correlationId : '';
  return html`<section class="notice" role="alert">
    <h2>${title}</h2>
    <p>${body}</p>
    ${id ? html`<p class="faint">${words.report(id)}</p>` : nothing}
    ${retry ? html`<button type="button" class="button" @click=${retry}>${words.retry}</button>` : nothing}
  </section>`;
}
