// The agent's agenda: times that are free, and viewings that are booked, the next one first.

import { html, nothing } from 'lit';

import { announce } from '../shared/announce.js';
import { failure, missing, outcome } from '../shared/failure.js';
import { date } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { byDay, hoursOf, timeOf } from '../shared/slot-times.js';
import { Submission } from '../shared/submission.js';
import { texts as words } from '../texts/agenda.js';
import { texts } from '../texts/agent.js';
import { confirmed } from './dialogs.js';
import './offer-form.js';
import { Part } from './part.js';

const PAGE_SIZE = 50;

/** @typedef {import("./desk.js").AgendaEntry} Entry */

class ViewingAgenda extends Part {
  /** @override */
  static properties = { desk: {}, entries: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {string | undefined} */
    this.cursor = undefined;
    this.submission = new Submission(this);
    this.first = new Load(this, {
      task: () => this.desk.agenda({ limit: PAGE_SIZE }),
      args: () => [],
      onComplete: ({ entries, cursor }) => ([this.entries, this.cursor] = [entries, cursor]),
    });
    this.following = new Load(this, {
      autoRun: false,
      task: () => this.desk.agenda({ limit: PAGE_SIZE, cursor: this.cursor }),
      onComplete: ({ entries, cursor }) => void this.#append(entries, cursor),
    });
  }

  /** @param {Entry[]} entries @param {string | undefined} cursor */
  async #append(entries, cursor) {
    [this.entries, this.cursor] = [[...this.entries, ...entries], cursor];
    announce(words.shown(this.entries.length));
    if (entries[0]) await this.focusOn(`#${idOf(entries[0])}`);
  }

  /** @param {Entry} entry */
  async #remove(entry) {
    if (await this.submission.run(() => this.desk.removeSlot(entry))) await this.#gone(entry, words.removed);
  }

  /** @param {Entry} entry @param {NonNullable<Entry["viewing"]>} viewing */
  async #cancel(entry, viewing) {
    const question = { title: words.cancelTitle(viewing.name), help: words.cancelHelp, yes: words.cancelYes };
    if (!(await confirmed(question))) return;
    const cancelled = await this.submission.run(() => this.desk.callOff(entry.property_id, viewing));
    if (cancelled) await this.#gone(entry, words.cancelled);
  }

  /** @param {Entry} entry @param {string} done */
  async #gone(entry, done) {
    this.entries = this.entries.filter((one) => one !== entry);
    announce(done);
    await this.focusOn('#agenda');
  }

  /** @override */
  render() {
    document.title = `${words.title}: ${texts.app.agency}`;
    const offered = () => void this.first.run();
    return html`
      <header class="title bar"><h1>${words.title}</h1></header>
      <section class="card" aria-labelledby="offer">
        <h2 id="offer">${words.offer}</h2>
        <offer-form .desk=${this.desk} @slots-offered=${offered}></offer-form>
      </section>
      <h2 id="agenda" class="agenda" tabindex="-1">${words.agenda}</h2>
      ${outcome(this.submission, { note: words.reload })}
      ${byDay(this.entries).map(
        ([day, entries]) =>
          html`<h3 class="agenda">${day}</h3>
            <ul class="inbox slots">
              ${entries.map((entry) => this.#entry(entry))}
            </ul>`,
      )}
      ${this.#rest()}
    `;
  }

  /** @param {Entry} entry */
  #entry(entry) {
    const { property_id, place, viewing, utc_offset } = entry;
    return html`<li class="card">
      <h4 id=${idOf(entry)} tabindex="-1">${hoursOf(entry)} <small class="faint">UTC${utc_offset}</small></h4>
      <p><a href="/agent/listings/${property_id}">${place}</a></p>
      ${viewing ? this.#booking(entry, viewing) : this.#free(entry)}
    </li>`;
  }

  /** @param {Entry} entry */
  #free(entry) {
    return html`<p><span class="badge">${words.free}</span></p>
      ${this.#button(words.remove, entry, () => this.#remove(entry))}`;
  }

  /** @param {Entry} entry @param {NonNullable<Entry["viewing"]>} viewing */
  #booking(entry, viewing) {
    const { name, email, phone, deleted_at } = viewing;
    return html`<p><span class="badge good">${words.booked}</span> <strong>${name}</strong></p>
      <p class="reach">
        ${email ? html`<a href="mailto:${encodeURIComponent(email)}">${email}</a>` : nothing}
        ${phone ? html`<a href="tel:${phone.replace(/[^+0-9]/g, '')}">${phone}</a>` : nothing}
      </p>
      <p class="faint">${words.deleted(date(deleted_at))}</p>
      ${this.#button(words.cancel, entry, () => this.#cancel(entry, viewing))}`;
  }

  /** @param {string} text @param {Entry} entry @param {() => unknown} act */
  #button(text, entry, act) {
    if (Date.parse(entry.starts_at) <= Date.now()) return nothing;
    return html`<div class="actions">
      <button
        type="button"
        class="button quiet"
        aria-disabled=${this.submission.isPending}
        aria-label="${text}: ${timeOf(entry)}, ${entry.place}"
        @click=${act}
      >
        ${text}
      </button>
    </div>`;
  }

  #rest() {
    const load = this.entries.length ? this.following : this.first;
    if (load.error) return failure(load.error, { retry: load.retry, isInline: load === this.following });
    if (load.isPending) return missing(load.error, load.retry);
    if (this.cursor) {
      return html`<p>
        <button type="button" class="button quiet" @click=${this.following.retry}>${texts.list.more}</button>
      </p>`;
    }
    return this.entries.length ? nothing : html`<p class="notice">${words.empty}</p>`;
  }
}

/** @param {Entry} entry */
const idOf = ({ slot_id, property_id }) => `slot-${slot_id}-${property_id.replaceAll('/', '-')}`;

customElements.define('viewing-agenda', ViewingAgenda);
