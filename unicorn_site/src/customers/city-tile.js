// A city as a tile: its newest home's picture, its name, and how many homes it has.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { picture } from '../shared/picture.js';
import { texts } from '../texts/customers.js';
import { page, searchAddress } from './places.js';

const SIZES = '(min-width: 56rem) 24rem, (min-width: 36rem) 46vw, 92vw';
const NEWEST = '?sort=newest&limit=1';

/** @typedef {import('../shared/types.js').City} City */

export class CityTile extends Element {
  static properties = { city: { attribute: false }, eager: { type: Boolean } };

  constructor() {
    super();
    /** @type {City | undefined} */
    this.city = undefined;
    this.eager = false;
    /** @type {Load<import('./places.js').Page>} */
    this.newest = new Load(this);
    /** @type {IntersectionObserver | undefined} */
    this.watcher = undefined;
  }

  /** Its picture is asked for when it comes near the window. */
  connectedCallback() {
    super.connectedCallback();
    this.watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.look(), {
      rootMargin: '400px',
    });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher?.disconnect();
  }

  look() {
    const city = this.city;
    if (!city || this.newest.state !== 'idle') return;
    this.watcher?.disconnect();
    void this.newest.run((signal) => page(searchAddress(city.country, city.city), NEWEST, signal));
  }

  render() {
    const city = this.city;
    if (!city) return nothing;
    const image = this.newest.value?.cards[0]?.image;
    return html`<a class="tile" href=${searchAddress(city.country, city.city)}>
      ${image ? picture(image, { sizes: SIZES, alt: '', eager: this.eager }) : html`<span class="picture"></span>`}
      <span class="words"><strong>${city.name}</strong> <span>${texts.country.homes(city.listings)}</span></span>
    </a>`;
  }
}

customElements.define('city-tile', CityTile);
