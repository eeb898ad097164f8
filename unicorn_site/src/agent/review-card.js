// One review: what is judged, why a person is asked, and the decision.

import { html, nothing } from 'lit';

import { LIMITS } from '../generated/rules.js';
import { oneLine } from '../shared/address.js';
import { announce } from '../shared/announce.js';
import { outcome } from '../shared/failure.js';
import { dateTime, duration } from '../shared/format.js';
import { agentsPrice } from '../shared/price.js';
import { RequestKey } from '../shared/request-key.js';
import { Submission } from '../shared/submission.js';
import { texts as words } from '../texts/reviews.js';
import { titleOf } from './listing-heading.js';
import { Part } from './part.js';
import { said } from './publication-review.js';
import { evidence } from './review-evidence.js';

/** Sends `decided` with the request id, once it is decided. */
class ReviewCard extends Part {
  /** @override */
  static properties = { desk: {}, review: {}, fault: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").WaitingReview} */
    this.review;
    this.fault = '';
    this.key = new RequestKey();
    this.submission = new Submission(this);
  }

  /** @param {SubmitEvent} event */
  async decide(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const verdict = /** @type {"APPROVED" | "DECLINED"} */ (/** @type {any} */ (event.submitter)?.value);
    const comment = String(new FormData(form).get('comment') ?? '').trim();
    const { request_id } = this.review;
    this.fault = verdict === 'DECLINED' && !comment ? words.commentMissing : '';
    if (this.fault) return this.focusOn(`#comment-${request_id}`);
    const body = { verdict, ...(comment ? { comment } : {}) };
    const key = this.key.of([request_id, body]);
    const decided = await this.submission.run(() => this.desk.decideReview(request_id, body, key));
    if (!decided) return;
    announce(words.done[verdict]);
    this.send('decided', request_id);
  }

  /** @override */
  render() {
    const { review } = this;
    const { request_id, listing, agent, requested_at, answer_by, appeal } = review;
    const left = Date.parse(answer_by) - Date.now();
    return html`
      <h2 id="review-${request_id}" tabindex="-1">${titleOf(listing)}</h2>
      <p class="faint">${oneLine(listing)} · ${agentsPrice(listing)}</p>
      <p>${words.asked(agent, dateTime(requested_at))} ${appeal ? words.why.appeal : words.why.questions}</p>
      ${appeal ? said(agent, appeal.comment) : nothing}
      <p><strong>${left > 0 ? words.decideBy(dateTime(answer_by), duration(left)) : words.timeIsUp}</strong></p>
      ${evidence(review)}
      ${agent === this.desk.session.agent?.name ? html`<p class="message warn">${words.own}</p>` : this.#form()}
    `;
  }

  #form() {
    const { request_id } = this.review;
    const id = `comment-${request_id}`;
    const decide = (/** @type {"APPROVED" | "DECLINED"} */ verdict, /** @type {string} */ text, look = '') =>
      html`<button
        class="button ${look}"
        name="verdict"
        value=${verdict}
        aria-disabled=${this.submission.isPending}
        aria-describedby="review-${request_id}"
      >
        ${text}
      </button>`;
    return html`<form novalidate @submit=${this.decide}>
      <div class="field">
        <label for=${id}>${words.comment}</label>
        <p class="hint" id="${id}-help">${words.commentHelp}</p>
        <textarea
          id=${id}
          name="comment"
          rows="3"
          maxlength=${LIMITS.comment.maxLength}
          aria-invalid=${this.fault ? 'true' : 'false'}
          aria-describedby="${id}-help ${id}-fault"
        ></textarea>
        <p class="error" id="${id}-fault">${this.fault || nothing}</p>
      </div>
      <div class="actions">
        ${decide('APPROVED', words.approve)} ${decide('DECLINED', words.decline, 'danger')}
        ${this.submission.isPending ? html`<span class="faint">${words.deciding}</span>` : nothing}
      </div>
      ${outcome(this.submission, { note: words.reload })}
    </form>`;
  }
}

customElements.define('review-card', ReviewCard);
