// "See this home": book one of the times that its agent offers; and what has become of the last one that was booked.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { missing, outcome } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { texts as words } from '../texts/viewings.js';
import { bookedIn, rememberBooking } from './booked.js';
import { CustomerForm, faultsOfPerson, pathOf, personOf, typedIn } from './customer-form.js';
import { book, freeSlots, ownOf, viewing } from './viewing-calls.js';
import { calendarButton, slotChoice, stateText } from './viewing-parts.js';

/** @typedef {import('./viewing-calls.js').Viewing} Viewing */

class ViewingForm extends CustomerForm {
  static properties = { ...CustomerForm.properties, booked: { state: true } };

  constructor() {
    super('viewing', ['slot_id', 'name', 'email', 'phone']);
    /** @type {Viewing | null} the viewing that was booked here last */
    this.booked = null;
    this.slots = new Load(this, {
      task: ([home], { signal }) => freeSlots(pathOf(home), signal),
      args: () => /** @type {const} */ ([this.home]),
    });
    this.earlier = new Load(this, {
      task: ([home], { signal }) => earlier(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const of = typedIn(event);
    if (await this.show({ ...(of('slot_id') ? {} : { slot_id: words.required }), ...faultsOfPerson(of) })) return;
    const body = { ...personOf(of), slot_id: of('slot_id') };
    const sent = await this.submission.run(() => book(pathOf(this.home), body, this.key.of([this.home, body])));
    if (!sent) return void this.#refused();
    rememberBooking(this.home, sent.link);
    this.booked = sent;
    announce(words.booked);
    await this.focusOn('#viewing-title');
  }

  /** A time that somebody else has booked meanwhile is no longer there to be chosen. */
  async #refused() {
    const { error } = this.submission;
    if (error instanceof ApiProblem && error.status === 409) await this.slots.run();
    await this.reject(error);
  }

  render() {
    const found = this.booked ?? this.earlier.value;
    const isBooked = found?.state === 'BOOKED';
    const heading = isBooked ? words.page.title : this.#isOffered ? words.choose : words.noTimes;
    return html`<h2 id="viewing-title" tabindex="-1">${heading}</h2>
      ${found ? this.#state(found) : nothing} ${isBooked ? nothing : this.#form()}`;
  }

  /** @param {Viewing} found */
  #state(found) {
    const isBooked = found.state === 'BOOKED';
    return html`<div class="message" role="status">
      <p>${stateText(found)}</p>
      ${
        isBooked
          ? html`<div class="actions">
              <a class="button" href=${bookedIn(this.home) ?? ''}>${words.open}</a> ${calendarButton(found)}
            </div>`
          : nothing
      }
    </div>`;
  }

  /** A home that was taken down a moment ago may still be shown. */
  get #isGone() {
    const { error } = this.slots;
    return error instanceof ApiProblem && error.status === 410;
  }

  get #isOffered() {
    return !this.#isGone && this.slots.value?.length !== 0;
  }

  #form() {
    const { value, error, retry } = this.slots;
    if (this.#isGone) return html`<p class="message">${words.gone}</p>`;
    if (!value) return missing(error, retry);
    if (!value.length) return html`<p class="message">${words.none}</p>`;
    return html`<form novalidate @submit=${this.send}>
      <p class="faint">${words.lead}</p>
      ${this.field('slot_id', words.slot, slotChoice('viewing-slot_id', value, this.faults.slot_id))} ${this.person()}
      ${this.unseen()}
      <p class="faint">${words.kept}</p>
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.book}</button>
      </div>
      ${outcome(this.submission, { labels: this.labels })}
    </form>`;
  }
}

/** The viewing that this browser booked in a home last; null if there is none that is still known.
 * @param {string} home @param {AbortSignal} signal @returns {Promise<Viewing | null>} */
export async function earlier(home, signal) {
  const link = bookedIn(home);
  return link ? viewing(ownOf(link), signal).catch(() => null) : null;
}

customElements.define('viewing-form', ViewingForm);
