// "Ask about this home": a question to its agent; and what has become of the one that was asked before.

import { html, nothing } from 'lit';
import { LIMITS } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { outcome } from '../shared/failure.js';
import { dateTime } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import { askedAbout, remember } from './asked.js';
import { ask, enquiry } from './calls.js';
import { CustomerForm, faultsOfPerson, pathOf, personOf, typedIn } from './customer-form.js';

const words = texts.enquiry;

/** @typedef {import('../../generated/web').components['schemas']['EnquiryReceipt']} Receipt */

class EnquiryForm extends CustomerForm {
  static properties = { ...CustomerForm.properties, receipt: { state: true } };

  constructor() {
    super('enquiry', ['name', 'email', 'phone', 'text']);
    /** @type {Receipt | null} of the enquiry that was sent here last */
    this.receipt = null;
    this.earlier = new Load(this, {
      task: ([home], { signal }) => asked(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const of = typedIn(event);
    if (await this.show({ ...faultsOfPerson(of), ...(of('text') ? {} : { text: words.required.text }) })) return;
    const body = { ...personOf(of), text: of('text') };
    const sent = await this.submission.run(() => ask(pathOf(this.home), body, this.key.of([this.home, body])));
    if (!sent) return void this.reject(this.submission.error);
    remember(this.home, sent.enquiry_id);
    this.receipt = sent;
    announce(words.sent);
    await this.focusOn('#enquiry-title');
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
      ${this.person()} ${this.#text()} ${this.unseen()}
      <p class="faint">${words.kept}</p>
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.send}</button>
      </div>
      ${outcome(this.submission, { labels: this.labels })}
    </form>`;
  }

  #text() {
    return this.field(
      'text',
      words.fields.text,
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

customElements.define('enquiry-form', EnquiryForm);
