// An agent's appeal of a decline: why a person should look at it.

import { html, nothing } from 'lit';

import { LIMITS } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { outcome } from '../shared/failure.js';
import { RequestKey } from '../shared/request-key.js';
import { Submission } from '../shared/submission.js';
import { texts } from '../texts/reviews.js';
import { Part } from './part.js';

const words = texts.appeal;

/** Sends `asked` with the new request, as a request for publication does. */
class AppealForm extends Part {
  /** @override */
  static properties = { desk: {}, listing: {}, fault: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").Listing} */
    this.listing;
    this.fault = '';
    this.key = new RequestKey();
    this.submission = new Submission(this);
  }

  /** @param {SubmitEvent} event */
  async appeal(event) {
    event.preventDefault();
    const comment = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('comment') ?? '').trim();
    this.fault = comment ? '' : words.missing;
    if (this.fault) return this.focusOn('#appeal-comment');
    const { property_id, version } = this.listing;
    const key = this.key.of([property_id, version, comment]);
    const asked = await this.submission.run(() => this.desk.appeal(property_id, comment, key));
    if (asked) announce(words.sent);
    this.send('asked', asked);
  }

  /** @override */
  render() {
    return html`<details class="appeal">
      <summary>${words.open}</summary>
      <form novalidate @submit=${this.appeal}>
        <p>${words.help}</p>
        <div class="field">
          <label for="appeal-comment">${words.comment}</label>
          <p class="hint" id="appeal-comment-help">${words.commentHelp}</p>
          <textarea
            id="appeal-comment"
            name="comment"
            rows="3"
            maxlength=${LIMITS.comment.maxLength}
            aria-invalid=${this.fault ? 'true' : 'false'}
            aria-describedby="appeal-comment-help appeal-comment-fault"
          ></textarea>
          <p class="error" id="appeal-comment-fault">${this.fault || nothing}</p>
        </div>
        <div class="actions">
          <button class="button quiet" aria-disabled=${this.submission.isPending}>
            ${this.submission.isPending ? words.sending : words.submit}
          </button>
        </div>
        ${outcome(this.submission)}
      </form>
    </details>`;
  }
}

customElements.define('appeal-form', AppealForm);
