// The button that saves a home in this browser, or takes it out again.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { texts } from '../texts/customers.js';
import { forget, keep, kept, onKept } from './kept-homes.js';

const words = texts.saved;

export class SaveHome extends Element {
  static properties = { home: {}, name: {}, message: { state: true } };

  constructor() {
    super();
    /** Its id. */
    this.home = '';
    this.name = '';
    this.message = '';
    this.connection = new AbortController();
  }

  connectedCallback() {
    super.connectedCallback();
    this.connection = new AbortController();
    onKept(() => this.requestUpdate(), this.connection.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.connection.abort();
  }

  get isSaved() {
    return kept('saved').some(({ id }) => id === this.home);
  }

  change() {
    const wasSaved = this.isSaved;
    const done = wasSaved ? forget('saved', this.home) : keep('saved', { id: this.home, name: this.name });
    this.message = done ? (wasSaved ? words.removed : words.done) : words.notKept;
    announce(this.message);
  }

  render() {
    return html`<button type="button" class="button quiet" @click=${this.change}>
        ${heart(this.isSaved)} ${this.isSaved ? words.remove : words.save}
      </button>
      ${this.message ? html`<span class="faint">${this.message} <a href="/saved">${words.title}</a></span>` : nothing}`;
  }
}

/** @param {boolean} isFull */
const heart = (isFull) =>
  html`<svg class="heart ${isFull ? 'full' : ''}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M12 20.5 4 12.3a5 5 0 0 1 7.1-7l.9.9.9-.9a5 5 0 0 1 7.1 7z" />
  </svg>`;

customElements.define('save-home', SaveHome);
