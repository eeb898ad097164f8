// A city as a tile: its newest home's image, its name, and how many homes it has.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { responsiveImage } from '../shared/image.js';
import { texts } from '../texts/customers.js';
import { searchAddress } from './addresses.js';
import { search } from './calls.js';

const SIZES = '(min-width: 56rem) 24rem, (min-width: 36rem) 46vw, 92vw';
const NEWEST = /** @type {const} */ ({ sort: 'newest', limit: 1 });

/** @typedef {import('../shared/types.js').City} City */

export class CityTile extends Element {
  static properties = { city: { attribute: false }, eager: { type: Boolean } };

  constructor() {
    super();
    /** @type {City | undefined} */
    this.city = undefined;
    this.eager = false;
    this.newest = new Load(this, {
      autoRun: false,
      task: ([city], { signal }) => search(city, NEWEST, signal),
      args: () => /** @type {const} */ ([/** @type {City} */ (this.city)]),
    });
    /** @type {IntersectionObserver | undefined} */
    this.watcher = undefined;
  }

  /** Its photo is loaded when it comes near the window. */
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
    if (!this.city) return;
    this.watcher?.disconnect();
    void this.newest.run();
  }

  render() {
    const city = this.city;
    if (!city) return nothing;
    const image = this.newest.value?.cards[0]?.image;
    return html`<a class="tile" href=${searchAddress(city.country, city.city)}>
      ${image ? responsiveImage(image, { sizes: SIZES, alt: '', eager: this.eager }) : html`<span class="image"></span>`}
      <span class="words"><strong>${city.name}</strong> <span>${texts.country.homes(city.listings)}</span></span>
    </a>`;
  }
}

customElements.define('city-tile', CityTile);
