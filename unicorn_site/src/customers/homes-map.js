// The homes of a search on a map, up to a hundred. A part of it can be searched: it is a filter like the others.

import { html, nothing } from 'lit';
import '../map/map-view.js';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/map.js';
import { texts as shared } from '../texts/shared.js';
import { filtersOf } from './addresses.js';
import { search } from './calls.js';
import { EVERYWHERE, homesOn } from './on-map.js';

const words = texts.search;
const SHOWN = 100;

export class HomesMap extends Element {
  static properties = {
    locality: { attribute: false },
    query: { attribute: false },
    box: { state: true },
    near: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./calls.js').Locality} */
    this.locality = { country: '' };
    this.query = new URLSearchParams();
    /** What the map shows, once somebody has moved it. */
    this.box = '';
    /** The home whose card is pointed at. */
    this.near = '';
    this.found = new Load(this, {
      task: ([country, city, street, query], { signal }) => {
        const filters = filtersOf(new URLSearchParams(query));
        return search({ country, city, street }, { bbox: EVERYWHERE, ...filters, limit: SHOWN }, signal);
      },
      args: () =>
        /** @type {const} */ ([this.locality.country, this.locality.city, this.locality.street, this.query.toString()]),
      onComplete: ({ cards, cursor }) => {
        this.box = '';
        announce(said(cards.length, Boolean(cursor), this.query.get('bbox') ?? ''));
      },
    });
    this.point = (/** @type {Event} */ { target }) => this.#point(/** @type {HTMLElement} */ (target));
  }

  connectedCallback() {
    super.connectedCallback();
    for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, this.point);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const kind of ['pointerover', 'focusin']) document.removeEventListener(kind, this.point);
  }

  /** Mark the dot of the card that is pointed at. @param {HTMLElement} target */
  #point(target) {
    const link = target.closest?.('.card')?.querySelector('h3 a');
    const address = link?.getAttribute('href');
    this.near = homesOn(this.found.value?.cards ?? []).find((home) => home.address === address)?.id ?? '';
  }

  /** @param {string} box nothing to search everywhere */
  #go(box) {
    const next = new URLSearchParams(this.query);
    if (box) next.set('bbox', box);
    else next.delete('bbox');
    next.sort();
    navigate(`${location.pathname}${next.size ? `?${next}` : ''}`, { keep: true });
    /** @type {HTMLElement | null} */ (this.querySelector('.actions button'))?.focus(); // the other one goes
  }

  /** The ways to another part of the map. @param {string} box that is searched */
  #actions(box) {
    const here = () => this.box && this.#go(this.box);
    return html`<div class="actions">
      <button type="button" class="button" aria-disabled=${this.box ? 'false' : 'true'} @click=${here}>
        ${words.here}
      </button>
      ${
        box
          ? html`<button type="button" class="button quiet" @click=${() => this.#go('')}>${words.everywhere}</button>`
          : nothing
      }
    </div>`;
  }

  render() {
    const { value, error, retry } = this.found;
    if (error) return failure(error, { retry });
    if (!value) return html`<p class="faint">${shared.failed.loading}</p>`;
    const homes = homesOn(value.cards);
    const box = this.query.get('bbox') ?? '';
    return html`<div class="map-part">
      <map-view
        .homes=${homes}
        .box=${box}
        .label=${words.label}
        .near=${this.near}
        @moved=${(/** @type {CustomEvent<string>} */ { detail }) => (this.box = detail)}
      ></map-view>
      ${this.#actions(box)}
      <p class="faint">${said(homes.length, Boolean(value.cursor), box)} ${texts.help} ${texts.outlines}.</p>
    </div>`;
  }
}

/** How many homes the map shows. @param {number} count @param {boolean} hasMore @param {string} box that is searched */
function said(count, hasMore, box) {
  if (!count) return box ? words.noneHere : words.none;
  return hasMore ? words.first(count) : words.shown(count);
}

customElements.define('homes-map', HomesMap);
