// All photos of a home over the whole window. The browser's own dialog holds the focus, and gives it back.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { responsiveImage } from '../shared/image.js';
import { texts } from '../texts/customers.js';
import { chevron, cross } from './icons.js';

/** @typedef {import('../shared/types.js').Image} Image */

const words = texts.property;
const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });
const SWIPE = 40; // pixels

/** Says `show` with the index of another photo, and `leave` once it is closed. */
export class PhotoViewer extends Element {
  static properties = { images: { attribute: false }, shown: { type: Number }, alt: {} };

  constructor() {
    super();
    /** @type {Image[]} */
    this.images = [];
    this.shown = 0;
    this.alt = '';
    /** Where a finger came down. @type {PointerEvent | undefined} */
    this.down = undefined;
  }

  firstUpdated() {
    this.dialog.showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.querySelector('dialog')?.close();
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  close() {
    this.dialog.close();
  }

  /** The browser may say so only after going back has taken this away and going forward has shown another one. */
  closed() {
    if (this.isConnected) this.dispatchEvent(new CustomEvent('leave'));
  }

  /** @param {number} index */
  show(index) {
    const { length } = this.images;
    this.dispatchEvent(new CustomEvent('show', { detail: (index + length) % length }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key } = event;
    const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: this.images.length - 1 });
    const index = STEPS[key] ? this.shown + STEPS[key] : ends[key];
    if (index === undefined) return;
    event.preventDefault();
    this.show(index);
  }

  /** A finger that goes sideways turns the page, unless the photo is enlarged. @param {PointerEvent} event */
  swipe(event) {
    const [before, zoom] = [this.down, globalThis.visualViewport?.scale ?? 1];
    this.down = undefined;
    if (!before || before.pointerId !== event.pointerId || zoom > 1.01) return;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (Math.abs(x) > SWIPE && Math.abs(x) > Math.abs(y)) this.show(this.shown - Math.sign(x));
  }

  render() {
    const image = this.images[this.shown];
    return html`<dialog
      class="viewer"
      aria-label=${words.gallery}
      @close=${this.closed}
      @keydown=${this.key}
      @pointerdown=${(/** @type {PointerEvent} */ event) => (this.down = event.pointerType === 'mouse' ? undefined : event)}
      @pointerup=${this.swipe}
      @pointercancel=${() => (this.down = undefined)}
    >
      <button type="button" class="turn leave" aria-label=${words.leave} @click=${this.close}>${cross}</button>
      <figure aria-live="polite">
        ${responsiveImage(image, { sizes: '100vw', alt: this.alt, eager: true, width: image.width, height: image.height })}
        <figcaption>
          ${image.caption ? html`${image.caption} ` : nothing}<span>${this.shown + 1} / ${this.images.length}</span>
        </figcaption>
      </figure>
      ${this.images.length > 1 ? this.buttons() : nothing}
    </dialog>`;
  }

  buttons() {
    return html`<button
        type="button"
        class="turn back"
        aria-label=${words.previous}
        @click=${() => this.show(this.shown - 1)}
      >
        ${chevron.left}
      </button>
      <button type="button" class="turn on" aria-label=${words.next} @click=${() => this.show(this.shown + 1)}>
        ${chevron.right}
      </button>`;
  }
}

customElements.define('photo-viewer', PhotoViewer);
