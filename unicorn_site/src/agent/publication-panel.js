// Publication: its requirements, the state of the request, the reasons of a decline, and how to withdraw.

import { html, nothing } from 'lit';

import { announce } from '../shared/announce.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/agent.js';
import { isActive } from './contract-panel.js';
import { confirmed } from './dialogs.js';
import { jump } from './jump.js';
import { missing, outcome } from '../shared/failure.js';
import { Submission } from '../shared/submission.js';
import { Part } from './part.js';
import { history, timeLeft, times } from './publication-parts.js';
import { reviewed, reviewWait, waitsForPerson } from './publication-review.js';
import { texts as reviews } from '../texts/reviews.js';
import './appeal-form.js';
import { RequestKey } from '../shared/request-key.js';
import { drawing } from './workflow-drawing.js';
import { marksOf, fixOf, stationOf } from './workflow.js';

const words = texts.publication;
const TARGETS = {
  contract: 'contract-title',
  images: 'images-title',
  description: 'description',
  publication: 'ask',
};
/** The station's name while a person looks at the content. */
const LOOKED_AT = { content: reviews.agents.station };

class PublicationPanel extends Part {
  /** @override */
  static properties = {
    desk: {},
    listing: {},
    publication: {},
    contracts: {},
    error: {},
    unsaved: {},
    now: { state: true },
  };

  constructor() {
    super();
    this.submission = new Submission(this);
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").Listing} */
    this.listing;
    /** @type {import("./desk.js").Publication | null} */
    this.publication = null;
    /** @type {import("./desk.js").Contract[] | null} */
    this.contracts = null;
    /** Why publication and contracts cannot be shown. @type {unknown} */
    this.error = undefined;
    /** @type {{ details?: boolean, uploads?: boolean }} */
    this.unsaved = {};
    this.now = Date.now();
    this.key = new RequestKey();
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => (this.now = Date.now()), 2_000);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  get needs() {
    return [
      { text: words.needDetails, isMet: true, to: 'details-title' },
      {
        text: words.needImage,
        isMet: this.listing.images.some(({ status }) => status === 'READY'),
        to: 'images-title',
      },
      { text: words.needContract, isMet: Boolean(this.contracts?.some(isActive)), to: 'contract-title' },
      ...(this.unsaved.details ? [{ text: words.unsavedDetails, isMet: false, to: 'details-title' }] : []),
      ...(this.unsaved.uploads ? [{ text: words.uploading, isMet: false, to: 'images-title' }] : []),
    ];
  }

  get todo() {
    return this.needs.filter(({ isMet }) => !isMet);
  }

  async ask() {
    if (this.todo.length) {
      announce(words.first(this.todo.map(({ text }) => text)));
      return this.send('outdated'); // it may have been done elsewhere
    }
    const { property_id, version } = this.listing;
    const key = this.key.of([property_id, version]); // another version is another request
    const asked = await this.submission.run(() => this.desk.requestPublication(property_id, key));
    if (asked) announce(words.asked);
    this.send('asked', asked);
    if (asked) await this.focusOn('#publication-title');
  }

  /** @param {boolean} isDraft that was never published: it is deleted */
  async takeDown(isDraft) {
    const question = isDraft
      ? { title: words.deleteTitle, help: words.deleteHelp, yes: words.deleteYes }
      : { title: words.withdrawTitle, help: words.withdrawHelp, yes: words.withdrawYes };
    if (!(await confirmed(question))) return;
    const answer = await this.submission.run(async () => ({
      listing: await this.desk.remove(this.listing.property_id),
    }));
    if (!answer) return;
    if (!answer.listing) {
      announce(words.deleted);
      return navigate('/agent/');
    }
    announce(words.withdrawn);
    this.send('listing', answer.listing);
    await this.focusOn('#publication-title');
  }

  /** @override */
  render() {
    const { publication, contracts } = this;
    return html`
      <h2 id="publication-title" tabindex="-1">${words.title}</h2>
      ${publication && contracts ? this.#status(publication, contracts) : missing(this.error, () => this.send('reload'))}
      ${outcome(this.submission)}
    `;
  }

