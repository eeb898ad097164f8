// `/properties/{country}/{city}/{street}/{number}`: one listing, with all that is known of it.

import { FACT_NAMES, FACTS } from '../generated/rules.js';
import { html, nothing } from 'lit';
import { cityLine, streetLine } from '../shared/address.js';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { area, date, money, number } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/customers.js';
import { choiceText, facts } from '../texts/facts.js';
import { texts as shared } from '../texts/shared.js';
import { nameOf, price } from './card.js';
import { crumbs } from './crumbs.js';
import './gallery.js';
import { searchAddress } from './addresses.js';
import { details } from './calls.js';

/** @typedef {import('../shared/types.js').Details} Details */

const words = texts.property;

export class PropertyPage extends Element {
  static properties = { country: {}, city: {}, street: {}, number: {}, message: { state: true } };

  constructor() {
    super();
    this.country = '';
    this.city = '';
    this.street = '';
    this.number = '';
    this.message = '';
    this.details = new Load(this, {
      task: ([country, city, street, number], { signal }) => details({ country, city, street, number }, signal),
      args: () => /** @type {const} */ ([this.country, this.city, this.street, this.number]),
      onComplete: (listing) => {
        document.title = `${nameOf(listing)}, ${listing.city}: ${shared.brand}`;
      },
    });
  }

  async share() {
    const address = location.origin + location.pathname;
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: address });
      else await navigator.clipboard.writeText(address).then(() => this.say(words.copied));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.say(words.copyFailed);
    }
  }

  /** @param {string} message */
  say(message) {
    this.message = message;
    announce(message);
  }

  render() {
    const { value, error, retry } = this.details;
    if (error instanceof ApiProblem && error.status === 404) return this.gone();
    if (error) return failure(error, { retry });
    if (!value) return html`<div class="home waiting" aria-busy="true"><span class="image"></span></div>`;
    return this.article(value);
  }

  gone() {
    document.title = `${words.gone}: ${shared.brand}`;
    return html`<section class="notice">
      <h1>${words.gone}</h1>
      <p>${words.goneBody}</p>
      <a class="button" href=${searchAddress(this.country, this.city)}>${texts.search.nearby}</a>
    </section>`;
  }

  /** @param {Details} listing */
  article(listing) {
    const [country, city, street] = listing.property_id.split('/');
    return html`${crumbs([
        { name: listing.country, address: searchAddress(country) },
        { name: listing.city, address: searchAddress(country, city) },
        { name: listing.street, address: searchAddress(country, city, street) },
        { name: listing.number },
      ])}
      <article class="home">
        <image-gallery .images=${listing.images} .place=${streetLine(listing)}></image-gallery>
        <div class="summary">
          <span class="badge">${texts.offers[listing.contract]}</span>
          <h1>${nameOf(listing)}</h1>
          <p class="faint">
            ${listing.headline ? `${streetLine(listing)}, ` : nothing}${cityLine(listing)}, ${listing.country}
          </p>
          ${price(listing)} ${this.facts(listing)}
          <p class="actions">
            <button type="button" class="button" @click=${this.share}>${words.share}</button>
            <span class="faint">${this.message}</span>
          </p>
        </div>
        <section class="story">
          <h2>${words.description}</h2>
          <p class="written">${listing.description}</p>
        </section>
        ${history(listing)}
      </article>
      <p class="more"><a class="button quiet" href=${searchAddress(country, city)}>${words.back(listing.city)}</a></p>`;
  }

  /** @param {Details} listing */
  facts(listing) {
    const rows = FACT_NAMES.filter((name) => name !== 'rent_period').map((name) => [
      facts[name].shown ?? facts[name].label,
      shown(listing, name),
    ]);
    rows.push([words.published, date(listing.published_at)]);
    return html`<dl class="facts" aria-label=${words.facts}>
      ${rows
        .filter(([, value]) => value !== null)
        .map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
    </dl>`;
  }
}

/** A fact in words; null if it is not stated. @param {Details} listing @param {import("../texts/facts.js").FactName} name */
function shown(listing, name) {
  const value = listing[name];
  if (value == null) return null;
  if (typeof value === 'string') return choiceText(name, value);
  const { kind } = FACTS[name];
  return kind === 'area' ? area(value) : kind === 'year' ? String(value) : number(value);
}

/** What it was offered for, newest first; a listing that never changed its price has no history to show, nor has one
 * whose price is on request. @param {Details} listing */
function history(listing) {
  const prices = listing.price_history;
  if (listing.price_on_request || prices.length < 2) return nothing;
  return html`<section class="history">
    <h2>${words.history}</h2>
    <ol>
      ${prices.toReversed().map(({ listprice, currency, at }, index) => {
        const before = prices[prices.length - 2 - index];
        return html`<li>
          <time datetime=${at}>${date(at)}</time>
          <strong>${money(listprice, currency)}</strong> ${change(listprice, currency, before)}
        </li>`;
      })}
    </ol>
  </section>`;
}

/** @param {number} listprice @param {string} currency @param {{listprice: number, currency: string} | undefined} before */
function change(listprice, currency, before) {
  if (!before || before.currency !== currency || !before.listprice) return nothing;
  const percent = ((listprice - before.listprice) / before.listprice) * 100;
  const sign = percent > 0 ? '+' : '−';
  return html`<span class="badge ${percent > 0 ? 'warn' : 'good'}"
    >${sign}${number(Math.round(Math.abs(percent) * 10) / 10)} %</span
  >`;
}

customElements.define('property-page', PropertyPage);
