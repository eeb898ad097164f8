// `/search/{country}/{city}[/{street}]`: the homes at a place. Going back shows what was there, where it was.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { words as spelled } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { entry, keep } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { cardOf, skeletons } from './card.js';
import { crumbs } from './crumbs.js';
import { namesOf, page, queryOf, searchAddress } from './places.js';
import { cleared, isFiltered } from './search-filters.js';

/** @typedef {import('./places.js').Page} Page */

const words = texts.search;
const EAGER = 6; // cards that are seen first on a wide window
/** What was found, by entry of the history. @type {Map<string, Page>} */
const found = new Map();
const REMEMBERED = 30;

export class SearchPage extends Element {
  static properties = { country: {}, city: {}, street: {}, query: { attribute: false } };

  constructor() {
    super();
    this.country = '';
    this.city = '';
    this.street = '';
    this.query = new URLSearchParams();
    /** @type {Load<Page>} */
    this.page = new Load(this);
    /** @type {Load<Page>} */
    this.following = new Load(this);
    /** For the place's names where no home tells them. @type {Load<{country?: string, city?: string}>} */
    this.named = new Load(this);
    /** The search whose homes are shown. */
    this.shown = '';
  }

  get address() {
    return searchAddress(this.country, this.city, this.street || undefined);
  }

  willUpdate() {
    const wanted = this.address + queryOf(this.query);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.following.clear();
    const before = found.get(entry().key);
    if (before) this.page.set('done', before, undefined);
    else void this.look();
  }

  /** Fetch the first page, and as many more as this entry of the history has shown before. */
  async look() {
    const pages = entry().pages ?? 1;
    await this.page.run(async (signal) => {
      let all = await page(this.address, queryOf(this.query), signal);
      for (let more = 1; more < pages && all.next; more++)
        all = joined(all, await page(this.address, all.next, signal));
      return all;
    });
    this.settle();
  }

  async more() {
    const before = this.page.value;
    const next = before?.next;
    if (!before || !next) return;
    await this.following.run((signal) => page(this.address, next, signal));
    if (this.following.state !== 'done' || !this.following.value) return;
    this.page.set('done', joined(before, this.following.value), undefined);
    keep({ pages: (entry().pages ?? 1) + 1 });
    this.settle();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`.card:nth-child(${before.cards.length + 1}) a`))?.focus();
  }

  /** Remember what was found, and say how much it is. */
  settle() {
    const { state, value } = this.page;
    if (state !== 'done' || !value) return;
    found.delete(entry().key);
    found.set(entry().key, value);
    if (found.size > REMEMBERED) found.delete(/** @type {string} */ (found.keys().next().value));
    if (!value.cards.length) void this.named.run((signal) => namesOf(this.country, this.city, signal));
    announce(value.cards.length ? words.shown(value.cards.length, Boolean(value.next)) : words.none);
  }

  render() {
    const names = this.names();
    const place = this.street ? `${names.street}, ${names.city}` : names.city;
    document.title = `${words.title(place)}: ${shared.brand}`;
    return html`${crumbs([
        { name: names.country, address: searchAddress(this.country) },
        ...(this.street
          ? [{ name: names.city, address: searchAddress(this.country, this.city) }, { name: names.street }]
          : [{ name: names.city }]),
      ])}
      <h1>${words.title(place)}</h1>
      <search-filters .query=${this.query}></search-filters>
      ${this.results()}`;
  }

  /** The place's names as people write them: a home that is there tells them. */
  names() {
    const card = this.page.value?.cards[0];
    return {
      country: card?.country ?? this.named.value?.country ?? spelled(this.country),
      city: card?.city ?? this.named.value?.city ?? spelled(this.city),
      street: card?.street ?? spelled(this.street),
    };
  }

  results() {
    const { state, value, error } = this.page;
    if (state === 'failed') return this.failed(error);
    if (state === 'loading' || !value) {
      return html`<h2 class="count">${words.loading}</h2>
        <ul class="cards" aria-busy="true">
          ${skeletons(EAGER)}
        </ul>`;
    }
    if (!value.cards.length) return this.nothing();
    return html`<h2 class="count">${words.shown(value.cards.length, Boolean(value.next))}</h2>
      <ul class="cards">
        ${value.cards.map((card, index) => cardOf(card, index < EAGER))}
      </ul>
      ${this.following.state === 'failed' ? failure(this.following.error, () => void this.more()) : nothing}
      ${value.next && this.following.state !== 'failed' ? this.moreButton() : nothing}`;
  }

  moreButton() {
    const busy = this.following.state === 'loading';
    return html`<p class="more">
      <button
        type="button"
        class="button quiet"
        aria-disabled=${busy ? 'true' : 'false'}
        @click=${() => !busy && this.more()}
      >
        ${busy ? words.loading : words.more}
      </button>
    </p>`;
  }

  /** @param {unknown} error */
  failed(error) {
    const filters = error instanceof ApiProblem && error.status === 400 && isFiltered(this.query);
    return html`${failure(error, this.page.retry)}
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

/** @param {Page} before @param {Page} after @returns {Page} */
const joined = (before, after) => ({ cards: [...before.cards, ...after.cards], next: after.next });

customElements.define('search-page', SearchPage);
