// A home's images: one large, all small, and on wish one over the whole window. The arrow keys go through them.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { responsiveImage } from '../shared/image.js';
import { texts } from '../texts/customers.js';
import '../shared/deferred-part.js';
import { chevron, corners } from './icons.js';
import { Overlay } from './overlay.js';

const words = texts.property;
const LARGE = '(min-width: 76rem) 46rem, (min-width: 56rem) 62vw, 100vw';
const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });
const viewerCode = () => import('./photo-viewer.js');

export class ImageGallery extends Element {
  static properties = { images: { attribute: false }, place: {}, shown: { state: true } };

  constructor() {
    super();
    /** @type {import('../shared/types.js').Image[]} */
    this.images = [];
    this.place = '';
    this.shown = 0;
    this.whole = new Overlay(this);
    // The large photo itself is a way in for a pointer; the button is the one for all.
    this.addEventListener('click', ({ target }) => /** @type {Element} */ (target).closest('.large') && this.enlarge());
  }

  /** Show the photos over the whole window; the focus comes back to the button. */
  enlarge() {
    /** @type {HTMLElement} */ (this.querySelector('.enlarge')).focus({ preventScroll: true });
    this.whole.open();
  }

  /** @param {number} index */
  show(index) {
    this.shown = (index + this.images.length) % this.images.length;
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const by = STEPS[event.key];
    if (!by || this.whole.isOpen) return;
    event.preventDefault();
    this.show(this.shown + by);
  }

  render() {
    const count = this.images.length;
    const image = this.images[this.shown];
    if (!image) return html`<div class="gallery"><span class="image none">${texts.card.noImage}</span></div>`;
    return html`${this.whole.isOpen ? this.viewer(image) : nothing}${this.section(image, count)}`;
  }

  /** @param {import('../shared/types.js').Image} image @param {number} count */
  section(image, count) {
    return html`<section
      class="gallery"
      aria-roledescription="carousel"
      aria-label=${words.gallery}
      @keydown=${this.step}
    >
      <figure aria-live="polite">
        <span class="large"
          >${responsiveImage(image, { sizes: LARGE, alt: this.altOf(image), eager: true, width: image.width, height: image.height })}</span
        >
        ${image.caption ? html`<figcaption>${image.caption}</figcaption>` : nothing}
        <button type="button" class="turn enlarge" aria-label=${words.enlarge} @click=${this.enlarge}>
          ${corners}
        </button>
        ${count > 1 ? this.buttons() : nothing}
      </figure>
      ${
        count > 1
          ? html`<ul class="thumbs">
              ${this.images.map((one, index) => this.thumb(one, index))}
            </ul>`
          : nothing
      }
    </section>`;
  }

  /** @param {import('../shared/types.js').Image} image */
  viewer(image) {
    const content = () =>
      html`<photo-viewer
        .images=${this.images}
        .shown=${this.shown}
        .alt=${this.altOf(image)}
        @show=${(/** @type {CustomEvent<number>} */ event) => this.show(event.detail)}
        @leave=${() => this.whole.close()}
      ></photo-viewer>`;
    return html`<deferred-part .code=${viewerCode} .content=${content}></deferred-part>`;
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
      </button>
      <span class="badge where" aria-hidden="true">${this.shown + 1} / ${this.images.length}</span>`;
  }

  /** @param {import('../shared/types.js').Image} one @param {number} index */
  thumb(one, index) {
    return html`<li>
      <button
        type="button"
        aria-current=${index === this.shown ? 'true' : nothing}
        aria-label=${this.altOf(one, index)}
        @click=${() => this.show(index)}
      >
        ${responsiveImage(one, { sizes: '6rem', alt: '', eager: index < 6 })}
      </button>
    </li>`;
  }

  /** @param {import('../shared/types.js').Image} image @param {number} [index] */
  altOf(image, index = this.shown) {
    return image.alt_text || words.image(index + 1, this.images.length, this.place);
  }
}

customElements.define('image-gallery', ImageGallery);
