// The agent's listings, newest first, by status if wanted.

import { html, nothing } from 'lit';

import { LISTING_STATUSES } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { failure, missing } from '../shared/failure.js';
import { cityLine, streetLine } from '../shared/address.js';
import { dateTime } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { agentsPrice } from '../shared/price.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';
import { Part } from './part.js';

const words = texts.list;
const PAGE_SIZE = 24;

/** @typedef {import("./desk.js").Listing} Listing */

class ListingList extends Part {
  /** @override */
  static properties = { desk: {}, status: {}, listings: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.status = '';
    /** @type {Listing[]} */
    this.listings = [];
    /** @type {string | undefined} */
    this.cursor = undefined;
    this.first = new Load(this, {
      task: ([status], { signal }) => this.#page(status, undefined, signal),
      args: () => /** @type {const} */ ([this.status]),
      onComplete: ({ listings, cursor }) => ([this.listings, this.cursor] = [listings, cursor]),
    });
    this.following = new Load(this, {
      autoRun: false,
      task: ([status, cursor], { signal }) => this.#page(status, cursor, signal),
      args: () => /** @type {const} */ ([this.status, this.cursor]),
      onComplete: (page) => void this.#append(page),
    });
  }

  /** @param {string} status @param {string | undefined} cursor @param {AbortSignal} signal */
  async #page(status, cursor, signal) {
    if (!cursor) [this.listings, this.cursor] = [[], undefined];
    if (!cursor) this.following.clear();
    const page = await this.desk.listings(queryOf(status, cursor));
    signal.throwIfAborted(); // another status is wanted by now
    return page;
  }

  /** @param {{ listings: Listing[], cursor: string | undefined }} page */
  async #append({ listings, cursor }) {
    const { length } = this.listings;
    [this.listings, this.cursor] = [[...this.listings, ...listings], cursor];
    announce(words.shown(this.listings.length));
    await this.focusOn(`.listings li:nth-child(${length + 1}) a`);
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
    return html`
      <header class="title bar">
        <h1>${title}</h1>
        <a class="button" href="/agent/new">${texts.app.create}</a>
      </header>
      <nav class="filter" aria-label=${words.filter}>
        ${['', ...LISTING_STATUSES].map((status) => this.#filter(status))}
      </nav>
      ${
        this.listings.length
          ? html`<ul class="listings">
              ${this.listings.map((listing) => entry(listing, () => void this.renew(listing)))}
            </ul>`
          : nothing
      }
      ${this.#state()}
    `;
  }

  /** @param {string} status */
  #filter(status) {
    const name = status ? texts.status[/** @type {"DRAFT"} */ (status)] : words.all;
    return html`<a
      href="/agent/${status ? `?status=${status}` : ''}"
      aria-current=${status === this.status ? 'true' : nothing}
      >${name}</a
    >`;
  }

  #state() {
    const load = this.listings.length ? this.following : this.first;
    if (load.error) return failure(load.error, { retry: load.retry, isInline: load === this.following });
    if (load.isPending) return missing(load.error, load.retry);
    if (this.cursor) {
      return html`<p>
        <button type="button" class="button quiet" @click=${this.following.retry}>${words.more}</button>
      </p>`;
    }
    if (this.listings.length) return nothing;
    return this.status
      ? html`<p class="notice">${words.emptyStatus}</p>`
      : html`<section class="notice">
          <h2>${words.empty}</h2>
          <p>${words.emptyHelp}</p>
          <p><a class="button" href="/agent/new">${texts.app.create}</a></p>
        </section>`;
  }
}

/** @param {string} status as the address has it: the API checks it @param {string | undefined} cursor */
const queryOf = (status, cursor) =>
  /** @type {import("./desk.js").ListQuery} */ ({
    limit: PAGE_SIZE,
    ...(status ? { status } : {}),
    ...(cursor ? { cursor } : {}),
  });

/** @param {Listing} listing @param {() => void} renew */
function entry(listing, renew) {
  const { property_id, headline, country, status, is_public, images, modified_at } = listing;
  const ready = images.filter((image) => image.status === 'READY');
  const [cover] = ready;
  return html`<li class="card">
    ${
      cover
        ? html`<img
            src=${cover.urls?.['320'] ?? ''}
            alt=""
            width=${cover.width ?? 320}
            height=${cover.height ?? 240}
            loading="lazy"
            @error=${renew}
          />`
        : html`<div class="none" aria-hidden="true">${words.noImage}</div>`
    }
    <div>
      <h2><a href="/agent/listings/${property_id}">${headline || streetLine(listing)}</a></h2>
      <p class="faint">${headline ? `${streetLine(listing)}, ` : nothing}${cityLine(listing)}, ${country}</p>
      <p>
        ${badge(status)}
        ${is_public && status !== 'APPROVED' ? html`<span class="badge good">${texts.status.public}</span>` : nothing}
        <strong>${agentsPrice(listing)}</strong>
      </p>
      <p class="faint">${words.images(ready.length)} · ${words.changed(dateTime(modified_at))}</p>
    </div>
  </li>`;
}

customElements.define('listing-list', ListingList);
