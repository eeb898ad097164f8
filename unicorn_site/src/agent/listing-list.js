// The agent's listings: by status, by words, in an order, and how many there are of each status.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { LISTING_STATUSES } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { failure, missing } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/agent.js';
import { SORTS, countsOf, found } from './found-listings.js';
import { entry } from './listing-entry.js';
import { Part } from './part.js';

const words = texts.list;
const SHOWN_AT_ONCE = 24;
const PAGE_SIZE = 100;
const MOST = 1_000; // listings that are loaded: more would make the page slow

/** @typedef {import("./desk.js").Listing} Listing */
/** @typedef {import("./found-listings.js").Wanted} Wanted */

class ListingList extends Part {
  /** @override */
  static properties = {
    desk: {},
    wanted: {
      hasChanged: (/** @type {Wanted} */ one, /** @type {Wanted} */ other) =>
        !other || addressOf(one) !== addressOf(other),
    },
    listings: { state: true },
    isWhole: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {Wanted} */
    this.wanted = { status: '', words: '', sort: 'newest' };
    /** @type {Listing[]} newest first */
    this.listings = [];
    /** Whether there are no more listings than those that are loaded; undefined until that is known.
     * @type {boolean | undefined} */
    this.isWhole = undefined;
    this.shown = SHOWN_AT_ONCE;
    // One status is asked for alone only if all listings are too many.
    this.load = new Load(this, {
      task: ([status], { signal }) => this.#all(status, signal),
      args: () => /** @type {const} */ ([this.isWhole === false ? this.wanted.status : '']),
    });
  }

  /** Load page after page; those that have come are shown meanwhile. @param {string} status @param {AbortSignal} signal */
  async #all(status, signal) {
    /** @type {Map<string, Listing>} */
    const all = new Map();
    /** @type {string | undefined} */
    let cursor;
    this.listings = [];
    do {
      const page = await this.desk.listings(queryOf(status, cursor, cursor ? PAGE_SIZE : SHOWN_AT_ONCE));
      signal.throwIfAborted(); // another status is wanted by now
      for (const listing of page.listings) all.set(listing.property_id, listing);
      this.listings = [...all.values()];
      cursor = page.cursor;
    } while (cursor && all.size < MOST);
    if (!status) this.isWhole = !cursor;
    return cursor;
  }

  get #found() {
    return found(this.listings, this.wanted);
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('wanted')) this.shown = SHOWN_AT_ONCE;
  }

  async #more() {
    const { shown } = this;
    this.shown += SHOWN_AT_ONCE;
    announce(words.shown(Math.min(this.shown, this.#found.length)));
    await this.focusOn(`.listings li:nth-child(${shown + 1}) a`);
  }

  /** @param {Partial<Wanted>} changed */
  #want(changed) {
    navigate(addressOf({ ...this.wanted, ...changed }), { replace: true });
  }

  /** The address of a photo holds for some minutes; the listing as it is now has a new one. @param {Listing} shown */
  async renew(shown) {
    const now = await this.desk.listing(shown.property_id).catch(() => null);
    if (now) this.listings = this.listings.map((one) => (one === shown ? now : one));
  }

  /** @override */
  render() {
    const { isAdmin } = this.desk.session.agent ?? {};
    const title = isAdmin ? words.titleAll : words.title;
    document.title = `${title}: ${texts.app.agency}`;
    const listings = this.#found;
    return html`
      <header class="title bar">
        <h1>${title}</h1>
        <a class="button" href="/agent/new">${texts.app.create}</a>
      </header>
      ${this.#filters()} ${this.listings.length ? this.#search() : nothing}
      ${
        listings.length
          ? html`<ul class="listings">
              ${listings.slice(0, this.shown).map((listing) => entry(listing, () => void this.renew(listing)))}
            </ul>`
          : nothing
      }
      ${this.#state(listings.length)}
    `;
  }

  #filters() {
    const counts = this.isWhole ? countsOf(this.listings) : null;
    return html`<nav class="filter" aria-label=${words.filter}>
      ${['', ...LISTING_STATUSES].map((status) => {
        const name = status ? texts.status[/** @type {"DRAFT"} */ (status)] : words.all;
        return html`<a
          href=${addressOf({ ...this.wanted, status })}
          aria-current=${status === this.wanted.status ? 'true' : nothing}
          >${name}${counts ? html` <span class="count">${counts[status] ?? 0}</span>` : nothing}</a
        >`;
      })}
    </nav>`;
  }

  #search() {
    return html`<div class="row look">
      <div class="field middle">
        <label for="words">${words.search}</label>
        <input
          id="words"
          type="search"
          autocomplete="off"
          .value=${live(this.wanted.words)}
          @input=${(/** @type {any} */ { target }) => this.#want({ words: target.value })}
        />
      </div>
      <div class="field">
        <label for="sort">${words.sort}</label>
        <select id="sort" @change=${(/** @type {any} */ { target }) => this.#want({ sort: target.value })}>
          ${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === this.wanted.sort}>${words.sorts[sort]}</option>`)}
        </select>
      </div>
    </div>`;
  }

  /** What is below the list: how much of it there is, and what is missing. @param {number} count of what was found */
  #state(count) {
    const { error, retry, isPending, value: cursor } = this.load;
    if (error) return failure(error, { retry, isInline: this.listings.length > 0 });
    if (isPending && !this.listings.length) return missing(error, retry);
    const more = html`<button type="button" class="button quiet" @click=${this.#more}>${words.more}</button>`;
    return html`
      ${count > this.shown ? html`<p>${more}</p>` : nothing}
      <p class="faint" role="status">
        ${isPending ? words.loading : nothing} ${this.#isNarrowed ? words.found(count) : nothing}
        ${cursor ? words.most(MOST) : nothing}
      </p>
      ${isPending || count ? nothing : this.#nothingFound()}
    `;
  }

  get #isNarrowed() {
    return Boolean(this.wanted.words.trim());
  }

  #nothingFound() {
    if (this.#isNarrowed) return html`<p class="notice">${words.emptySearch}</p>`;
    if (this.wanted.status) return html`<p class="notice">${words.emptyStatus}</p>`;
    return html`<section class="notice">
      <h2>${words.empty}</h2>
      <p>${words.emptyHelp}</p>
      <p><a class="button" href="/agent/new">${texts.app.create}</a></p>
    </section>`;
  }
}

/** @param {string} status as the address has it: the API checks it @param {string | undefined} cursor @param {number} limit */
const queryOf = (status, cursor, limit) =>
  /** @type {import("./desk.js").ListQuery} */ ({
    limit,
    ...(status ? { status } : {}),
    ...(cursor ? { cursor } : {}),
  });

/** What an address of the list asks for. @param {URLSearchParams} query @returns {Wanted} */
export const wantedOf = (query) => ({
  status: query.get('status') ?? '',
  words: query.get('words') ?? '',
  sort: query.get('sort') ?? 'newest',
});

/** @param {Wanted} wanted */
function addressOf({ status, words: typed, sort }) {
  const stated = Object.entries({ status, words: typed, sort: sort === 'newest' ? '' : sort }).filter(
    ([, text]) => text,
  );
  const query = String(new URLSearchParams(stated));
  return query ? `/agent/?${query}` : '/agent/';
}

customElements.define('listing-list', ListingList);
