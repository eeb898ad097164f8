// Times at which a home can be seen, offered one after another.

import { html, nothing } from 'lit';

import { LIMITS } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { missing, outcome } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { RequestKey } from '../shared/request-key.js';
import { offsetText } from '../shared/slot-times.js';
import { Submission } from '../shared/submission.js';
import { texts as words } from '../texts/agenda.js';
import { Part } from './part.js';

const LENGTHS = [15, 20, 30, 45, 60, 90];
const HALVES = [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825];
const HOURS = Array.from({ length: 27 }, (_, index) => (index - 12) * 60);
/** By how many minutes clocks on earth are ahead of UTC. */
const OFFSETS = [...HOURS, ...HALVES].sort((one, other) => one - other);
const FIELDS = ['home', 'day', 'time'];

/** @typedef {import("./desk.js").Listing} Listing */

class OfferForm extends Part {
  /** @override */
  static properties = { desk: {}, faults: { state: true }, offset: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {Record<string, string | undefined>} */
    this.faults = {};
    this.offset = offsetOf();
    this.key = new RequestKey();
    this.submission = new Submission(this);
    this.homes = new Load(this, { task: () => this.desk.publicHomes(), args: () => [] });
  }

  /** @param {SubmitEvent} event */
  async offer(event) {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const of = (/** @type {string} */ name) => String(typed.get(name) ?? '');
    this.faults = Object.fromEntries(FIELDS.filter((name) => !of(name)).map((name) => [name, words.required]));
    if (await this.#showFault()) return;
    const body = {
      starts_at: `${of('day')}T${of('time')}${offsetText(Number(of('offset')))}`,
      minutes: Number(of('minutes')),
      in_a_row: Number(of('in_a_row')),
    };
    const key = this.key.of([of('home'), body]);
    const offered = await this.submission.run(() => this.desk.offerSlots(of('home'), body, key));
    if (!offered) return;
    announce(words.offered(offered.length));
    this.send('slots-offered');
  }

  async #showFault() {
    const faulty = FIELDS.find((name) => this.faults[name]);
    if (faulty) await this.focusOn(`#offer-${faulty}`);
    return Boolean(faulty);
  }

  /** The clocks at the home are likely those of its agent, on that day. @param {Event} event */
  #guess({ target }) {
    const { form } = /** @type {HTMLInputElement} */ (target);
    const typed = new FormData(form ?? undefined);
    this.offset = offsetOf(`${typed.get('day')}T${typed.get('time') || '12:00'}`);
  }

  /** @override */
  render() {
    const { value, error, retry } = this.homes;
    if (!value) return missing(error, retry);
    if (!value.length) return html`<p class="message">${words.noHomes}</p>`;
    return html`<form class="offer" novalidate @submit=${this.offer}>
      <p class="faint">${words.offerHelp}</p>
      ${this.#field('home', this.#choice('home', value.map(homeOption)))}
      ${this.#field('day', this.#input('day', 'date'))} ${this.#field('time', this.#input('time', 'time'))}
      ${this.#field('minutes', this.#choice('minutes', LENGTHS.map(lengthOption)))}
      ${this.#field('in_a_row', this.#choice('in_a_row', rows()))}
      ${this.#field('offset', this.#choice('offset', OFFSETS.map(this.#offsetOption)))}
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.submit}</button>
      </div>
      ${outcome(this.submission)}
    </form>`;
  }

  #offsetOption = (/** @type {number} */ minutes) =>
    html`<option value=${minutes} .selected=${minutes === this.offset}>UTC${offsetText(minutes)}</option>`;

  /** @param {keyof typeof words.fields} name @param {unknown} control */
  #field(name, control) {
    return html`<div class="field">
      <label for="offer-${name}">${words.fields[name]}</label>
      ${control}
      <p class="error" id="offer-${name}-fault">${this.faults[name] ?? nothing}</p>
    </div>`;
  }

  /** @param {string} name @param {string} type */
  #input(name, type) {
    return html`<input
      id="offer-${name}"
      name=${name}
      type=${type}
      aria-invalid=${this.faults[name] ? 'true' : 'false'}
      aria-describedby="offer-${name}-fault"
      @change=${this.#guess}
    />`;
  }

  /** @param {string} name @param {unknown} options */
  #choice(name, options) {
    return html`<select id="offer-${name}" name=${name} aria-describedby="offer-${name}-fault">
      ${options}
    </select>`;
  }
}

/** @param {Listing} listing */
const homeOption = ({ property_id, headline, number, street, city }) =>
  html`<option value=${property_id}>${number} ${street}, ${city}${headline ? `: ${headline}` : ''}</option>`;

/** @param {number} minutes */
const lengthOption = (minutes) =>
  html`<option value=${minutes} .selected=${minutes === 30}>${words.minutes(minutes)}</option>`;

const rows = () => Array.from({ length: LIMITS.in_a_row.maximum }, (_, index) => html`<option>${index + 1}</option>`);

/** The agent's own clock at a local time, in minutes ahead of UTC. @param {string} [time] */
function offsetOf(time) {
  const found = time ? new Date(time) : new Date();
  const minutes = -found.getTimezoneOffset();
  return OFFSETS.includes(minutes) ? minutes : 0;
}

customElements.define('offer-form', OfferForm);
