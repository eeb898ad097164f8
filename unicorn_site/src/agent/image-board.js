// The images of a listing: those that are there, in an order that can be changed, and those on their way.

import { html, nothing } from 'lit';

import { announce } from '../shared/announce.js';
import { ApiProblem } from '../shared/problems.js';
import { texts } from '../texts/agent.js';
import { described, followed, isSame, moved, placedOf, rebased, sent } from './arrangement.js';
import { confirmed } from './dialogs.js';
import { Kept } from './kept.js';
import { outcome } from '../shared/failure.js';
import { Submission } from '../shared/submission.js';
import { Part } from './part.js';
import { card, isBeingEdited, refusedCard } from './image-card.js';
import './photo-editor.js';
import { poll } from './poll.js';
import { sendImage, ticket } from './send-image.js';
import { dropZone, uploadList } from './upload-list.js';
import { IMAGES_MAX, Uploads } from './uploads.js';

const words = texts.images;

/** @typedef {import("./desk.js").Placed} Placed */

class ImageBoard extends Part {
  /** @override */
  static properties = {
    desk: {},
    listing: {},
    reasons: {},
    wanted: { state: true },
    over: { state: true },
    editing: { state: true },
  };

  constructor() {
    super();
    this.submission = new Submission(this);
    /** @type {import("./desk.js").Desk} */
    this.desk;
    /** @type {import("./desk.js").Listing} */
    this.listing;
    /** @type {import("./workflow.js").Reason[]} why the last request was declined */
    this.reasons = [];
    /** @type {Placed[] | null} the order and the words that are not saved yet */
    this.wanted = null;
    this.over = false;
    /** The photo that is shown to be turned and cropped. @type {string | null} */
    this.editing = null;
    this.note = '';
    this.isRenewing = false;
    this.uploads = new Uploads({
      ask: (file, key) => ticket(this.desk, this.listing.property_id, file, key),
      send: sendImage,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      now: Date.now,
    });
    this.uploads.addEventListener('change', () => this.#moved());
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.gone = new AbortController();
    const { signal } = this.gone;
    addEventListener('online', () => this.uploads.retryAll(), { signal });
    addEventListener('beforeunload', (event) => this.uploads.some('waiting', 'sending') && event.preventDefault(), {
      signal,
    });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.gone?.abort();
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('listing')) return;
    if (!this.kept) {
      this.kept = /** @type {Kept<Placed[]>} */ (
        new Kept(`${this.desk.session.agent?.name}:${this.listing.property_id}:pictures`)
      );
      this.wanted = this.kept.read();
    }
    if (this.wanted) this.#want(rebased(followed(this.wanted, this.listing.images), this.#saved));
    this.#announceEdits(/** @type {import("./desk.js").Listing | undefined} */ (changed.get('listing')));
    this.uploads.settle(this.listing.images);
  }

