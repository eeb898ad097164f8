// One listing with its publication, details, images and contract.

import { html } from 'lit';

import { failure, missing } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { texts } from '../texts/agent.js';
import { heading, notFound, titleOf } from './listing-heading.js';
import { Part } from './part.js';
import { poll } from './poll.js';
import './contract-panel.js';
import './listing-form.js';
import './image-board.js';
import './publication-panel.js';

/** @typedef {import("./desk.js").Listing} Listing */
/** @typedef {import("./desk.js").Publication} Publication */
/** @typedef {import("./desk.js").Contract} Contract */

class ListingPage extends Part {
  /** @override */
  static properties = {
    desk: {},
    property: {},
    listing: { state: true },
    publication: { state: true },
    contracts: { state: true },
    unsaved: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.property = '';
    // Loaded apart: a call that fails leaves the other parts of the page, and what is typed there, as they are.
    this.loads = {
      listing: new Load(this, { task: () => this.#fetch(), args: () => /** @type {const} */ ([this.property]) }),
      publication: this.#part(() => this.#lookAtPublication()),
      contracts: this.#part(() => this.#lookAtContracts()),
    };
    /** @type {Listing | null} */
    this.listing = null;
    /** @type {Publication | null} */
    this.publication = null;
    /** @type {Contract[] | null} */
    this.contracts = null;
    /** @type {{ details?: boolean, uploads?: boolean }} */
    this.unsaved = {};
    this.gone = new AbortController();
    /** @type {AbortController | null} */
    this.watching = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.gone = new AbortController();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.gone.abort();
  }

  /** @param {() => Promise<void>} task */
  #part(task) {
    return new Load(this, { autoRun: false, task, args: () => [] });
  }

  async #fetch() {
    const listing = await this.desk.listing(this.property);
    if (!listing) return null;
    this.#take(listing);
    this.loads.publication.retry();
    this.loads.contracts.retry();
    return listing;
  }

  /** Look whether somebody else has done meanwhile what is to do here. */
  async outdated() {
    await Promise.all([this.#refresh(), this.#lookAtContracts()]).catch(() => {});
  }

  /** Load again what has failed to load. */
  reload() {
    if (!this.publication) this.loads.publication.retry();
    if (!this.contracts) this.loads.contracts.retry();
  }

  /** Answers may overtake each other: the newest version counts. @param {Listing} listing */
  #take(listing) {
    if (this.listing && listing.version < this.listing.version) return;
    const { version } = this.listing ?? listing;
    this.listing = listing;
    if (listing.version === version) return;
    if (this.publication) this.publication = { ...this.publication, can_be_appealed: false }; // that was another version
    void this.#lookAtPublication().catch(() => {});
  }

  async #lookAtPublication() {
    const before = this.publication;
    const publication = await this.desk.publication(this.property);
    this.publication = publication;
    if (before?.status === 'PENDING' && publication.status !== 'PENDING') {
      await this.#refresh();
    }
    if (publication.status === 'PENDING' && !this.watching) void this.#watch();
  }

  async #lookAtContracts() {
    this.contracts = await this.desk.contracts(this.property);
  }

  async #refresh() {
    const listing = await this.desk.listing(this.property);
    if (listing) this.#take(listing);
  }

  /** Poll until the request is decided; the contract may be changed elsewhere meanwhile. A restart polls soon. */
  async #watch() {
    this.watching?.abort();
    const watching = (this.watching = new AbortController());
    await poll(
      async () => {
        await Promise.all([this.#lookAtPublication(), this.#lookAtContracts()]);
        return this.publication?.status !== 'PENDING';
      },
      AbortSignal.any([watching.signal, this.gone.signal]),
    );
    if (this.watching === watching) this.watching = null;
  }

  async contractsChanged() {
    await this.#lookAtContracts().catch(() => {});
    await this.#lookAtPublication().catch(() => {});
    if (this.publication?.status === 'PENDING') void this.#watch();
    if (this.publication?.is_public) void this.#watchRevocation();
  }

  /** A contract that has ended takes a published listing down, a moment later. */
  async #watchRevocation() {
    const contract = this.contracts?.[0]?.contract_status;
    if (!contract || ['DRAFT', 'APPROVED'].includes(contract)) return;
    await poll(async () => {
      await this.#lookAtPublication();
      if (!this.publication?.is_public) await this.#refresh();
      return !this.publication?.is_public;
    }, this.gone.signal);
  }

  /** @param {CustomEvent<Publication | null>} event */
  async asked({ detail }) {
    if (detail) this.publication = detail;
    await Promise.all([this.#refresh(), this.#lookAtPublication(), this.#lookAtContracts()]).catch(() => {});
  }

  /** @override */
  render() {
    const { listing } = this;
    const { error, retry, isPending } = this.loads.listing;
    if (error) return failure(error, { retry });
    if (!listing) return isPending ? missing(error, retry) : notFound();
    const [publicationError, contractsError] = [this.loads.publication.error, this.loads.contracts.error];
    document.title = `${titleOf(listing)}: ${texts.app.agency}`;
    return html`
      <article
        class="desk"
        @listing=${(/** @type {CustomEvent} */ { detail }) => this.#take(detail)}
        @contracts=${this.contractsChanged}
        @reload=${this.reload}
        @asked=${this.asked}
        @outdated=${this.outdated}
        @unsaved=${(/** @type {CustomEvent} */ { detail }) => (this.unsaved = { ...this.unsaved, ...detail })}
      >
        ${heading(listing)}
        <section class="card publication" aria-labelledby="publication-title">
          <publication-panel
            .desk=${this.desk}
            .listing=${listing}
            .publication=${this.publication}
            .contracts=${this.contracts}
            .error=${publicationError ?? contractsError}
            .unsaved=${this.unsaved}
          ></publication-panel>
        </section>
        <section class="card details" aria-labelledby="details-title">
          <h2 id="details-title" tabindex="-1">${texts.form.titleDetails}</h2>
          <listing-form .desk=${this.desk} .listing=${listing}></listing-form>
        </section>
        <section class="card contract" aria-labelledby="contract-title">
          <contract-panel
            .desk=${this.desk}
            .listing=${listing}
            .contracts=${this.contracts}
            .error=${contractsError}
          ></contract-panel>
        </section>
        <section class="card board" aria-labelledby="images-title">
          <image-board .desk=${this.desk} .listing=${listing} .reasons=${this.publication?.reasons ?? []}></image-board>
        </section>
      </article>
    `;
  }
}

customElements.define('listing-page', ListingPage);
