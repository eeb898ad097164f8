// The form of a listing: checked while typing, kept until saved, and merged if somebody else saved first.

import { html, nothing } from 'lit';

import { announce } from '../shared/announce.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/agent.js';
import { description, facts, faultWords, lines } from './listing-fields.js';
import { address, existing, notes, offer, priceNote } from './listing-form-parts.js';
import { changeBody, draftBody, hasAddress, valuesOf } from './listing-rules.js';
import { outcome } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { Submission } from '../shared/submission.js';
import { Part } from './part.js';
import { RequestKey } from '../shared/request-key.js';
import { TypedListing } from './typed-listing.js';
import { choosing, location } from './location-fields.js';
import { neighboursOf } from './neighbours.js';
import '../shared/deferred-part.js';
import './listing-conflict.js';

const words = texts.form;
/** Pressing the button leaves no field: the fault that is then shown would move it away below the pointer. @param {Event} event */
const stay = (event) => event.preventDefault();
/** @type {import('../map/dots.js').Home[]} the same each time: other homes would move the map */
const NONE = [];
const SAVED_BY_OTHERS = new Set(['version-mismatch', 'changed-meanwhile']);

class ListingForm extends Part {
  /** @override */
  static properties = {
    desk: {},
    listing: {},
    other: { state: true },
    exists: { state: true },
    locates: { state: true },
  };

  constructor() {
    super();
    this.submission = new Submission(this);
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").Listing | null} */
    this.listing = null;
    /** @type {import("./desk.js").Listing | null} as somebody else has saved it meanwhile */
    this.other = null;
    /** @type {import("../shared/problems.js").Holder | null} the listing that has the id of the address */
    this.exists = null;
    /** Whether somebody has opened the map. */
    this.locates = false;
    /** @type {TypedListing | null} */
    this.typed = null;
    this.key = new RequestKey();
    /** Once the map is opened; without them, it is a map all the same. */
    this.neighbours = new Load(this, {
      task: ([home], { signal }) => neighboursOf(home, signal),
      args: () => /** @type {const} */ ([this.locates ? this.listing?.property_id : undefined]),
    });
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    this.typed ??= new TypedListing(this.desk.session.agent?.name ?? '', this.listing);
    if (changed.has('listing') && this.listing && !this.typed.isChanged && !this.other) this.typed.settle(this.listing);
  }

  get isFixed() {
    return this.listing?.status === 'PENDING';
  }

