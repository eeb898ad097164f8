// The contract with the seller: drafted, approved, ended; and those before it.

import { html, nothing } from 'lit';

import { LIMITS } from '../generated/rules.js';
import { addressOf } from '../shared/address.js';
import { announce } from '../shared/announce.js';
import { ApiProblem } from '../shared/problems.js';
import { faultText, texts } from '../texts/agent.js';
import { entry } from './contract-entry.js';
import { confirmed } from './dialogs.js';
import { Kept } from './kept.js';
import { line } from './listing-rules.js';
import { missing, outcome } from '../shared/failure.js';
import { Submission } from '../shared/submission.js';
import { Part } from './part.js';

const words = texts.contract;
const FIELDS = /** @type {Record<string, string>} */ ({ seller_name: 'seller', expires_on: 'expires' });
const today = () => new Date().toISOString().slice(0, 10); // a contract's last day is a day in UTC

/** @typedef {import("./desk.js").Contract} Contract */
/** @typedef {{ seller: string, expires: string, key: string }} Typed `key`: by which the API recognises a repeated request */

/** @param {Contract} contract */
export const isActive = ({ contract_status }) => ['DRAFT', 'APPROVED'].includes(contract_status);

class ContractPanel extends Part {
  /** @override */
  static properties = {
    desk: {},
    listing: {},
    contracts: {},
    error: {},
    typed: { state: true },
    note: { state: true },
  };

  constructor() {
    super();
    this.submission = new Submission(this);
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").Listing} */
    this.listing;
    /** @type {Contract[] | null} newest first; null until they are known */
    this.contracts = null;
    /** Why the contracts cannot be shown. @type {unknown} */
    this.error = undefined;
    /** @type {Typed} */
    this.typed = { seller: '', expires: '', key: '' };
    this.note = '';
    this.isChecked = false;
    /** @type {Record<string, string>} the API's message about a field, until the form is changed */
    this.rejected = {};
  }

  /** @override */
  willUpdate() {
    if (this.kept) return;
    this.kept = /** @type {Kept<Typed>} */ (
      new Kept(`${this.desk.session.agent?.name}:${this.listing.property_id}:contract`)
    );
    this.typed = this.kept.read() ?? this.typed;
  }

  /** @param {Partial<Typed>} some */
  type(some) {
    this.typed = { ...this.typed, ...some, key: crypto.randomUUID() }; // another content is another request
    this.rejected = {};
    this.kept?.write(this.typed);
  }

  get faults() {
    const { seller, expires } = this.typed;
    const own = seller.trim() ? line(LIMITS.seller_name.maxLength)(seller) : { code: 'required' };
    return {
      seller: own ? faultText(own) : this.rejected.seller,
      expires: expires && expires < today() ? words.past : this.rejected.expires,
    };
  }

  /** @param {Event} [event] */
  async draft(event) {
    event?.preventDefault();
    this.isChecked = true;
    this.rejected = {};
    this.requestUpdate();
    if (await this.#showFault()) return;
    const { seller, expires, key } = this.typed;
    const body = {
      property_id: this.listing.property_id,
      address: addressOf(this.listing),
      seller_name: seller.trim(),
      expires_on: expires || null,
    };
    await this.#submit(() => this.desk.draftContract(body, key), words.drafted);
    if (this.submission.error) return this.#reject(this.submission.error);
    this.kept?.forget();
    [this.typed, this.isChecked] = [{ seller: '', expires: '', key: '' }, false];
  }

  /** Move the focus to the first field that has a fault. */
  async #showFault() {
    const faulty = Object.entries(this.faults).find(([, fault]) => fault);
    if (faulty) await this.focusOn(`#contract-${faulty[0]}`);
    return Boolean(faulty);
  }

