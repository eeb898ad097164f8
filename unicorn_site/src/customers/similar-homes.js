// Homes like one: in the same city, of the same kind of offer, at about the same price. One search, when it comes near
// the window; nothing is shown if there are none, or it fails.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/customers.js';
import { search } from './calls.js';
import { cardOf } from './card.js';

/** @typedef {import('../shared/types.js').Details} Details */

const SHOWN = 4;
const [LEAST, MOST] = [0.75, 1.25]; // of the price

/** The search for homes like one; null for a home without a price. @param {Details} home
 * @returns {import('./calls.js').Query | null} */
export function similarTo({ contract, currency, listprice, price_on_request }) {
  if (price_on_request || !listprice) return null;
  const [min_price, max_price] = [Math.floor(listprice * LEAST), Math.ceil(listprice * MOST)].map(String);
  return { contract, currency, min_price, max_price, sort: 'price', limit: SHOWN + 1 };
}

export class SimilarHomes extends Element {
  static properties = { home: { attribute: false } };

  constructor() {
    super();
    /** @type {Details | undefined} */
    this.home = undefined;
    this.found = new Load(this, {
      autoRun: false,
      task: ([home], { signal }) => this.#find(home, signal),
      args: () => /** @type {const} */ ([/** @type {Details} */ (this.home)]),
    });
    /** @type {IntersectionObserver | undefined} */
    this.watcher = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.look(), {
      rootMargin: '200px',
    });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher?.disconnect();
  }

  look() {
    if (!this.home) return;
    this.watcher?.disconnect();
    void this.found.run();
  }

  /** @param {Details} home @param {AbortSignal} signal */
  async #find(home, signal) {
    const query = similarTo(home);
    if (!query) return [];
    const [country, city] = home.property_id.split('/');
    const { cards } = await search({ country, city }, query, signal);
    const isLike = (/** @type {import('../shared/types.js').Card} */ card) =>
      card.property_id !== home.property_id && (card.rent_period ?? null) === (home.rent_period ?? null);
    return cards.filter(isLike).slice(0, SHOWN);
  }

  render() {
    const cards = this.found.value ?? [];
    if (!cards.length) return nothing;
    return html`<section class="similar" aria-labelledby="similar">
      <h2 id="similar">${texts.property.similar}</h2>
      <ul class="cards">
        ${cards.map((card) => cardOf(card, false))}
      </ul>
    </section>`;
  }
}

customElements.define('similar-homes', SimilarHomes);
