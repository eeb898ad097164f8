// Shown when somebody else has saved the listing too: both values of each field, and the choice between them.

import { html } from 'lit';

import { texts } from '../texts/agent.js';
import { choiceText, facts } from '../texts/facts.js';

/** @typedef {import('../texts/facts.js').FactName} FactName */
import { Part } from './part.js';

const words = texts.conflict;

class ListingConflict extends Part {
  /** @override */
  static properties = { differences: {} };

  constructor() {
    super();
    /** @type {import("./merge.js").Difference[]} */
    this.differences = [];
    /** @type {Map<import("./merge.js").Part, "mine" | "theirs">} */
    this.choices = new Map();
  }

  /** @override */
  render() {
    return html`<section class="message warn conflict" aria-labelledby="conflict-title">
      <h3 id="conflict-title" tabindex="-1">${words.title}</h3>
      <p>${words.help}</p>
      <ul class="differences">
        ${this.differences.map((one) => this.#difference(one))}
      </ul>
      <div class="actions">
        <button type="button" class="button" @click=${() => this.send('merge', this.choices)}>${words.save}</button>
        <button type="button" class="button quiet" @click=${() => this.send('theirs')}>${words.takeTheirs}</button>
      </div>
    </section>`;
  }

  /** @param {import("./merge.js").Difference} difference */
  #difference({ field, theirs, mine, clash }) {
    const name = field === 'location' ? texts.location.title : texts.fields[field];
    if (!clash) return html`<li><strong>${name}</strong>: ${shown(field, theirs)} <small>(${words.taken})</small></li>`;
    const option = (/** @type {"mine" | "theirs"} */ whose, /** @type {string} */ value) =>
      html`<label>
        <input
          type="radio"
          name="conflict-${field}"
          ?checked=${whose === 'mine'}
          @change=${() => this.choices.set(field, whose)}
        />
        ${words[whose]}: ${shown(field, value)}
      </label>`;
    return html`<li>
      <fieldset class="bare">
        <legend>${name}</legend>
        ${option('mine', mine)} ${option('theirs', theirs)}
      </fieldset>
    </li>`;
  }
}

/** @param {import("./merge.js").Part} field @param {string} value */
function shown(field, value) {
  if (!value) return html`<em>${words.nothing}</em>`;
  if (field === 'price_on_request') return html`<q>${words.yes}</q>`;
  const offers = /** @type {Record<string, string>} */ (texts.offers);
  if (field === 'contract') return html`<q>${offers[value] ?? value}</q>`;
  return html`<q>${field in facts ? choiceText(/** @type {FactName} */ (field), value) : value}</q>`;
}

customElements.define('listing-conflict', ListingConflict);
