// Where a home is, with the homes around it: as many as there are within the smallest radius that has some.

import { html, nothing } from 'lit';
import '../map/map-view.js';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/map.js';
import { around } from './calls.js';
import { homesOn } from './on-map.js';

/** @typedef {import('../shared/types.js').Details} Details */

const words = texts.place;
const RADII = [500, 2000, 10_000]; // metres
const ENOUGH = 4; // homes
const SHOWN = 50;

export class PlaceMap extends Element {
  static properties = { home: { attribute: false } };

  constructor() {
    super();
    /** @type {Details | undefined} */
    this.home = undefined;
    this.nearby = new Load(this, {
      task: ([home], { signal }) => this.#find(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  /** @param {Details | undefined} home @param {AbortSignal} signal */
  async #find(home, signal) {
    /** @type {{radius: number, cards: import('../shared/types.js').Card[]}} */
    let found = { radius: RADII[0], cards: [] };
    if (!home?.location) return found;
    const place = { latitude: String(home.location.latitude), longitude: String(home.location.longitude) };
    for (const radius of RADII) {
      const cards = await around({ ...place, radius, limit: SHOWN }, signal);
      found = { radius, cards: cards.filter((card) => card.property_id !== home.property_id) };
      if (found.cards.length >= ENOUGH) break;
    }
    return found;
  }

  render() {
    const { home } = this;
    if (!home?.location) return nothing;
    const { latitude, longitude, shown } = home.location;
    const { radius, cards } = this.nearby.value ?? { radius: 0, cards: [] };
    const place = `${texts.degrees(latitude, texts.directions.north, texts.directions.south)}, ${texts.degrees(longitude, texts.directions.east, texts.directions.west)}`;
    const own = homesOn([home]).map((one) => ({ ...one, name: `${words.here}: ${one.name}` }));
    return html`<div class="map-part">
      <map-view .homes=${[...own, ...homesOn(cards)]} .near=${home.property_id} .label=${words.label}></map-view>
      <p>
        ${shown === 'rough' ? words.rough : words.at(place)}
        ${radius ? words.nearby(cards.length, texts.distance(radius)) : nothing}
      </p>
      <p class="faint">${texts.help} ${texts.outlines}.</p>
    </div>`;
  }
}

customElements.define('place-map', PlaceMap);
