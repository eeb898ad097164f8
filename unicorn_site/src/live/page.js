// The page: it follows the feed; the map and the list show the same events.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { config } from '../shared/config.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { sentence, texts } from '../texts/live.js';
import { filterForm, legend, patterns, statusBar, table, trouble } from './controls.js';
import { eventsSection } from './events.js';
import { Feed } from './feed.js';
import './map.js';

/** @typedef {import('./feed.js').LiveEvent} LiveEvent */

const ROOM = 30; // events that a list shows at first
const ANNOUNCED_EVERY = 10_000; // milliseconds

export class LivePage extends Element {
  /** @override */
  static properties = { shown: { attribute: false }, chosen: { state: true }, room: { state: true } };

  constructor() {
    super();
    this.shown = /** @type {import('./address.js').Shown} */ ({ property: '', correlation: '', view: 'list' });
    /** The event that a person has opened. @type {LiveEvent | null} */
    this.chosen = null;
    this.room = ROOM;
    this.announcedAt = 0;
    this.feed = new Feed(this, (news) => this.announce(news));
    this.config = new Load(this, { task: config, args: () => [] });
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!this.config.value?.live) return;
    const filter = {
      ...(this.shown.property ? { property_id: this.shown.property } : {}),
      ...(this.shown.correlation ? { correlation_id: this.shown.correlation } : {}),
    };
    if (this.followed === JSON.stringify(filter)) return;
    this.followed = JSON.stringify(filter);
    this.room = ROOM;
    if (changed.has('shown')) this.chosen = null;
    this.feed.start(filter);
  }

  /** @param {LiveEvent[]} news */
  announce(news) {
    this.map?.play(news.map((event) => event.detail_type));
    if (Date.now() - this.announcedAt < ANNOUNCED_EVERY) return;
    this.announcedAt = Date.now();
    announce(texts.news(news.length, sentence(news[news.length - 1])));
  }

  /** @param {CustomEvent<LiveEvent | null>} choice */
  choose({ detail }) {
    if (detail) this.map?.play([detail.detail_type]);
    this.chosen = detail;
  }

  get map() {
    return /** @type {import('./map.js').LiveMap | null} */ (this.querySelector('live-map'));
  }

  /** The number of publication requests without an evaluation among these events. */
  get underWay() {
    const of = (/** @type {string} */ kind) => this.feed.events.filter((event) => event.detail_type === kind);
    const answered = new Set(of('PublicationEvaluationCompleted').map(({ detail }) => detail.request_id));
    return of('PublicationApprovalRequested').filter(({ detail }) => !answered.has(detail.request_id)).length;
  }

  /** @override */
  render() {
    const { error, retry } = this.config;
    if (error) return failure(error, { retry });
    if (this.config.value?.live === false) return off();
    const { feed } = this;
    const latest = this.chosen ?? feed.events.at(-1);
    return html`<header class="intro">
        <div>
          <h1>${texts.title}</h1>
          <p>${texts.lead}</p>
        </div>
        ${feed.isRejected ? nothing : statusBar(feed)}
      </header>
      ${trouble(feed)}
      <figure class="map">
        <live-map .shown=${latest?.detail_type ?? ''} .underWay=${this.underWay}></live-map>
        <figcaption>${legend()}${patterns()}${table()}</figcaption>
      </figure>
      ${filterForm(this.shown, feed.error)}
      <div @choose=${this.choose}>
        ${feed.status === 'loading' || feed.isRejected ? nothing : eventsSection(feed.events, this.shown, this.room, () => (this.room += ROOM))}
      </div>`;
  }
}

customElements.define('live-page', LivePage);

function off() {
  return html`<section class="notice">
    <h1>${texts.off.title}</h1>
    <p>${texts.off.body}</p>
  </section>`;
}
