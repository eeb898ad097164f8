// The filters of a search. Their state is the query of the address.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { OTHERS, USUAL } from '../shared/currencies.js';
import { Element } from '../shared/element.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { FACT_FILTERS, FILTERS } from './addresses.js';

const words = texts.search;
const BEDROOMS = [1, 2, 3, 4, 5];
const PRICES = /** @type {const} */ (['min_price', 'max_price']);
const PRICE = /^\d{1,12}$|^\d{1,3}([.,\s]\d{3}){1,3}$/; // 250000, 250,000 or 250 000; never 2450.50

const factCode = () => import('./fact-filters.js');

/** Return an address without its filters. The order stays. @param {URLSearchParams} given */
export function cleared(given) {
  const sort = given.get('sort');
  return sort ? `${location.pathname}?${new URLSearchParams({ sort })}` : location.pathname;
}

/** @param {URLSearchParams} given */
export const isFiltered = (given) => FILTERS.some((name) => name !== 'sort' && given.get(name));

export class SearchFilters extends Element {
  static properties = {
    query: { attribute: false },
    currencies: { attribute: false },
    errors: { state: true },
    isOpen: { state: true },
  };

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** Those that homes here are offered in, as far as is known. @type {string[]} */
    this.currencies = [];
    /** @type {Record<string, string>} */
    this.errors = {};
    /** Whether the filters by facts are shown: once opened, or if one of them is set. */
    this.isOpen = false;
    /** Prices as they are being typed: listings that arrive meanwhile must not change them. @type {Record<string, string>} */
    this.typed = {};
  }

  /** @param {Map<string, URLSearchParams>} changed */
  willUpdate(changed) {
    const before = changed.get('query');
    if (FACT_FILTERS.some((name) => this.query.get(name))) this.isOpen = true;
    for (const name of PRICES) if (before && before.get(name) !== this.query.get(name)) this.forget(name);
  }

  /** Show the price of the address again. @param {string} name */
  forget(name) {
    delete this.typed[name];
    delete this.errors[name];
  }

  /** @param {Event} event */
  typePrice(event) {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    this.typed[name] = value;
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    const next = new URLSearchParams(this.query);
    if (value) next.set(name, value);
    else next.delete(name);
    next.sort();
    if (next.toString() !== this.query.toString())
      navigate(`${location.pathname}${next.size ? `?${next}` : ''}`, { keep: true });
  }

  /** @param {Event} event */
  choosePrice(event) {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    const plain = value.replace(/\D/g, '');
    const error = value.trim() && !PRICE.test(value.trim()) ? words.badPrice : this.crossed(name, plain);
    this.errors = { ...this.errors, [name]: error };
    if (error) return;
    this.forget(name);
    this.choose(name, plain);
  }

  /** @param {string} name @param {string} value */
  crossed(name, value) {
    const prices = { min_price: this.query.get('min_price'), max_price: this.query.get('max_price'), [name]: value };
    return prices.min_price && prices.max_price && Number(prices.min_price) > Number(prices.max_price)
      ? words.crossed
      : '';
  }

  render() {
    return html`<form
      class="filters"
      aria-label=${words.filters}
      @submit=${(/** @type {Event} */ event) => event.preventDefault()}
    >
      ${this.offers()} ${this.currency()} ${this.priceField('min_price', words.minPrice)}
      ${this.priceField('max_price', words.maxPrice)}
      ${this.choice('bedrooms', words.bedrooms, [
        ['', words.any],
        ...BEDROOMS.map((count) => /** @type {[string, string]} */ ([String(count), words.atLeast(count)])),
      ])}
      ${this.choice('sort', words.sort, Object.entries(words.sorts))} ${this.byFacts()}
    </form>`;
  }

  byFacts() {
    const content = () =>
      html`<fact-filters
        .query=${this.query}
        @choose=${(/** @type {CustomEvent<{name: string, value: string}>} */ { detail }) => this.choose(detail.name, detail.value)}
      ></fact-filters>`;
    return html`<details
      class="more-filters"
      ?open=${this.isOpen}
      @toggle=${(/** @type {Event} */ { target }) => (this.isOpen = /** @type {HTMLDetailsElement} */ (target).open)}
    >
      <summary>${words.moreFilters}</summary>
      ${this.isOpen ? html`<deferred-part .code=${factCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  offers() {
    const chosen = this.query.get('contract') ?? '';
    return html`<fieldset class="segments">
      <legend>${words.contract}</legend>
      ${Object.entries(words.contracts).map(
        ([value, label]) =>
          html`<label>
            <input
              type="radio"
              name="contract"
              .value=${value}
              .checked=${live(value === chosen)}
              @change=${() => this.choose('contract', value)}
            />
            <span>${label}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  /** Those of the homes here come first; there may be others that no page has shown yet. */
  currency() {
    const codes = [...new Set([...this.currencies.toSorted(), ...USUAL, ...OTHERS])];
    const options = codes.map((code) => /** @type {[string, string]} */ ([code, code]));
    return this.choice('currency', words.currency, [['', words.any], ...options]);
  }

  /** @param {'min_price' | 'max_price'} name @param {string} label */
  priceField(name, label) {
    const error = this.errors[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        inputmode="numeric"
        autocomplete="off"
        placeholder=${words.any}
        maxlength="16"
        .value=${live(this.typed[name] ?? this.query.get(name) ?? '')}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${name}-error` : nothing}
        @input=${this.typePrice}
        @change=${this.choosePrice}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && this.choosePrice(event)}
      />
      ${error ? html`<p class="error" id="${name}-error" role="alert">${error}</p>` : nothing}
    </div>`;
  }

  /** @param {string} name @param {string} label @param {[string, string][]} options */
  choice(name, label, options) {
    const chosen = this.query.get(name) ?? options[0][0];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        name=${name}
        @change=${(/** @type {Event} */ event) => this.chooseOption(name, event, options[0][0])}
      >
        ${options.map(([value, words]) => html`<option value=${value} .selected=${live(value === chosen)}>${words}</option>`)}
      </select>
    </div>`;
  }

  /** @param {string} name @param {Event} event @param {string} usual the default, which is left out of the address */
  chooseOption(name, event, usual) {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    this.choose(name, value === usual ? '' : value);
  }
}

customElements.define('search-filters', SearchFilters);
