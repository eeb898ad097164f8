// `/`: every country with its cities.

import { html } from 'lit';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { tileSkeletons } from './country-cities.js';
import { searchAddress } from './addresses.js';
import { countries } from './calls.js';
import './search-box.js';

const EXPECTED = 6; // tiles, before it is known how many there are

export class HomePage extends Element {
  constructor() {
    super();
    this.countries = new Load(this, { task: (_, { signal }) => countries(signal), args: () => [] });
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = `${shared.brand}: homes for sale and for rent`;
  }

  render() {
    const found = this.countries.value ?? [];
    const homes = found.reduce((sum, country) => sum + country.listings, 0);
    return html`<header class="hero">
        <h1>${texts.home.title}<br /><em>${texts.home.lead}</em></h1>
        <p>${texts.home.body}</p>
        <search-box></search-box>
        <p class="badge" ?hidden=${!homes}>${texts.home.found(found.length, homes)}</p>
      </header>
      ${this.body()}`;
  }

  body() {
    const { value, error, retry } = this.countries;
    if (error) return failure(error, { retry });
    if (!value)
      return html`<ul class="tiles waiting" aria-busy="true">
        ${tileSkeletons(EXPECTED)}
      </ul>`;
    if (!value.length)
      return html`<section class="notice">
        <h2>${texts.home.none}</h2>
        <p>${texts.home.noneBody}</p>
      </section>`;
    return html`<div class="countries">
      ${value.map(
        (country, index) =>
          html`<section
            class="country wide-${Math.min(country.cities, 3)}"
            aria-labelledby=${`country-${country.country}`}
          >
            <div class="heading">
              <h2 id=${`country-${country.country}`}><a href=${searchAddress(country.country)}>${country.name}</a></h2>
              <p class="faint">${texts.country.counts(country.cities, country.listings)}</p>
            </div>
            <country-cities
              .country=${country.country}
              .expected=${country.cities}
              ?eager=${index === 0}
            ></country-cities>
          </section>`,
      )}
    </div>`;
  }
}

customElements.define('home-page', HomePage);