  /** @returns {import("./listing-fields.js").Form} */
  get #form() {
    const typed = /** @type {TypedListing} */ (this.typed);
    return {
      values: typed.values,
      note: priceNote(typed.values),
      fault: (field) => faultWords(field, typed.fault(field).own, typed.fault(field).rejected),
      typed: (field, text) => {
        typed.type(field, text);
        this.exists = null;
        this.#changed();
      },
      left: (field) => {
        if (typed.values[field] !== typed.before[field]) typed.shown.add(field);
        this.requestUpdate();
      },
    };
  }

  /** @param {import("./listing-fields.js").Form} form */
  #map(form) {
    return choosing(form, this.locates, () => (this.locates = true), this.neighbours.value ?? NONE);
  }

  #changed() {
    this.requestUpdate();
    this.send('unsaved', { details: this.typed?.isChanged });
  }

  /** @param {Event} [event] */
  async save(event) {
    event?.preventDefault();
    const typed = /** @type {TypedListing} */ (this.typed);
    const [faulty] = typed.check();
    this.requestUpdate();
    if (faulty) {
      announce(words.faults(typed.check().length));
      return this.focusOn(`#${faulty}`);
    }
    const saved = await this.submission.run(() => (this.listing ? this.#change() : this.#draft()));
    if (saved) this.#settle(saved);
    else await this.#rejected();
  }

  #draft() {
    const body = draftBody(/** @type {TypedListing} */ (this.typed).values);
    return this.desk.draft(body, this.key.of(body));
  }

  async #change() {
    const [typed, { property_id: id }] = [/** @type {TypedListing} */ (this.typed), /** @type {any} */ (this.listing)];
    for (;;) {
      try {
        return await this.desk.change(id, typed.version, changeBody(typed.before, typed.values));
      } catch (error) {
        if (!(error instanceof ApiProblem) || !(error.status === 412 || SAVED_BY_OTHERS.has(error.kind))) throw error;
        const now = await this.desk.listing(id);
        if (!now || typed.differences(now).length) {
          this.other = now;
          throw error;
        }
        typed.merge(now, new Map()); // only images or status have changed
      }
    }
  }

  /** @param {import("./desk.js").Listing} listing */
  #settle(listing) {
    this.typed?.settle(listing);
    [this.other, this.exists] = [null, null];
    this.#changed();
    announce(this.listing ? words.saved : words.created);
    this.send(this.listing ? 'listing' : 'drafted', listing);
  }

  async #rejected() {
    const { error } = this.submission;
    if (this.other) {
      this.submission.clear();
      return this.focusOn('listing-conflict h3');
    }
    if (error instanceof ApiProblem && error.kind === 'listing-exists' && error.holder)
      return this.#lookAtHolder(error.holder);
    const [field] = /** @type {TypedListing} */ (this.typed).reject(error);
    this.requestUpdate();
    if (field) await this.focusOn(`#${field}`);
  }

  /** The draft may exist because the answer to the first request got lost: then it is taken as saved.
   * @param {import("../shared/problems.js").Holder} holder */
  async #lookAtHolder(holder) {
    const { values } = /** @type {TypedListing} */ (this.typed);
    const ours = holder.is_yours ? await this.desk.listing(holder.property_id).catch(() => null) : null;
    this.submission.clear();
    const isSame = ours && hasAddress(values, ours) && !Object.keys(changeBody(valuesOf(ours), values)).length;
    if (isSame && ours.status === 'DRAFT') return this.#settle(ours);
    this.exists = holder;
    await this.focusOn('#exists');
  }

  /** @param {CustomEvent} event */
  async merge({ detail }) {
    this.typed?.merge(/** @type {any} */ (this.other), detail);
    this.other = null;
    await this.save();
  }

  takeTheirs() {
    const theirs = /** @type {any} */ (this.other);
    this.other = null;
    this.#settle(theirs);
  }

  /** @override */
  render() {
    const form = this.#form;
    return html`
      ${notes(this.listing, this.typed?.restoredAt ?? 0)}
      ${
        this.other
          ? html`<listing-conflict
              .differences=${this.typed?.differences(this.other)}
              @merge=${this.merge}
              @theirs=${this.takeTheirs}
            ></listing-conflict>`
          : nothing
      }
      <form novalidate @submit=${this.save} aria-busy=${this.submission.isPending}>
        <fieldset class="bare" ?disabled=${this.isFixed}>
          ${this.listing ? nothing : address(form)} ${offer(form)}
          <div class="group">${lines(form, 'headline')} ${description(form)} ${lines(form, 'agent_name')}</div>
          <fieldset class="group">
            <legend>${words.facts} <small class="faint">${words.factsHelp}</small></legend>
            <div class="row">${facts(form)}</div>
          </fieldset>
          ${location(form, this.isFixed ? nothing : this.#map(form))}
        </fieldset>
        ${this.exists ? existing(this.exists) : nothing}
        ${outcome(this.submission, { retry: () => void this.save(), note: texts.errors.kept })}
        ${this.isFixed ? nothing : this.#actions()}
      </form>
    `;
  }

  #actions() {
    const isChanged = this.typed?.isChanged;
    return html`<div class="actions">
      <button class="button" aria-disabled=${this.submission.isPending} @mousedown=${stay}>
        ${this.submission.isPending ? words.saving : this.listing ? words.save : words.create}
      </button>
      ${
        isChanged
          ? html`<button type="button" class="button quiet" @click=${this.discard}>${words.discard}</button>`
          : nothing
      }
      ${this.listing ? html`<span class="faint">${isChanged ? words.unsaved : words.nothingToSave}</span>` : nothing}
    </div>`;
  }

  discard() {
    this.typed?.discard();
    this.submission.clear();
    this.#changed();
  }
}

customElements.define('listing-form', ListingForm);
