// `/search/{country}/{city}[/{street}]`, `/search-homes/{country}`: the homes in a city, street or country. Going back shows the same homes at the same scroll position.

import { html, nothing } from 'lit';
import { cityName } from '../shared/address.js';
import { announce } from '../shared/announce.js';
import '../shared/deferred-part.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { entry, keep } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { cardOf, skeletons } from './card.js';
import { crumbs } from './crumbs.js';
import { filtersOf, searchAddress } from './addresses.js';
import { namesOf, search } from './calls.js';
import './search-box.js';
import { cleared, isFiltered } from './search-filters.js';

/** @typedef {import('./calls.js').CardPage} CardPage */

const words = texts.search;
const saveCode = () => import('./save-search.js');
const mapCode = () => import('./maps.js');
const EAGER = 6; // cards that are seen first on a wide window
/** The homes shown by each entry of the history. @type {Map<string, CardPage>} */
const shown = new Map();
const REMEMBERED = 30;

export class SearchPage extends Element {
  static properties = {
    country: {},
    city: {},
    street: {},
    query: { attribute: false },
    found: { state: true },
    saves: { state: true },
    maps: { state: true },
  };

  constructor() {
    super();
    this.country = '';
    this.city = '';
    this.street = '';
    this.query = new URLSearchParams();
    /** Whether somebody has opened the map. */
    this.maps = false;
    /** @type {CardPage} */
    this.found = { cards: [], cursor: undefined };
    /** Whether the form that saves the search was opened. */
    this.saves = false;
    /** The currencies of all homes seen in this city. @type {Set<string>} */
    this.currencies = new Set();
    this.first = new Load(this, {
      task: ([country, city, street, query], { signal }) => this.#find({ country, city, street }, query, signal),
      args: () => /** @type {const} */ ([this.country, this.city, this.street, this.query.toString()]),
      onComplete: (page) => this.#show(page),
    });
    this.following = new Load(this, {
      autoRun: false,
      task: (_, { signal }) => search(this.locality, { ...this.filters, cursor: this.found.cursor }, signal),
      args: () => [],
      onComplete: (page) => void this.#append(page),
    });
    /** The names of the country and the city, which a home in it may spell otherwise. */
    this.named = new Load(this, {
      task: ([country, city], { signal }) => namesOf(country, city, signal),
      args: () => /** @type {const} */ ([this.country, this.city]),
    });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('country') || changed.has('city')) this.currencies = new Set();
  }

  get locality() {
    return { country: this.country, city: this.city, street: this.street };
  }

  get filters() {
    return filtersOf(this.query);
  }

  /** Return what this entry of the history has shown before, or fetch it: as many pages as it has shown.
   * @param {import('./calls.js').Locality} locality @param {string} query @param {AbortSignal} signal */
  async #find(locality, query, signal) {
    this.following.clear();
    const remembered = shown.get(entry().key);
    if (remembered) return remembered;
    const filters = filtersOf(new URLSearchParams(query));
    let found = await search(locality, filters, signal);
    for (let pages = entry().pages ?? 1; pages > 1 && found.cursor; pages--)
      found = joined(found, await search(locality, { ...filters, cursor: found.cursor }, signal));
    return found;
  }

  /** @param {CardPage} following */
  async #append(following) {
    const { length } = this.found.cards;
    keep({ pages: (entry().pages ?? 1) + 1 });
    this.#show(joined(this.found, following));
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`.card:nth-child(${length + 1}) a`))?.focus();
  }

  /** Show what was found, remember it, and announce how much it is. @param {CardPage} found */
  #show(found) {
    this.found = found;
    for (const card of found.cards) this.currencies.add(card.currency);
    shown.delete(entry().key);
    shown.set(entry().key, found);
    if (shown.size > REMEMBERED) shown.delete(/** @type {string} */ (shown.keys().next().value));
    announce(found.cards.length ? words.shown(found.cards.length, Boolean(found.cursor)) : words.none);
  }

  render() {
    const names = this.names();
    const place = this.street ? [names.street, names.city] : [names.city];
    const title = this.city ? words.title(place.filter(Boolean).join(', ')) : texts.country.titleOfHomes(names.country);
    document.title = `${title}: ${shared.brand}`;
    return html`${crumbs(this.steps(names))}
      <search-box .text=${this.query.get('q') ?? ''}></search-box>
      <h1>${title}</h1>
      <search-filters .query=${this.query} .currencies=${[...this.currencies]}></search-filters>
      ${this.map()} ${this.results()} ${this.saving()}`;
  }

  /** The form that saves this search; its code is fetched once it is opened. */
  saving() {
    const content = () => html`<save-search .search=${location.pathname + location.search}></save-search>`;
    return html`<details class="request" @toggle=${() => (this.saves = true)}>
      <summary>${words.save}</summary>
      ${this.saves ? html`<deferred-part .code=${saveCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  /** The homes on a map, open if a part of it is searched. */
  map() {
    const content = () => html`<homes-map .locality=${this.locality} .query=${this.query}></homes-map>`;
    return html`<details
      class="request"
      ?open=${this.maps || this.query.has('bbox')}
      @toggle=${() => (this.maps = true)}
    >
      <summary>${words.map}</summary>
      ${this.maps ? html`<deferred-part .code=${mapCode} .content=${content}></deferred-part>` : nothing}
    </details>`;
  }

  /** The way to this page. @param {ReturnType<SearchPage['names']>} names */
  steps(names) {
    const country = { name: names.country ?? texts.unnamed.country, address: searchAddress(this.country) };
    if (!this.city) return [country, { name: texts.country.homesOf }];
    const city = { name: names.city ?? texts.unnamed.city };
    if (!this.street) return [country, city];
    const address = searchAddress(this.country, this.city);
    return [country, { ...city, address }, { name: names.street ?? texts.unnamed.street }];
  }

  /** The names of the localities; from the first home as far as they are not loaded. No path has them: an id is no name.
   * @returns {{country?: string, city?: string, street?: string}} */
  names() {
    const [card] = this.found.cards;
    const { country = card?.country, city = card && cityName(card) } = this.named.value ?? {};
    return { country, city, street: card?.street };
  }

  results() {
    const { cards, cursor, currency } = this.found;
    const { error, isPending } = this.first;
    if (error) return this.failed(error);
    if (isPending) {
      return html`<h2 class="count">${words.loading}</h2>
        <ul class="cards" aria-busy="true">
          ${skeletons(EAGER)}
        </ul>`;
    }
    if (!cards.length) return this.nothing();
    const { error: moreError, retry } = this.following;
    return html`<h2 class="count">${words.shown(cards.length, Boolean(cursor))}</h2>
      ${currency ? html`<p class="faint lead">${words.inCurrency(currency)}</p>` : nothing}
      <ul class="cards">
        ${cards.map((card, index) => cardOf(card, index < EAGER))}
      </ul>
      ${moreError ? failure(moreError, { retry }) : nothing} ${cursor && !moreError ? this.moreButton() : nothing}`;
  }

  moreButton() {
    const busy = this.following.isPending;
    return html`<p class="more">
      <button
        type="button"
        class="button quiet"
        aria-disabled=${busy ? 'true' : 'false'}
        @click=${() => !busy && this.following.run()}
      >
        ${busy ? words.loading : words.more}
      </button>
    </p>`;
  }

  /** @param {unknown} error */
  failed(error) {
    const filters = error instanceof ApiProblem && error.status === 400 && isFiltered(this.query);
    return html`${failure(error, { retry: this.first.retry })}
    ${filters ? html`<p class="more"><a class="button quiet" href=${cleared(this.query)}>${words.clear}</a></p>` : nothing}`;
  }

  nothing() {
    const filtered = isFiltered(this.query);
    return html`<section class="notice empty">
      <h2>${words.none}</h2>
      <p>${filtered ? words.noneFiltered : words.nonePlain}</p>
      ${
        filtered
          ? html`<a class="button" href=${cleared(this.query)}>${words.clear}</a>`
          : html`<a class="button" href=${searchAddress(this.country, this.street ? this.city : undefined)}
              >${words.nearby}</a
            >`
      }
    </section>`;
  }
}

/** @param {CardPage} before @param {CardPage} after @returns {CardPage} */
const joined = (before, after) => ({ ...after, cards: [...before.cards, ...after.cards] });

customElements.define('search-page', SearchPage);
