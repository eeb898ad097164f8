// `/viewings/{country}/{city}/{street}/{number}/{viewing_id}#secret`: a viewing, for who has its link.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure, missing, outcome } from '../shared/failure.js';
import { date } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { timeOf } from '../shared/slot-times.js';
import { Submission } from '../shared/submission.js';
import { texts as shared } from '../texts/shared.js';
import { texts as words } from '../texts/viewings.js';
import { rememberBooking } from './booked.js';
import { cancel, freeSlots, move, ownOf, viewing } from './viewing-calls.js';
import { calendarButton, slotChoice, stateText } from './viewing-parts.js';

/** @typedef {import('./viewing-calls.js').Viewing} Viewing */

class ViewingPage extends Element {
  static properties = { link: {}, changed: { state: true }, asks: { state: true }, fault: { state: true } };

  constructor() {
    super();
    /** The page's own address, with the secret. */
    this.link = '';
    /** @type {Viewing | null} the viewing as this page has changed it */
    this.changed = null;
    /** Whether the page asks if it is to be cancelled. */
    this.asks = false;
    this.fault = '';
    this.submission = new Submission(this);
    this.found = new Load(this, {
      task: ([link], { signal }) => viewing(ownOf(link), signal),
      args: () => /** @type {const} */ ([this.link]),
      onComplete: ({ property_id, state }) => state === 'BOOKED' && rememberBooking(property_id, this.link),
    });
    this.slots = new Load(this, {
      task: ([link], { signal }) => freeSlots(ownOf(link).path, signal).catch(() => []), // of a home that is gone, say
      args: () => /** @type {const} */ ([this.link]),
    });
  }

  /** @param {SubmitEvent} event */
  async move(event) {
    event.preventDefault();
    const slot_id = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('slot_id') ?? '');
    this.fault = slot_id ? '' : words.required;
    if (slot_id) await this.#change(() => move(ownOf(this.link), slot_id), words.page.moved);
    else await this.#focusOn('#move-slot');
  }

  /** @param {() => Promise<Viewing>} change @param {string} done */
  async #change(change, done) {
    const changed = await this.submission.run(change);
    this.asks = false;
    await this.slots.run();
    if (!changed) return;
    this.changed = changed;
    announce(done);
    await this.#focusOn('h1');
  }

  /** @param {string} selector */
  async #focusOn(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }

  render() {
    document.title = `${words.page.title}: ${shared.brand}`;
    const { value, error, retry } = this.found;
    if (error instanceof ApiProblem && error.status === 404) return nowhere();
    if (error) return failure(error, { retry });
    const shown = this.changed ?? value;
    return shown ? this.#viewing(shown) : missing(error, retry);
  }

  /** @param {Viewing} shown */
  #viewing(shown) {
    const isOver = Date.parse(shown.starts_at) <= Date.now();
    const isBooked = shown.state === 'BOOKED';
    const isGone = shown.cancelled_because === 'HOME_TAKEN_DOWN';
    return html`<article class="viewing">
      <h1 tabindex="-1">${words.page.title}</h1>
      <p class="place">${shown.place}</p>
      ${isBooked ? nothing : html`<p>${timeOf(shown)}</p>`}
      <p class="message" role="status">${stateText(shown)}</p>
      <div class="actions">
        ${calendarButton(shown)}
        ${isGone ? nothing : html`<a class="button quiet" href="/properties/${shown.property_id}">${words.page.home}</a>`}
      </div>
      ${outcome(this.submission)} ${this.#changes(shown, isOver)}
      <p class="faint">
        ${words.page.deleted(date(shown.deleted_at))} ${isBooked && !isOver ? words.page.keep : nothing}
      </p>
    </article>`;
  }

  /** @param {Viewing} shown @param {boolean} isOver */
  #changes(shown, isOver) {
    if (shown.state === 'CANCELLED') return nothing;
    if (isOver) return html`<p>${words.page.over}</p>`;
    return html`${this.#move()} ${this.asks ? this.#question() : this.#cancel()}`;
  }

  #move() {
    const { value } = this.slots;
    if (!value) return nothing;
    if (!value.length) return html`<p>${words.page.noOther}</p>`;
    return html`<form novalidate @submit=${this.move}>
      <div class="field">
        <label for="move-slot">${words.page.move}</label>
        ${slotChoice('move-slot', value, this.fault)}
        <p class="error" id="move-slot-fault">${this.fault || nothing}</p>
      </div>
      <button class="button" aria-disabled=${this.submission.isPending}>${words.page.moveTo}</button>
    </form>`;
  }

  #cancel() {
    const ask = () => {
      this.asks = true;
      void this.#focusOn('.sure .danger');
    };
    return html`<p><button type="button" class="button quiet" @click=${ask}>${words.page.cancel}</button></p>`;
  }

  #question() {
    const yes = () => this.#change(() => cancel(ownOf(this.link)), words.page.cancelled);
    return html`<div class="message warn sure" role="group" aria-labelledby="sure">
      <p id="sure">${words.page.sure}</p>
      <div class="actions">
        <button type="button" class="button danger" aria-disabled=${this.submission.isPending} @click=${yes}>
          ${words.page.yes}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.asks = false)}>${words.page.no}</button>
      </div>
    </div>`;
  }
}

const nowhere = () =>
  html`<section class="notice">
    <h1>${words.page.missing}</h1>
    <p>${words.page.missingBody}</p>
    <p><a class="button" href="/">${shared.notFound.home}</a></p>
  </section>`;

customElements.define('viewing-page', ViewingPage);
