// The form that estimates what a loan for a home costs. It computes in the page: nothing that is typed leaves it.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { money } from '../shared/format.js';
import { DECIMALS } from '../shared/currencies.js';
import { texts } from '../texts/mortgage.js';
import { LIMITS, estimate, typedNumber, wrongTerms } from './mortgage.js';

/** @typedef {import('./mortgage.js').Field} Field */

const USUAL_DEPOSIT = 0.2; // of the price
const USUAL_YEARS = 25;

export class MortgageForm extends Element {
  static properties = { price: { type: Number }, currency: {}, typed: { state: true } };

  constructor() {
    super();
    this.price = 0;
    this.currency = '';
    /** What stands in the fields, once somebody has typed there. No rate is assumed: it is the bank's.
     * @type {Partial<Record<Field, string>>} */
    this.typed = {};
  }

  /** @returns {Record<Field, string>} */
  get shown() {
    const deposit = String(Math.round(this.price * USUAL_DEPOSIT));
    return { deposit, rate: '', years: String(USUAL_YEARS), ...this.typed };
  }

  get terms() {
    const { deposit, rate, years } = this.shown;
    return {
      price: this.price,
      deposit: typedNumber(deposit, { whole: true }),
      rate: typedNumber(rate),
      years: typedNumber(years, { whole: true }),
    };
  }

  /** @param {Event} event */
  type({ target }) {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    this.typed = { ...this.typed, [name]: value };
  }

  render() {
    const wrong = wrongTerms(this.terms);
    return html`<form
      class="mortgage-form"
      @input=${this.type}
      @submit=${(/** @type {Event} */ e) => e.preventDefault()}
    >
      ${this.field('deposit', texts.deposit(this.currency), texts.depositHint, wrong)}
      ${this.field('rate', texts.rate, texts.rateHint, wrong)} ${this.field('years', texts.years, '', wrong)}
      <output class="estimate">${this.result(wrong)}</output>
      <p class="faint">${texts.disclaimer}</p>
    </form>`;
  }

  /** @param {Field} name @param {string} label @param {string} hint @param {Field[]} wrong */
  field(name, label, hint, wrong) {
    const error = wrong.includes(name) && this.shown[name] ? texts.wrong[name](LIMITS) : '';
    return html`<div class="field">
      <label for=${`mortgage-${name}`}>${label}</label>
      <input
        id=${`mortgage-${name}`}
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        maxlength="20"
        .value=${this.shown[name]}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error || hint ? `mortgage-${name}-note` : nothing}
      />
      ${error ? html`<p class="error" id=${`mortgage-${name}-note`}>${error}</p>` : nothing}
      ${hint && !error ? html`<p class="hint" id=${`mortgage-${name}-note`}>${hint}</p>` : nothing}
    </div>`;
  }

  /** @param {Field[]} wrong */
  result(wrong) {
    if (wrong.length) return texts.incomplete;
    const { loan, monthly, interest } = estimate(this.terms);
    const [a, b, c] = [monthly, loan, interest].map((amount) => money(this.rounded(amount), this.currency));
    return html`<strong>${texts.monthly(a)}</strong> <span>${texts.details(b, c, this.terms.years)}</span>`;
  }

  /** To what the currency has; whole amounts from a hundred on. @param {number} amount */
  rounded(amount) {
    const unit = amount < 100 ? 10 ** (DECIMALS.get(this.currency) ?? 0) : 1;
    return Math.round(amount * unit) / unit;
  }
}

customElements.define('mortgage-form', MortgageForm);
