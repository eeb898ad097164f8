// One event: a sentence with its time and publisher, and the whole event when opened.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { sentence, texts } from '../texts/live.js';
import { addressOf } from './address.js';
import { exactTime } from './time.js';
import { contextOf, publications, subscriptions, toneOf } from './topology.js';

const COPIED = 2_000; // milliseconds for which the button shows it
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)/g;

export class LiveEventItem extends Element {
  /** @override */
  static properties = { event: { attribute: false }, later: {}, isOpen: { state: true }, isCopied: { state: true } };

  constructor() {
    super();
    this.event = /** @type {import('./feed.js').LiveEvent} */ (/** @type {unknown} */ (undefined));
    /** How long after the one before, in words. */
    this.later = '';
    this.isOpen = false;
    this.isCopied = false;
  }

  /** @override */
  render() {
    const { event } = this;
    return html`<details class="event ${toneOf(event.detail_type)}" @toggle=${this.toggled}>
      <summary>
        <span class="mark" aria-hidden="true"></span>
        <time datetime=${event.time}>${exactTime(event.time)}</time>
        <span class="sentence">${sentence(event)}</span>
        <span class="about">
          ${event.property_id ? html`<span class="property">${event.property_id}</span>` : nothing}
          <span>${texts.contexts[contextOf(event.source)] ?? event.source}</span>
          ${this.later ? html`<span>${texts.later(this.later)}</span>` : nothing}
        </span>
      </summary>
      ${this.isOpen ? this.whole() : nothing}
    </details>`;
  }

  /** @param {Event & {target: HTMLDetailsElement}} toggle */
  toggled({ target }) {
    this.isOpen = target.open;
    this.dispatchEvent(new CustomEvent('choose', { bubbles: true, detail: target.open ? this.event : null }));
  }

  whole() {
    const { event } = this;
    return html`<div class="whole">
      <dl>
        ${row(texts.fields.type, html`<code>${event.detail_type}</code>`)}
        ${row(texts.fields.way, wayOf(event.detail_type))}
        ${event.property_id ? row(texts.fields.property, filter(event.property_id, { property: event.property_id })) : nothing}
        ${event.correlation_id ? row(texts.fields.correlation, filter(event.correlation_id, { correlation: event.correlation_id })) : nothing}
      </dl>
      <div class="json">
        <button type="button" class="button quiet" @click=${this.copy}>
          ${this.isCopied ? texts.copied : texts.copy}
        </button>
        <pre aria-label=${texts.json} role="group"><code>${coloured(this.json)}</code></pre>
      </div>
    </div>`;
  }

  get json() {
    return JSON.stringify(this.event, null, 2);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.json);
    } catch {
      const text = this.querySelector('pre'); // no clipboard here: it is selected, to be copied by hand
      if (text) getSelection()?.selectAllChildren(text);
      return;
    }
    this.isCopied = true;
    setTimeout(() => (this.isCopied = false), COPIED);
  }
}

customElements.define('live-event', LiveEventItem);

/** @param {string} name @param {unknown} value */
function row(name, value) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** @param {string} what @param {Partial<import('./address.js').Shown>} shown */
function filter(what, shown) {
  return html`<a href=${addressOf(shown)} title=${texts.only(what)}>${what}</a>`;
}

/** The way of an event in names of resources. @param {string} event */
function wayOf(event) {
  const by = publications.find((one) => one.event === event)?.by[0];
  const to = subscriptions.filter((one) => one.event === event);
  return html`${to.map(({ rule, queue, reader }) => html`<code>${[by, rule, queue, reader].filter(Boolean).join(' → ')}</code>`)}`;
}

/** JSON with its names, texts and values apart. @param {string} json */
function coloured(json) {
  const parts = [];
  let seen = 0;
  for (const found of json.matchAll(TOKEN)) {
    parts.push(json.slice(seen, found.index));
    const [whole, text, colon] = found;
    const kind = colon ? 'json-name' : text ? 'json-text' : 'json-value';
    parts.push(html`<span class=${kind}>${text ?? whole}</span>${colon ?? ''}`);
    seen = found.index + whole.length;
  }
  return [...parts, json.slice(seen)];
}
