// `/search/{country}`: one country's cities.

import { html } from 'lit';
import { Element } from '../shared/element.js';
import { words } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import './country-cities.js';
import { crumbs } from './crumbs.js';
import { countries } from './calls.js';

export class CountryPage extends Element {
  static properties = { country: {} };

  constructor() {
    super();
    this.country = '';
    /** For the country's name as people write it. */
    this.countries = new Load(this, { task: (_, { signal }) => countries(signal), args: () => [] });
  }

  render() {
    const known = this.countries.value?.find(({ country }) => country === this.country);
    const name = known?.name ?? words(this.country);
    document.title = `${texts.country.title(name)}: ${shared.brand}`;
    return html`${crumbs([{ name }])}
      <h1>${texts.country.title(name)}</h1>
      <p class="faint lead">${known ? texts.country.counts(known.cities, known.listings) : '\u00a0'}</p>
      <country-cities .country=${this.country} eager></country-cities>`;
  }
}

customElements.define('country-page', CountryPage);
