// The search box: one field for a locality and filters. It suggests localities while one types (the combobox pattern of ARIA);
// what the Web API did not understand of a text is said below it.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { localityAddress } from './addresses.js';
import { understand } from './calls.js';

/** @typedef {import('../shared/types.js').NamedLocality} NamedLocality */

const words = texts.box;
const PAUSE = 150; // milliseconds without a key before it asks
const MAX = 200; // characters

export class SearchBox extends Element {
  static properties = { text: {}, typed: { state: true }, active: { state: true }, isOpen: { state: true } };

  constructor() {
    super();
    /** What the page was asked for. */
    this.text = '';
    /** What is in the field. @type {string | undefined} */
    this.typed = undefined;
    this.active = -1;
    this.isOpen = false;
    this.timer = 0;
    this.asked = new Load(this, {
      task: ([text], { signal }) => (text ? understand(text, signal) : Promise.resolve(undefined)),
      args: () => /** @type {const} */ ([this.text]),
    });
    this.suggested = new Load(this, {
      autoRun: false,
      task: ([text], { signal }) => understand(text, signal),
      args: () => /** @type {const} */ ([this.value]),
      onComplete: ({ suggestions }) => this.#suggest(suggestions.length),
    });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('text')) this.typed = undefined;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  get value() {
    return this.typed ?? this.text;
  }

  /** @returns {NamedLocality[]} */
  get localities() {
    return (this.isOpen && this.suggested.value?.suggestions) || [];
  }

  /** @param {InputEvent} event */
  type(event) {
    this.typed = /** @type {HTMLInputElement} */ (event.target).value;
    clearTimeout(this.timer);
    this.close();
    this.suggested.clear();
    if (this.typed.trim()) this.timer = window.setTimeout(() => void this.suggested.run(), PAUSE);
  }

  /** @param {number} count */
  #suggest(count) {
    this.active = -1;
    this.isOpen = count > 0 && this.contains(document.activeElement);
    if (this.isOpen) announce(words.suggested(count));
  }

  close() {
    this.isOpen = false;
    this.active = -1;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { length } = this.localities;
    if (event.key === 'Escape' && length) this.close();
    else if (event.key === 'ArrowDown' && length) this.active = (this.active + 1) % length;
    else if (event.key === 'ArrowUp' && length) this.active = (this.active <= 0 ? length : this.active) - 1;
    else if (event.key === 'Enter' && this.active >= 0) this.choose(this.localities[this.active]);
    else return;
    event.preventDefault();
  }

  /** @param {NamedLocality} locality */
  choose(locality) {
    const filters = this.suggested.value?.filters ?? {};
    this.leave(localityAddress(locality, filters, this.value));
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    if (this.value.trim()) this.leave(`/search/?${new URLSearchParams({ q: this.value.trim() })}`);
  }

  /** @param {string} address */
  leave(address) {
    clearTimeout(this.timer);
    this.suggested.clear();
    this.close();
    navigate(address);
  }

  render() {
    const { localities, active } = this;
    const unread = (this.typed === undefined && this.asked.value?.not_understood) || [];
    return html`<form class="box" role="search" action="/search/" @submit=${this.submit}>
      <label id="typed-label" for="typed">${words.label}</label>
      <div class="row">
        <input
          type="search"
          id="typed"
          name="q"
          maxlength=${MAX}
          .value=${live(this.value)}
          placeholder=${words.example}
          autocomplete="off"
          enterkeyhint="search"
          role="combobox"
          aria-labelledby="typed-label"
          aria-autocomplete="list"
          aria-controls="localities"
          aria-expanded=${localities.length ? 'true' : 'false'}
          aria-activedescendant=${active >= 0 ? `locality-${active}` : nothing}
          @input=${this.type}
          @keydown=${this.press}
          @blur=${this.close}
        />
        <button class="button">${words.button}</button>
        <ul id="localities" role="listbox" aria-label=${words.list} ?hidden=${!localities.length}>
          ${localities.map((locality, index) => this.option(locality, index))}
        </ul>
      </div>
      ${unread.length ? html`<p class="unread">${words.unread(unread)}</p>` : nothing}
    </form>`;
  }

  /** A press of the mouse keeps the focus in the field, so that the list is still there when it is released.
   * @param {NamedLocality} locality @param {number} index */
  option(locality, index) {
    return html`<li
      id=${`locality-${index}`}
      role="option"
      aria-selected=${index === this.active ? 'true' : 'false'}
      @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
      @mouseup=${() => this.choose(locality)}
    >
      ${locality.name} <span class="faint">${locality.within}</span>
    </li>`;
  }
}

customElements.define('search-box', SearchBox);
