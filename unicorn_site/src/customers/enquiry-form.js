// "Ask about this home": a question to its agent; and what has become of the one that was asked before.

import { html, nothing } from 'lit';
import { LIMITS } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { outcome } from '../shared/failure.js';
import { dateTime } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { RequestKey } from '../shared/request-key.js';
import { Submission } from '../shared/submission.js';
import { texts } from '../texts/customers.js';
import { askedAbout, remember } from './asked.js';
import { ask, enquiry } from './calls.js';

const words = texts.enquiry;
const FIELDS = /** @type {const} */ (['name', 'email', 'phone', 'text']);
const TYPES = { name: 'text', email: 'email', phone: 'tel' };
const COMPLETES = { name: 'name', email: 'email', phone: 'tel' };

/** @typedef {'name' | 'email' | 'phone' | 'text'} Field */
/** @typedef {import('../../generated/web').components['schemas']['EnquiryReceipt']} Receipt */

class EnquiryForm extends Element {
  static properties = { home: {}, faults: { state: true }, receipt: { state: true } };

  constructor() {
    super();
    /** The id of the property. */
    this.home = '';
    /** @type {Partial<Record<Field, string>>} */
    this.faults = {};
    /** @type {Receipt | null} of the enquiry that was sent here last */
    this.receipt = null;
    this.key = new RequestKey();
    this.submission = new Submission(this);
    this.earlier = new Load(this, {
      task: ([home], { signal }) => asked(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const typed = new FormData(form);
    const of = (/** @type {string} */ name) => String(typed.get(name) ?? '').trim();
    this.faults = faultsOf(of);
    if (await this.#showFault()) return;
    const [email, phone] = [of('email'), of('phone')];
    const body = {
      name: of('name'),
      text: of('text'),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      ...(of('website') ? { website: of('website') } : {}),
    };
    const sent = await this.submission.run(() => ask(pathOf(this.home), body, this.key.of([this.home, body])));
    if (!sent) return void this.#reject(this.submission.error);
    remember(this.home, sent.enquiry_id);
    this.receipt = sent;
    announce(words.sent);
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('#enquiry-title'))?.focus();
  }

  /** Show the API's messages at their fields. @param {unknown} error */
  async #reject(error) {
    if (!(error instanceof ApiProblem)) return;
    this.faults = Object.fromEntries(error.errors.map(({ field, message }) => [field, sentence(message)]));
    await this.#showFault();
  }

  /** Move the focus to the first field that has a fault. */
  async #showFault() {
    const faulty = FIELDS.find((name) => this.faults[name]);
    if (!faulty) return false;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`#enquiry-${faulty}`))?.focus();
    return true;
  }

  render() {
    return html`<h2 id="enquiry-title" tabindex="-1">${words.heading}</h2>
      ${this.#state()} ${this.receipt ? nothing : this.#form()}`;
  }

  #state() {
    const found = this.receipt ?? this.earlier.value;
    return found ? html`<p class="message" role="status">${stateText(found)}</p>` : nothing;
  }

  #form() {
    return html`<form novalidate @submit=${this.send}>
      <p class="faint">${words.lead}</p>
      ${this.#input('name')} ${this.#input('email')} ${this.#input('phone')} ${this.#text()}
      <div class="unseen" aria-hidden="true">
        <label for="enquiry-website">${words.website}</label>
        <input id="enquiry-website" name="website" type="text" tabindex="-1" autocomplete="off" />
      </div>
      <p class="faint">${words.kept}</p>
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.send}</button>
      </div>
      ${outcome(this.submission)}
    </form>`;
  }

  /** @param {'name' | 'email' | 'phone'} name */
  #input(name) {
    return this.#field(
      name,
      html`<input
        id="enquiry-${name}"
        name=${name}
        type=${TYPES[name]}
        autocomplete=${COMPLETES[name]}
        maxlength=${LIMITS[`enquiry_${name}`].maxLength}
        aria-invalid=${this.faults[name] ? 'true' : 'false'}
        aria-describedby="enquiry-${name}-fault"
      />`,
    );
  }

  #text() {
    return this.#field(
      'text',
      html`<textarea
        id="enquiry-text"
        name="text"
        rows="5"
        maxlength=${LIMITS.enquiry_text.maxLength}
        aria-invalid=${this.faults.text ? 'true' : 'false'}
        aria-describedby="enquiry-text-fault"
      ></textarea>`,
    );
  }

  /** @param {Field} name @param {unknown} control */
  #field(name, control) {
    const fault = this.faults[name];
    return html`<div class="field">
      <label for="enquiry-${name}">${words.fields[name]}</label>
      ${control}
      <p class="error" id="enquiry-${name}-fault">${fault ?? nothing}</p>
    </div>`;
  }
}

/** What has become of the enquiry that this browser sent about a home; null if there is none that is still known.
 * @param {string} home @param {AbortSignal} signal @returns {Promise<Receipt | null>} */
export async function asked(home, signal) {
  const enquiry_id = askedAbout(home);
  if (!enquiry_id) return null;
  return enquiry({ ...pathOf(home), enquiry_id }, signal).catch(() => null); // expired, say; the form is there still
}

/** @param {Receipt} receipt */
export function stateText({ state, closed_because, received_at }) {
  const what = closed_because ? words.closed[closed_because] : words.states[state];
  return words.asked(dateTime(received_at), what);
}

/** @param {(name: string) => string} of @returns {Partial<Record<Field, string>>} */
function faultsOf(of) {
  return {
    ...(of('name') ? {} : { name: words.required.name }),
    ...(of('email') || of('phone') ? {} : { email: words.required.email }),
    ...(of('text') ? {} : { text: words.required.text }),
  };
}

/** @param {string} message of the API */
const sentence = (message) => message.charAt(0).toUpperCase() + message.slice(1);

/** @param {string} home */
function pathOf(home) {
  const [country = '', city = '', street = '', number = ''] = home.split('/');
  return { country, city, street, number };
}

customElements.define('enquiry-form', EnquiryForm);
