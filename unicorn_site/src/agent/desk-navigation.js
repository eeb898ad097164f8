// The navigation of the agents' desk: listings, the inbox with the number of new enquiries, viewings; for admins reviews.

import { html, nothing } from 'lit';

import { Load } from '../shared/load.js';
import { onAddress } from '../shared/router.js';
import { texts as agenda } from '../texts/agenda.js';
import { texts } from '../texts/agent.js';
import { texts as reviews } from '../texts/reviews.js';
import { Part } from './part.js';

const words = texts.inbox;

class DeskNavigation extends Part {
  /** @override */
  static properties = { desk: {}, agent: {}, admin: {}, fresh: { state: true }, waiting: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.agent = '';
    this.admin = false;
    this.fresh = 0;
    this.waiting = 0;
    this.count = new Load(this, {
      task: () => this.desk.enquiries({ state: 'NEW', limit: 1 }),
      args: () => /** @type {const} */ ([this.agent]),
      onComplete: ({ fresh }) => (this.fresh = fresh),
    });
    this.reviews = new Load(this, {
      task: async ([, admin]) => (admin ? this.desk.reviews({ limit: 1 }) : { waiting: 0 }),
      args: () => /** @type {const} */ ([this.agent, this.admin]),
      onComplete: ({ waiting }) => (this.waiting = waiting),
    });
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    const app = this.closest('agent-app') ?? document;
    app.addEventListener('new-enquiries', (event) => (this.fresh = /** @type {CustomEvent} */ (event).detail));
    app.addEventListener('open-reviews', (event) => (this.waiting = /** @type {CustomEvent} */ (event).detail));
    app.addEventListener('enquiry-moved', (event) => this.#moved(/** @type {CustomEvent} */ (event).detail));
    onAddress(() => this.requestUpdate());
  }

  /** The API's own count may be a moment behind. @param {{ from: string, to: string }} move */
  #moved({ from, to }) {
    this.fresh = Math.max(0, this.fresh + Number(to === 'NEW') - Number(from === 'NEW'));
  }

  /** @override */
  render() {
    const inInbox = location.pathname === '/agent/enquiries';
    return html`<nav class="desk" aria-label=${words.navigation}>
      <a href="/agent/" aria-current=${location.pathname === '/agent/' ? 'page' : nothing}>${texts.app.listings}</a>
      <a href="/agent/enquiries" aria-current=${inInbox ? 'page' : nothing}
        >${words.title}${this.fresh ? html` <span class="badge warn">${words.fresh(this.fresh)}</span>` : nothing}</a
      >
      <a href="/agent/viewings" aria-current=${location.pathname === '/agent/viewings' ? 'page' : nothing}
        >${agenda.title}</a
      >
      ${this.admin ? this.#reviewsLink() : nothing}
    </nav>`;
  }

  #reviewsLink() {
    return html`<a href="/agent/reviews" aria-current=${location.pathname === '/agent/reviews' ? 'page' : nothing}
      >${reviews.title}${this.waiting ? html` <span class="badge warn">${reviews.waiting(this.waiting)}</span>` : nothing}</a
    >`;
  }
}

customElements.define('desk-navigation', DeskNavigation);
