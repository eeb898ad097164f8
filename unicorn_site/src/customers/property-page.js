// `/properties/{country}/{city}/{street}/{number}`: one listing, with all that is known of it.

import { html, nothing } from 'lit';
import { cityLine, nameOf, streetLine } from '../shared/address.js';
import { announce } from '../shared/announce.js';
import '../shared/deferred-part.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { price } from './card.js';
import { crumbs } from './crumbs.js';
import './gallery.js';
import './save-home.js';
import './similar-homes.js';
import { propertyAddress, searchAddress } from './addresses.js';
import { askedAbout } from './asked.js';
import { bookedIn } from './booked.js';
import { details } from './calls.js';
import { homeFacts } from './home-facts.js';
import { keep } from './kept-homes.js';
import { priceHistory } from './price-history.js';

/** @typedef {import('../shared/types.js').Details} Details */

const words = texts.property;
const mortgageCode = () => import('./mortgage-form.js');
const enquiryCode = () => import('./enquiry-form.js');
const viewingCode = () => import('./viewing-form.js');
const placeCode = () => import('./maps.js');

export class PropertyPage extends Element {
  static properties = {
    country: {},
    city: {},
    street: {},
    number: {},
    message: { state: true },
    estimates: { state: true },
    asks: { state: true },
    comes: { state: true },
    locates: { state: true },
  };

  constructor() {
    super();
    this.country = '';
    this.city = '';
    this.street = '';
    this.number = '';
    this.message = '';
    /** Whether somebody has asked for an estimate of the mortgage. */
    this.estimates = false;
    /** Whether somebody asks about the home. */
    this.asks = false;
    /** Whether somebody wants to see the home. */
    this.comes = false;
    /** Whether somebody wants to see where it is. */
    this.locates = false;
    this.details = new Load(this, {
      task: ([country, city, street, number], { signal }) => details({ country, city, street, number }, signal),
      args: () => /** @type {const} */ ([this.country, this.city, this.street, this.number]),
      onComplete: (listing) => {
        document.title = `${nameOf(listing)}, ${listing.city}: ${shared.brand}`;
        keep('seen', { id: listing.property_id, name: nameOf(listing) });
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
    if (!value) return skeleton();
    return this.article(value);
  }

  gone() {
    const home = [this.country, this.city, this.street, this.number].join('/');
    void import('./enquiry-state.js');
    if (bookedIn(home)) void import('./viewing-state.js');
    document.title = `${words.gone}: ${shared.brand}`;
    return html`<section class="notice">
      <h1>${words.gone}</h1>
      <p>${words.goneBody}</p>
      <enquiry-state .home=${home}></enquiry-state>
      <viewing-state .home=${home}></viewing-state>
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
          ${price(listing)} ${homeFacts(listing)} ${this.mortgage(listing)}
          ${listing.agent_name ? html`<p class="faint">${words.agent(listing.agent_name)}</p>` : nothing}
          <div class="actions">
            <button type="button" class="button" @click=${this.share}>${words.share}</button>
            <button type="button" class="button quiet" @click=${() => print()}>${words.print}</button>
            <save-home home=${listing.property_id} name=${nameOf(listing)}></save-home>
            <span class="faint">${this.message}</span>
          </div>
          <p class="printed">${location.origin}${propertyAddress(listing)}</p>
        </div>
        <section class="story">
          <h2>${words.description}</h2>
          <p class="written">${listing.description}</p>
        </section>
        ${priceHistory(listing)}
      </article>
      ${this.place(listing)} ${this.viewing(listing.property_id)} ${this.enquiry(listing.property_id)}
      <similar-homes .home=${listing}></similar-homes>
      <p class="more"><a class="button quiet" href=${searchAddress(country, city)}>${words.back(listing.city)}</a></p>`;
  }

  /** Where it is, on a map. @param {Details} listing */
  place(listing) {
    if (!listing.location) return nothing;
    const content = () => html`<place-map .home=${listing}></place-map>`;
    return html`<details class="request place" @toggle=${() => (this.locates = true)}>
      <summary>${words.place}</summary>
      ${this.locates ? html`<deferred-part .code=${placeCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  /** The times to see it, open if this browser has booked one before. @param {string} home */
  viewing(home) {
    const content = () => html`<viewing-form .home=${home}></viewing-form>`;
    return html`<details class="request booking" ?open=${Boolean(bookedIn(home))} @toggle=${() => (this.comes = true)}>
      <summary>${words.viewing}</summary>
      ${this.comes ? html`<deferred-part .code=${viewingCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  /** The form, open if this browser has asked before: then it shows what has become of that. @param {string} home */
  enquiry(home) {
    const content = () => html`<enquiry-form .home=${home}></enquiry-form>`;
    return html`<details class="request enquiry" ?open=${Boolean(askedAbout(home))} @toggle=${() => (this.asks = true)}>
      <summary>${texts.enquiry.title}</summary>
      ${this.asks ? html`<deferred-part .code=${enquiryCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  /** @param {Details} listing */
  mortgage({ contract, listprice, currency, price_on_request }) {
    if (contract !== 'sale' || price_on_request || !listprice) return nothing;
    const content = () => html`<mortgage-form .price=${listprice} .currency=${currency}></mortgage-form>`;
    return html`<details class="mortgage" @toggle=${() => (this.estimates = true)}>
      <summary>${words.mortgage}</summary>
      ${this.estimates ? html`<deferred-part .code=${mortgageCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }
}

/** The place of a home that is on its way: the photo stands where it will be. */
const skeleton = () =>
  html`<div class="crumbs skeleton" aria-hidden="true"><i></i></div>
    <div class="home skeleton" aria-busy="true">
      <div class="gallery"><span class="image"></span></div>
      <div class="summary"><i></i><i></i><i></i><i></i></div>
    </div>`;

customElements.define('property-page', PropertyPage);