  /** @param {import("./desk.js").Publication} publication @param {import("./desk.js").Contract[]} contracts */
  #status(publication, contracts) {
    const { status, is_public: isPublic } = publication;
    const state = status === 'DRAFT' && isPublic ? 'DRAFT_PUBLIC' : /** @type {keyof typeof words.states} */ (status);
    const canAsk = !['PENDING', 'APPROVED'].includes(status);
    const waits = status === 'PENDING' && stationOf(publication, contracts, this.now) === 'approval';
    return html`
      <p role="status" data-status=${status}>
        ${words.states[state]} ${waits ? html`${words.waits} ${jump('contract-title', words.fix.contract)}` : nothing}
      </p>
      ${waits ? html`<p id="time-left">${timeLeft(publication, this.desk.approvalWaitSeconds, this.now)}</p>` : nothing}
      ${reviewWait(publication, this.now)}
      ${drawing(marksOf(publication, contracts, this.now), waitsForPerson(publication) ? LOOKED_AT : {})}
      ${this.#reasons(publication)} ${reviewed(publication)} ${this.#appeal(publication)}
      ${canAsk ? this.#checklist() : nothing} ${times(publication)}
      <div class="actions">
        ${canAsk ? this.#ask(status) : nothing}
        ${isPublic ? html`<a class="button quiet" href="/properties/${this.listing.property_id}">${words.view}</a>` : nothing}
        ${this.#takeDown(publication)}
      </div>
      ${canAsk ? this.#first() : nothing} ${history(this.listing)}
    `;
  }

  /** @param {import("./desk.js").Publication} publication */
  #appeal({ can_be_appealed }) {
    return can_be_appealed && !this.unsaved.details && !this.unsaved.uploads
      ? html`<appeal-form .desk=${this.desk} .listing=${this.listing} @asked=${this.#appealed}></appeal-form>`
      : nothing;
  }

  /** The form is gone once it was sent. @param {CustomEvent} event */
  #appealed({ detail }) {
    if (detail) void this.focusOn('#publication-title');
  }

  /** @param {string} status */
  #ask(status) {
    return html`<button
      type="button"
      class="button"
      id="ask"
      aria-disabled=${this.submission.isPending || this.todo.length > 0}
      aria-describedby=${this.todo.length ? 'ask-first' : nothing}
      @click=${this.ask}
    >
      ${this.submission.isPending ? words.asking : status === 'DRAFT' ? words.ask : words.askAgain}
    </button>`;
  }

  #first() {
    return this.todo.length
      ? html`<p class="hint" id="ask-first">${words.first(this.todo.map(({ text }) => text))}</p>`
      : nothing;
  }

  #checklist() {
    return html`<div class="checklist">
      <h3>${words.checklist}</h3>
      <ul>
        ${this.needs.map(
          ({ text, isMet, to }) =>
            html`<li class=${isMet ? 'met' : ''}>
              <span class="unseen">${isMet ? words.done : words.toDo}:</span> ${isMet ? text : jump(to, text)}
            </li>`,
        )}
      </ul>
    </div>`;
  }

  /** @param {import("./desk.js").Publication} publication */
  #reasons({ status, reasons }) {
    if (!reasons.length) return nothing;
    const reason = (/** @type {import("./workflow.js").Reason} */ one) => {
      const { field, image } = fixOf(one);
      const to = image && document.getElementById(`image-${image}`) ? `image-${image}` : TARGETS[field];
      return html`<li data-code=${one.code}>${one.message} ${jump(to, words.fix[field])}</li>`;
    };
    return html`<div class="message bad reasons">
      <h3>${status === 'WITHDRAWN' ? words.reasonsWithdrawn : words.reasons}</h3>
      <ul>
        ${reasons.map(reason)}
      </ul>
    </div>`;
  }

  /** @param {import("./desk.js").Publication} publication */
  #takeDown({ status, requested_at: asked }) {
    if (status === 'WITHDRAWN') return nothing;
    return html`<button
      type="button"
      class="button danger"
      aria-disabled=${this.submission.isPending}
      @click=${() => this.takeDown(!asked)}
    >
      ${asked ? words.withdraw : words.delete}
    </button>`;
  }
}

customElements.define('publication-panel', PublicationPanel);
