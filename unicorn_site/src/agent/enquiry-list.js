// The agent's inbox: what customers ask about the own homes, newest first, by state if wanted.

import { html, nothing } from 'lit';

import { ENQUIRY_STATES } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { failure, missing, outcome } from '../shared/failure.js';
import { dateTime } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { Submission } from '../shared/submission.js';
import { texts } from '../texts/agent.js';
import { Part } from './part.js';

const words = texts.inbox;
const PAGE_SIZE = 24;

/** @typedef {import("./desk.js").Enquiry} Enquiry */

class EnquiryList extends Part {
  /** @override */
  static properties = { desk: {}, state: {}, enquiries: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.state = '';
    /** @type {Enquiry[]} */
    this.enquiries = [];
    /** @type {string | undefined} */
    this.cursor = undefined;
    this.submission = new Submission(this);
    this.first = new Load(this, {
      task: ([state], { signal }) => this.#page(state, undefined, signal),
      args: () => /** @type {const} */ ([this.state]),
      onComplete: ({ enquiries, cursor }) => ([this.enquiries, this.cursor] = [enquiries, cursor]),
    });
    this.following = new Load(this, {
      autoRun: false,
      task: ([state, cursor], { signal }) => this.#page(state, cursor, signal),
      args: () => /** @type {const} */ ([this.state, this.cursor]),
      onComplete: (page) => void this.#append(page),
    });
  }

  /** @param {string} state @param {string | undefined} cursor @param {AbortSignal} signal */
  async #page(state, cursor, signal) {
    if (!cursor) [this.enquiries, this.cursor] = [[], undefined];
    const page = await this.desk.enquiries(queryOf(state, cursor));
    signal.throwIfAborted(); // another state is wanted by now
    this.send('new-enquiries', page.fresh);
    return page;
  }

  /** @param {{ enquiries: Enquiry[], cursor: string | undefined }} page */
  async #append({ enquiries, cursor }) {
    const { length } = this.enquiries;
    [this.enquiries, this.cursor] = [[...this.enquiries, ...enquiries], cursor];
    announce(words.shown(this.enquiries.length));
    await this.focusOn(`.inbox > li:nth-child(${length + 1}) button, .inbox > li:nth-child(${length + 1}) a`);
  }

  /** @param {Enquiry} enquiry @param {Enquiry["state"]} state */
  async move(enquiry, state) {
    const moved = await this.submission.run(() => this.desk.moveEnquiry(enquiry, state));
    if (!moved) return;
    this.enquiries = this.enquiries.map((one) => (one.enquiry_id === moved.enquiry_id ? moved : one));
    announce(words.done[state]);
    this.send('enquiry-moved', { from: enquiry.state, to: state });
    await this.focusOn(`#enquiry-${moved.enquiry_id}`);
  }

  /** @override */
  render() {
    document.title = `${words.title}: ${texts.app.agency}`;
    return html`
      <header class="title bar"><h1>${words.title}</h1></header>
      <nav class="filter" aria-label=${texts.list.filter}>
        ${['', ...ENQUIRY_STATES].map((state) => this.#filter(state))}
      </nav>
      ${outcome(this.submission, { note: words.reload })}
      <ul class="inbox">
        ${this.enquiries.map((enquiry) => this.#entry(enquiry))}
      </ul>
      ${this.#rest()}
    `;
  }

  /** @param {string} state */
  #filter(state) {
    const name = state ? words.states[/** @type {"NEW"} */ (state)] : texts.list.all;
    return html`<a
      href="/agent/enquiries${state ? `?state=${state}` : ''}"
      aria-current=${state === this.state ? 'true' : nothing}
      >${name}</a
    >`;
  }

  /** @param {Enquiry} enquiry */
  #entry(enquiry) {
    const { enquiry_id, property_id, name, email, phone, text, state, closed_because, received_at, deleted_at } =
      enquiry;
    return html`<li class="card">
      <h2 id="enquiry-${enquiry_id}" tabindex="-1">${name}</h2>
      <p class="faint">
        ${words.received(dateTime(received_at))}
        <a href="/agent/listings/${property_id}">${property_id}</a>
      </p>
      <p>
        <span class="badge ${LOOKS[state]}">${words.states[state]}</span>
        ${closed_because ? words.closed[closed_because] : nothing}
      </p>
      <p class="written">${text}</p>
      <p class="reach">
        ${email ? html`<a href="mailto:${encodeURIComponent(email)}">${email}</a>` : nothing}
        ${phone ? html`<a href="tel:${phone.replace(/[^+0-9]/g, '')}">${phone}</a>` : nothing}
      </p>
      <p class="faint">${words.deleted(dateTime(deleted_at))}</p>
      ${this.#actions(enquiry)}
    </li>`;
  }

  /** @param {Enquiry} enquiry */
  #actions(enquiry) {
    if (enquiry.state === 'CLOSED') return nothing;
    const move = (/** @type {Enquiry["state"]} */ state, look = 'quiet') =>
      html`<button
        type="button"
        class="button ${look}"
        aria-disabled=${this.submission.isPending}
        aria-describedby="enquiry-${enquiry.enquiry_id}"
        @click=${() => this.move(enquiry, state)}
      >
        ${words.move[state]}
      </button>`;
    return html`<div class="actions">
      ${enquiry.state === 'NEW' ? move('ANSWERED', '') : move('NEW')} ${move('CLOSED')}
    </div>`;
  }

  #rest() {
    const load = this.enquiries.length ? this.following : this.first;
    if (load.error) return failure(load.error, { retry: load.retry, isInline: load === this.following });
    if (load.isPending) return missing(load.error, load.retry);
    if (this.cursor) {
      return html`<p>
        <button type="button" class="button quiet" @click=${this.following.retry}>${texts.list.more}</button>
      </p>`;
    }
    return this.enquiries.length ? nothing : html`<p class="notice">${this.state ? words.emptyState : words.empty}</p>`;
  }
}

const LOOKS = { NEW: 'warn', ANSWERED: 'good', CLOSED: '' };

/** @param {string} state as the address has it: the API checks it @param {string | undefined} cursor */
const queryOf = (state, cursor) =>
  /** @type {import("./desk.js").InboxQuery} */ ({
    limit: PAGE_SIZE,
    ...(state ? { state } : {}),
    ...(cursor ? { cursor } : {}),
  });

customElements.define('enquiry-list', EnquiryList);