  get #saved() {
    return placedOf(this.listing.images);
  }

  get placed() {
    return this.wanted ?? this.#saved;
  }

  get isFixed() {
    return this.listing.status === 'PENDING';
  }

  /** @param {Placed[]} wanted */
  #want(wanted) {
    this.wanted = isSame(wanted, this.#saved) ? null : wanted;
    if (this.wanted) this.kept?.write(this.wanted);
    else this.kept?.forget();
  }

  /** Whether something is processed that the listing will show. */
  get #isChecking() {
    return this.uploads.some('checking') || this.listing.images.some(isBeingEdited);
  }

  #moved() {
    this.requestUpdate();
    this.send('unsaved', { uploads: this.uploads.some('waiting', 'sending', 'checking') });
    if (this.#isChecking && !this.watching) void this.#watch();
  }

  /** Say what has become of the edits that were on their way. @param {import("./desk.js").Listing | undefined} before */
  #announceEdits(before) {
    for (const { image_id } of before?.images.filter(isBeingEdited) ?? []) {
      const now = this.listing.images.find((image) => image.image_id === image_id);
      if (now?.status === 'READY') announce(words.edit.done(now.filename));
      if (now?.refused) announce(now.refused.message);
    }
  }

  /** @param {import("./desk.js").Image} image that is made from another one */
  begun(image) {
    announce(words.edit.begun);
    this.send('listing', { ...this.listing, images: [...this.listing.images, image] });
  }

  async #watch() {
    this.watching = true;
    let isOfUploads = false;
    await poll(
      async () => {
        isOfUploads ||= this.uploads.some('checking');
        const listing = await this.desk.listing(this.listing.property_id);
        if (listing) this.send('listing', listing);
        await this.updateComplete;
        return !this.#isChecking;
      },
      /** @type {AbortController} */ (this.gone).signal,
    );
    this.watching = false;
    if (this.gone?.signal.aborted || !isOfUploads) return;
    const done = this.uploads.list.filter(({ state }) => state === 'ready').length;
    announce(words.summary(done, this.uploads.list.length));
  }

  /** @param {Iterable<File>} files */
  add(files) {
    const kept = this.listing.images.filter((image) => image.status !== 'REFUSED' && !isBeingEdited(image)).length;
    this.uploads.add(files, IMAGES_MAX - kept);
  }

  /** @param {string} id @param {number} to @param {string} name @param {"earlier" | "later"} [button] by which it was moved */
  move(id, to, name, button) {
    const place = Math.max(0, Math.min(this.placed.length - 1, to));
    this.#want(moved(this.placed, id, place));
    announce(words.moved(name, place + 1, this.placed.length));
    if (!button) return;
    const isAtEnd = place === (button === 'earlier' ? 0 : this.placed.length - 1);
    const other = button === 'earlier' ? 'later' : 'earlier';
    void this.focusOn(`[data-image="${id}"] [data-move="${isAtEnd ? other : button}"]`);
  }

  /** @param {string} id @param {Partial<Record<"alt_text" | "caption", string>>} typed */
  describe(id, typed) {
    this.#want(described(this.placed, id, typed));
  }

  async save() {
    const { property_id: id } = this.listing;
    this.note = '';
    const listing = await this.submission.run(() => this.desk.arrange(id, sent(this.placed)));
    if (listing) {
      this.wanted = null;
      this.kept?.forget();
      announce(words.saved);
      this.send('listing', listing);
    } else if (this.submission.error instanceof ApiProblem && this.submission.error.kind === 'other-pictures') {
      await this.#rebase(id);
    }
  }

  /** Images came or went meanwhile: put those that are there in the wanted order. @param {string} id */
  async #rebase(id) {
    const now = await this.desk.listing(id).catch(() => null);
    if (!now) return;
    this.submission.clear();
    this.note = words.arranging;
    this.send('listing', now);
  }

  /** The addresses of photos hold for some minutes; the listing as it is now has new ones. */
  async renew() {
    if (this.isRenewing) return;
    this.isRenewing = true;
    const listing = await this.desk.listing(this.listing.property_id).catch(() => null);
    this.isRenewing = false;
    if (listing && !this.gone?.signal.aborted) this.send('listing', listing);
  }

  /** @param {string} id @param {string} name @param {boolean} ask */
  async takeOut(id, name, ask = true) {
    const question = { title: words.removeTitle, help: `${name}. ${words.removeHelp}`, yes: words.removeYes };
    if (ask && !(await confirmed(question))) return;
    const listing = await this.submission.run(() => this.desk.removeImage(this.listing.property_id, id));
    if (!listing) return;
    announce(words.removed);
    this.send('listing', listing);
    await this.focusOn('#images-title');
  }

  /** @override */
  render() {
    const { images } = this.listing;
    const on_way = new Set(this.uploads.list.map(({ ticket }) => ticket?.image_id));
    const rest = images.filter(
      (image) => image.status !== 'READY' && !on_way.has(image.image_id) && !isBeingEdited(image),
    );
    const edited = images.find(({ image_id }) => image_id === this.editing);
    return html`
      <h2 id="images-title" tabindex="-1">${words.title}</h2>
      ${this.isFixed ? html`<p class="message">${texts.form.pending}</p>` : dropZone(this)} ${uploadList(this.uploads)}
      ${this.placed.length ? this.#list() : html`<p class="faint">${words.none}</p>`}
      ${this.note ? html`<p class="message warn" role="alert">${this.note}</p>` : nothing}
      ${outcome(this.submission, this.wanted ? { retry: () => void this.save(), note: texts.errors.kept } : {})}
      ${
        this.wanted && !this.isFixed
          ? html`<div class="actions">
              <button type="button" class="button" @click=${this.save}>${words.save}</button>
              <button type="button" class="button quiet" @click=${() => this.#want(this.#saved)}>
                ${words.discard}
              </button>
              <span class="faint">${texts.form.unsaved}</span>
            </div>`
          : nothing
      }
      ${
        rest.length
          ? html`<ul class="uploads">
              ${rest.map((image) => refusedCard(this, image))}
            </ul>`
          : nothing
      }
      ${
        edited
          ? html`<photo-editor
              .desk=${this.desk}
              .property=${this.listing.property_id}
              .image=${edited}
              @begun=${(/** @type {CustomEvent} */ { detail }) => this.begun(detail)}
              @renew=${this.renew}
              @leave=${() => (this.editing = null)}
            ></photo-editor>`
          : nothing
      }
    `;
  }

  #list() {
    return html`${this.placed.length > 1 && !this.isFixed ? html`<p class="hint">${words.orderHelp}</p>` : nothing}
      <ol class="images" aria-label=${words.list}>
        ${this.placed.map((placed, place) => card(this, placed, place))}
      </ol>`;
  }
}

customElements.define('image-board', ImageBoard);
