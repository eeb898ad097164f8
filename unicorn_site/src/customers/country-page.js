// `/search/{country}`: one country's cities.

import { html } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import './country-cities.js';
import { crumbs } from './crumbs.js';
import { homesAddress } from './addresses.js';
import { countries } from './calls.js';

export class CountryPage extends Element {
  static properties = { country: {} };

  constructor() {
    super();
    this.country = '';
    /** For the country's name: only the API knows it. */
    this.countries = new Load(this, { task: (_, { signal }) => countries(signal), args: () => [] });
  }

  render() {
    const known = this.countries.value?.find(({ country }) => country === this.country);
    const title = texts.country.title(known?.name);
    document.title = `${title}: ${shared.brand}`;
    return html`${crumbs([{ name: known?.name ?? texts.unnamed.country }])}
      <h1>${title}</h1>
      <p class="faint lead">${known ? texts.country.counts(known.cities, known.listings) : '\u00a0'}</p>
      <p class="lead"><a class="button quiet" href=${homesAddress(this.country)}>${texts.country.search}</a></p>
      <country-cities .country=${this.country} eager></country-cities>`;
  }
}

customElements.define('country-page', CountryPage);
