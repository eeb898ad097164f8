// The filters of a search by facts of a home, and by words of its texts. What is chosen is an event `choose`, with the name and value of a filter.

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
const LETTERS = /[\p{L}\p{N}]/u;
const WORDS_MAX = 200; // characters

/** What is wrong with a number that was typed; empty if nothing is. @param {Range} fact @param {string} value */
export function wrongNumber(fact, value) {
  const { minimum, maximum } = FACTS[fact];
  const isYear = fact === 'year_built';
  const fits = (isYear ? YEAR : AREA).test(value) && Number(value) >= minimum && Number(value) <= maximum;
  if (fits || !value) return '';
  return isYear ? texts.badYear(minimum, maximum) : texts.badArea(maximum);
}

export class FactFilters extends Element {
  static properties = { query: { attribute: false }, wrong: { state: true } };

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** What was typed and cannot be searched, and why. @type {Record<string, {value: string, error: string}>} */
    this.wrong = {};
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
    this.chooseTyped(name, value, error, number);
  }

  /** @param {Event} event */
  chooseWords({ target }) {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    this.chooseTyped(name, value, value.trim() && !LETTERS.test(value) ? texts.badWords : '', value.trim());
  }

  /** Choose what was typed as the API takes it, or keep it with its error. @param {string} name @param {string} value
   * @param {string} error empty if there is none @param {string} plain */
  chooseTyped(name, value, error, plain) {
    const others = Object.entries(this.wrong).filter(([known]) => known !== name);
    this.wrong = Object.fromEntries(error ? [...others, [name, { value, error }]] : others);
    if (!error) this.choose(name, plain);
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
      ${this.words()}
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
    const choose = (/** @type {Event} */ event) => this.chooseNumber(fact, event);
    return this.typed(name, texts.ranges[fact][index], { hint: texts.any, most: 14, isNumber: true, choose });
  }

  words() {
    const choose = (/** @type {Event} */ event) => this.chooseWords(event);
    return this.typed('words', texts.words, { hint: texts.wordsExample, most: WORDS_MAX, isNumber: false, choose });
  }

  /** @param {string} name @param {string} label
   * @param {{hint: string, most: number, isNumber: boolean, choose: (event: Event) => void}} field */
  typed(name, label, { hint, most, isNumber, choose }) {
    const { value, error } = this.wrong[name] ?? { value: this.query.get(name) ?? '', error: '' };
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        inputmode=${isNumber ? 'decimal' : 'search'}
        autocomplete="off"
        placeholder=${hint}
        maxlength=${most}
        .value=${live(value)}
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
