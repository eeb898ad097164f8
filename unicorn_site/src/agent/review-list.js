// The admins' page of what waits for a person, oldest first.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { announce } from '../shared/announce.js';
import { failure, missing } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/agent.js';
import { texts as words } from '../texts/reviews.js';
import { Part } from './part.js';
import './review-card.js';

/** @typedef {import("./desk.js").WaitingReview} WaitingReview */
/** @typedef {{ reviews: WaitingReview[], cursor: string | undefined, waiting: number }} Page */

class ReviewList extends Part {
  /** @override */
  static properties = { desk: {}, reviews: { state: true }, waiting: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {WaitingReview[]} */
    this.reviews = [];
    this.waiting = 0;
    /** @type {string | undefined} */
    this.cursor = undefined;
    this.first = new Load(this, {
      task: () => this.desk.reviews({}),
      args: () => [],
      onComplete: (page) => this.#take(page),
    });
    this.following = new Load(this, {
      autoRun: false,
      task: ([cursor]) => this.desk.reviews(cursor ? { cursor } : {}),
      args: () => /** @type {const} */ ([this.cursor]),
      onComplete: (page) => void this.#append(page),
    });
  }

  /** @param {Page} page */
  #take({ reviews, cursor, waiting }) {
    const known = new Set(this.reviews.map(({ request_id }) => request_id));
    this.reviews = [...this.reviews, ...reviews.filter(({ request_id }) => !known.has(request_id))];
    this.cursor = cursor;
    this.#count(waiting);
  }

  /** @param {Page} page */
  async #append(page) {
    const { length } = this.reviews;
    this.#take(page);
    announce(words.shown(this.reviews.length));
    await this.focusOn(`.reviews > li:nth-child(${length + 1}) h2`);
  }

  /** @param {number} waiting */
  #count(waiting) {
    this.waiting = waiting;
    this.send('open-reviews', waiting);
  }

  /** @param {CustomEvent<string>} event */
  async decided({ detail }) {
    const place = this.reviews.findIndex(({ request_id }) => request_id === detail);
    this.reviews = this.reviews.filter(({ request_id }) => request_id !== detail);
    this.#count(Math.max(0, this.waiting - 1)); // the API's own count may be a moment behind
    const next = this.reviews[Math.min(place, this.reviews.length - 1)];
    await this.focusOn(next ? `#review-${next.request_id}` : '#reviews-title');
  }

  /** @override */
  render() {
    document.title = `${words.title}: ${texts.app.agency}`;
    return html`
      <header class="title">
        <h1 id="reviews-title" tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </header>
      <ul class="reviews" @decided=${this.decided}>
        ${repeat(
          this.reviews,
          ({ request_id }) => request_id,
          (review) => html`<li class="card"><review-card .desk=${this.desk} .review=${review}></review-card></li>`,
        )}
      </ul>
      ${this.#rest()}
    `;
  }

  #rest() {
    const load = this.reviews.length ? this.following : this.first;
    if (load.error) return failure(load.error, { retry: load.retry, isInline: load === this.following });
    if (load.isPending) return missing(load.error, load.retry);
    if (this.cursor) {
      return html`<p>
        <button type="button" class="button quiet" @click=${this.following.retry}>${words.more}</button>
      </p>`;
    }
    return this.reviews.length ? nothing : html`<p class="notice">${words.empty}</p>`;
  }
}

customElements.define('review-list', ReviewList);
