// A country's cities, as tiles.

import { html } from 'lit';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import './city-tile.js';
import { cities } from './calls.js';

/** The places of tiles that are on their way. @param {number} count */
export const tileSkeletons = (count) =>
  Array.from(
    { length: count },
    () =>
      html`<li aria-hidden="true">
        <span class="tile skeleton"><span class="image"></span></span>
      </li>`,
  );

export class CountryCities extends Element {
  static properties = { country: {}, eager: { type: Boolean }, expected: { type: Number } };

  constructor() {
    super();
    this.country = '';
    this.eager = false;
    /** How many cities there will be, as far as is known. */
    this.expected = 3;
    this.cities = new Load(this, {
      task: ([country], { signal }) => cities(country, signal),
      args: () => /** @type {const} */ ([this.country]),
    });
  }

  render() {
    const { value, error, retry } = this.cities;
    if (error) return failure(error, { retry });
    if (value?.length === 0) {
      return html`<section class="notice">
        <h2>${texts.country.none}</h2>
        <p>${texts.country.noneBody}</p>
      </section>`;
    }
    return html`<ul class="tiles" aria-busy=${value ? 'false' : 'true'}>
      ${
        value
          ? value.map(
              (city, index) => html`<li><city-tile .city=${city} ?eager=${this.eager && index < 3}></city-tile></li>`,
            )
          : tileSkeletons(this.expected)
      }
    </ul>`;
  }
}

customElements.define('country-cities', CountryCities);
