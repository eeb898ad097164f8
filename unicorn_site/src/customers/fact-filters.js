// The filters of a search by facts of a home. What is chosen is an event `choose`, with the name and value of a filter.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { FACTS } from '../generated/rules.js';
import { Element } from '../shared/element.js';
import { choiceText } from '../texts/facts.js';
import { texts } from '../texts/fact-filters.js';

/** @typedef {'living_area' | 'lot_size' | 'year_built'} Range */

const BATHROOMS = [1, 2, 3, 4];
const CHOICES = /** @type {const} */ (['property_type', 'heating', 'rent_period']);
const RANGES = /** @type {const} */ (['living_area', 'lot_size', 'year_built']);
const AREA = /^\d{1,10}(\.\d{1,2})?$/;
const YEAR = /^\d{4}$/;

/** What is wrong with a number that was typed; empty if nothing is. @param {Range} fact @param {string} value */
export function wrongNumber(fact, value) {
  const { minimum, maximum } = FACTS[fact];
  const isYear = fact === 'year_built';
  const fits = (isYear ? YEAR : AREA).test(value) && Number(value) >= minimum && Number(value) <= maximum;
  if (fits || !value) return '';
  return isYear ? texts.badYear(minimum, maximum) : texts.badArea(maximum);
}

export class FactFilters extends Element {
  static properties = { query: { attribute: false }, errors: { state: true } };

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** @type {Record<string, string>} */
    this.errors = {};
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { name, value } }));
  }

  /** @param {Range} fact @param {Event} event */
  chooseNumber(fact, event) {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    const number = value.replaceAll(/[,\s]/g, '');
    const error = wrongNumber(fact, number) || this.crossed(fact, name, number);
    this.errors = { ...this.errors, [name]: error };
    if (!error) this.choose(name, number);
  }

  /** @param {Range} fact @param {string} name @param {string} value */
  crossed(fact, name, value) {
    const bound = (/** @type {string} */ side) => (side === name ? value : this.query.get(side));
    const [low, high] = [bound(`min_${fact}`), bound(`max_${fact}`)];
    return low && high && Number(low) > Number(high) ? texts.crossed : '';
  }

  render() {
    const counts = BATHROOMS.map((count) => /** @type {[string, string]} */ ([String(count), texts.atLeast(count)]));
    return html`<div class="facts">
      ${CHOICES.map((fact) => this.choice(fact))} ${this.select('bathrooms', texts.bathrooms, counts)}
      ${RANGES.map((fact) => ['min', 'max'].map((side, index) => this.number(fact, `${side}_${fact}`, index)))}
    </div>`;
  }

  /** @param {typeof CHOICES[number]} fact */
  choice(fact) {
    const options = FACTS[fact].options.map(
      (value) => /** @type {[string, string]} */ ([value, choiceText(fact, value)]),
    );
    return this.select(fact, texts.choices[fact], options);
  }

  /** @param {string} name @param {string} label @param {[string, string][]} options */
  select(name, label, options) {
    const chosen = this.query.get(name) ?? '';
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        name=${name}
        @change=${(/** @type {Event} */ { target }) => this.choose(name, /** @type {HTMLSelectElement} */ (target).value)}
      >
        ${[['', texts.any], ...options].map(
          ([value, words]) => html`<option value=${value} .selected=${live(value === chosen)}>${words}</option>`,
        )}
      </select>
    </div>`;
  }

  /** @param {Range} fact @param {string} name @param {number} index */
  number(fact, name, index) {
    const error = this.errors[name];
    const choose = (/** @type {Event} */ event) => this.chooseNumber(fact, event);
    return html`<div class="field">
      <label for=${name}>${texts.ranges[fact][index]}</label>
      <input
        id=${name}
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        placeholder=${texts.any}
        maxlength="14"
        .value=${error ? nothing : live(this.query.get(name) ?? '')}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${name}-error` : nothing}
        @change=${choose}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && choose(event)}
      />
      ${error ? html`<p class="error" id="${name}-error" role="alert">${error}</p>` : nothing}
    </div>`;
  }
}

customElements.define('fact-filters', FactFilters);
