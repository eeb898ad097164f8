// `/saved`: the homes that this browser remembers. One that is gone is named once, and forgotten.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { details } from './calls.js';
import { cardOf, skeletons } from './card.js';
import { crumbs } from './crumbs.js';
import { forget, kept, onKept } from './kept-homes.js';

/** @typedef {import('./kept-homes.js').KeptHome} KeptHome */
/** @typedef {import('./kept-homes.js').List} List */
/** @typedef {import('../shared/types.js').Card} Card */

const words = texts.saved;
const LISTS = /** @type {List[]} */ (['saved', 'seen']);
const EAGER = 3;

export class SavedPage extends Element {
  static properties = { gone: { state: true } };

  constructor() {
    super();
    /** The names of those that are not on offer any more. @type {string[]} */
    this.gone = [];
    /** What is known of a home by its id; null of one that is gone. @type {Map<string, Promise<Card | null>>} */
    this.asked = new Map();
    this.homes = new Load(this, { task: ([ids], { signal }) => this.#find(ids, signal), args: () => [this.ids] });
    this.connection = new AbortController();
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = `${words.title}: ${shared.brand}`;
    this.connection = new AbortController();
    onKept(() => this.requestUpdate(), this.connection.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.connection.abort();
  }

  /** The ids of all homes in both lists, as one text: a change of it is a change of what is to be loaded. */
  get ids() {
    return [...new Set(LISTS.flatMap((list) => kept(list).map(({ id }) => id)))].join(' ');
  }

  /** @param {string} ids @param {AbortSignal} signal */
  async #find(ids, signal) {
    const found = await Promise.all(
      ids
        .split(' ')
        .filter(Boolean)
        .map(async (id) => /** @type {const} */ ([id, await this.#cardOf(id, signal)])),
    );
    this.#forgetGone(found.filter(([, card]) => card === null).map(([id]) => id));
    return new Map(found);
  }

  /** @param {string} id @param {AbortSignal} signal */
  async #cardOf(id, signal) {
    const known = this.asked.get(id) ?? cardOfHome(id, signal);
    this.asked.set(id, known);
    try {
      return await known;
    } catch (error) {
      this.asked.delete(id);
      throw error;
    }
  }

  /** @param {string[]} ids */
  #forgetGone(ids) {
    const names = LISTS.flatMap((list) => kept(list)).filter(({ id }) => ids.includes(id));
    this.gone = [...this.gone, ...new Set(names.map(({ name }) => name))];
    for (const list of LISTS) for (const id of ids) forget(list, id);
    if (names.length) announce(words.gone(this.gone));
  }

  render() {
    const [saved, seen] = LISTS.map((list) => kept(list));
    const isSaved = new Set(saved.map(({ id }) => id));
    const others = seen.filter(({ id }) => !isSaved.has(id));
    return html`${crumbs([{ name: words.title }])}
      <h1>${words.title}</h1>
      <p class="faint lead">${words.lead}</p>
      ${this.gone.length ? html`<p class="message warn">${words.gone(this.gone)}</p>` : nothing}
      ${saved.length || others.length ? nothing : this.nothing()} ${this.homes.error ? this.failed() : nothing}
      ${this.list('saved', saved)} ${this.list('seen', others)}`;
  }

  failed() {
    return failure(this.homes.error, { retry: this.homes.retry, isInline: true });
  }

  nothing() {
    return html`<section class="notice">
      <h2>${words.none}</h2>
      <p>${words.noneBody}</p>
      <a class="button" href="/">${shared.notFound.home}</a>
    </section>`;
  }

  /** @param {List} list @param {KeptHome[]} homes */
  list(list, homes) {
    if (!homes.length) return nothing;
    const known = this.homes.value;
    const cards = homes.map(({ id }) => known?.get(id)).filter((card) => card != null);
    const waiting = this.homes.error ? 0 : homes.length - cards.length;
    return html`<section class="kept" aria-labelledby=${`kept-${list}`}>
      <div class="heading">
        <h2 id=${`kept-${list}`}>${words[list]}</h2>
        <button type="button" class="button quiet" @click=${() => this.clear(list)}>${words.clear[list]}</button>
      </div>
      <ul class="cards" aria-busy=${waiting ? 'true' : 'false'}>
        ${cards.map((card, index) => cardOf(card, index < EAGER))} ${skeletons(waiting)}
      </ul>
    </section>`;
  }

  /** @param {List} list */
  clear(list) {
    for (const { id } of kept(list)) forget(list, id);
    announce(words.cleared);
    /** @type {HTMLElement | null} */ (document.getElementById('content'))?.focus({ preventScroll: true });
  }
}

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Card | null>} */
async function cardOfHome(id, signal) {
  const [country, city, street, number] = id.split('/');
  try {
    const { images, ...listing } = await details({ country, city, street, number }, signal);
    return /** @type {Card} */ (/** @type {unknown} */ ({ ...listing, image: images[0] }));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

customElements.define('saved-page', SavedPage);
