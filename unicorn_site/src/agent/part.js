// What the parts of the agents' pages share.

import { html, nothing } from 'lit';

import { Element } from '../shared/element.js';
import { explain } from '../shared/failure.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/agent.js';
import { NotSignedIn } from './session.js';

export class Part extends Element {
  /** Tell the parts around. @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** Move the focus, once what is to have it is there. @param {string} selector */
  async focusOn(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }
}

/**
 * What became of a piece of work: that it takes long, or why it failed and how to go on.
 * @param {import("./work.js").Work} work
 * @param {(() => void) | null} [again]
 * @param {string} [note]
 */
export function outcome(work, again, note = '') {
  if (work.busy) return work.slow ? html`<p class="message" role="status">${texts.errors.stillWaiting}</p>` : nothing;
  if (!work.error) return nothing;
  const { title, body } = explained(work.error);
  const button = html`<button type="button" class="button quiet" @click=${again}>${texts.errors.again}</button>`;
  return html`<div class="message bad" role="alert">
    <p><strong>${title}.</strong> ${body} ${note}</p>
    ${again ? button : nothing}
  </div>`;
}

/** @param {unknown} error */
function explained(error) {
  if (error instanceof NotSignedIn) return { title: texts.errors.signedOut, body: texts.errors.signedOutBody };
  if (error instanceof ApiProblem && error.status === 412) return { title: texts.errors.quicker, body: error.message };
  return explain(error);
}