  /** Show the API's messages at their fields. @param {unknown} error */
  async #reject(error) {
    if (!(error instanceof ApiProblem)) return;
    this.rejected = Object.fromEntries(error.errors.map(({ field, message }) => [FIELDS[field] ?? field, message]));
    this.requestUpdate();
    await this.#showFault();
  }

  /** @param {Contract} contract @param {"APPROVED" | "CANCELLED" | "CLOSED"} status */
  async move(contract, status) {
    if (status !== 'APPROVED') {
      const [title = '', help = '', yes = ''] = words.ask[status];
      if (!(await confirmed({ title, help, yes }))) return;
    }
    await this.#submit(() => this.desk.changeContract(contract, { contract_status: status }), words.done[status]);
  }

  /** @param {() => Promise<unknown>} change @param {string} announcement */
  async #submit(change, announcement) {
    this.note = '';
    const done = await this.submission.run(change);
    const { error } = this.submission;
    if (done) announce(announcement);
    if (error instanceof ApiProblem && [409, 412].includes(error.status)) {
      this.submission.clear();
      this.note = error.status === 412 ? words.quicker : `${error.message} ${words.quicker}`;
    }
    this.send('contracts');
    if (done) await this.focusOn('#contract-title');
  }

  /** @override */
  render() {
    const active = this.contracts?.find(isActive);
    const ended = this.contracts?.filter((contract) => !isActive(contract)) ?? [];
    return html`
      <h2 id="contract-title" tabindex="-1">${words.title}</h2>
      ${this.note ? html`<p class="message warn" role="alert">${this.note}</p>` : nothing}
      ${this.contracts ? (active ? this.#active(active) : this.#form()) : missing(this.error, () => this.send('reload'))}
      ${outcome(this.submission, { note: active ? '' : texts.errors.kept })}
      ${
        ended.length
          ? html`<details>
              <summary>${words.history(ended.length)}</summary>
              <ul class="plain">
                ${ended.map(entry)}
              </ul>
            </details>`
          : nothing
      }
    `;
  }

  /** @param {Contract} contract */
  #active(contract) {
    const move = (
      /** @type {"APPROVED" | "CANCELLED" | "CLOSED"} */ status,
      /** @type {string} */ text,
      /** @type {string} */ look,
    ) =>
      html`<button
        type="button"
        class="button ${look}"
        aria-disabled=${this.submission.isPending}
        @click=${() => this.move(contract, status)}
      >
        ${text}
      </button>`;
    const isDraft = contract.contract_status === 'DRAFT';
    return html`<ul class="plain">
        ${entry(contract)}
      </ul>
      ${isDraft ? html`<p class="hint">${words.draftHelp}</p>` : nothing}
      <div class="actions">
        ${isDraft ? move('APPROVED', words.approve, '') : move('CLOSED', words.close, 'quiet')}
        ${move('CANCELLED', words.cancel, 'danger')}
      </div>`;
  }

  #form() {
    const faults = this.isChecked ? this.faults : { seller: null, expires: null };
    const input = (/** @type {"seller" | "expires"} */ name, /** @type {string} */ type, help = '') =>
      html`<div class="field">
        <label for="contract-${name}">${words[name]}</label>
        ${help ? html`<p class="hint" id="contract-${name}-help">${help}</p>` : nothing}
        <input
          id="contract-${name}"
          type=${type}
          autocomplete="off"
          min=${type === 'date' ? today() : nothing}
          .value=${this.typed[name]}
          aria-invalid=${faults[name] ? 'true' : 'false'}
          aria-describedby="contract-${name}-help contract-${name}-fault"
          @input=${(/** @type {any} */ { target }) => this.type({ [name]: target.value })}
        />
        ${faults[name] ? html`<p class="error" id="contract-${name}-fault">${faults[name]}</p>` : nothing}
      </div>`;
    return html`<form novalidate @submit=${this.draft}>
      <p>${words.none}</p>
      ${input('seller', 'text')} ${input('expires', 'date', words.expiresHelp)}
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.draft}</button>
      </div>
    </form>`;
  }
}

customElements.define('contract-panel', ContractPanel);
