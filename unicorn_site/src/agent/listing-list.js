// The agent's listings, newest first, by status if wanted.

import { html, nothing } from 'lit';

import { announce } from '../shared/announce.js';
import { failure } from '../shared/failure.js';
import { dateTime, money } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';
import { Part } from './part.js';

const words = texts.list;
const STATUSES = /** @type {const} */ (['DRAFT', 'PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN']);

/** @typedef {import("./desk.js").Listing} Listing */

class ListingList extends Part {
  /** @override */
  static properties = { desk: {}, status: {}, listings: { state: true } };

  constructor() {
    super();
    this.load = new Load(this);
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.status = '';
    /** @type {Listing[]} */
    this.listings = [];
    /** @type {string | null} */
    this.next = null;
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('status')) return;
    [this.listings, this.next] = [[], null];
    const query = new URLSearchParams({ limit: '24', ...(this.status ? { status: this.status } : {}) });
    void this.load.run((signal) => this.#page(`?${query}`, signal));
  }

  /** Show another page, unless something else is wanted by the time it comes. @param {string} query @param {AbortSignal} signal */
  async #page(query, signal) {
    const page = await this.desk.listings(query);
    if (signal.aborted) return;
    const isMore = this.listings.length > 0;
    this.listings = [...this.listings, ...page.listings];
    this.next = page.next;
    if (!isMore) return;
    announce(words.shown(this.listings.length));
    await this.focusOn(`.listings li:nth-child(${this.listings.length - page.listings.length + 1}) a`);
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
      <nav class="filter" aria-label=${words.filter}>${['', ...STATUSES].map((status) => this.#filter(status))}</nav>
      ${
        this.listings.length
          ? html`<ul class="listings">
              ${this.listings.map(entry)}
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
    if (this.load.state === 'failed') return failure(this.load.error, () => this.load.retry());
    if (this.load.state === 'loading') return html`<p class="faint" role="status">${texts.app.loading}</p>`;
    if (this.next) {
      const { next } = this;
      return html`<p>
        <button type="button" class="button quiet" @click=${() => this.load.run((signal) => this.#page(next, signal))}>
          ${words.more}
        </button>
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

/** @param {Listing} listing */
function entry({
  property_id,
  headline,
  street,
  number,
  city,
  country,
  status,
  is_public,
  listprice,
  currency,
  images,
  modified_at,
}) {
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
          />`
        : html`<div class="none" aria-hidden="true">${words.noPicture}</div>`
    }
    <div>
      <h2><a href="/agent/listings/${property_id}">${headline || `${number} ${street}`}</a></h2>
      <p class="faint">${headline ? `${number} ${street}, ` : nothing}${city}, ${country}</p>
      <p>
        ${badge(status)}
        ${is_public && status !== 'APPROVED' ? html`<span class="badge good">${texts.status.public}</span>` : nothing}
        <strong>${money(listprice, currency)}</strong>
      </p>
      <p class="faint">${words.pictures(ready.length)} · ${words.changed(dateTime(modified_at))}</p>
    </div>
  </li>`;
}

customElements.define('listing-list', ListingList);
