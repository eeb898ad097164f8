// A home's images: one large, all small. The arrow keys go through them.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { responsiveImage } from '../shared/image.js';
import { texts } from '../texts/customers.js';

const words = texts.property;
const LARGE = '(min-width: 76rem) 46rem, (min-width: 56rem) 62vw, 100vw';
const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });

export class ImageGallery extends Element {
  static properties = { images: { attribute: false }, place: {}, shown: { state: true } };

  constructor() {
    super();
    /** @type {import('../shared/types.js').Image[]} */
    this.images = [];
    this.place = '';
    this.shown = 0;
  }

  /** @param {number} index */
  show(index) {
    this.shown = (index + this.images.length) % this.images.length;
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    this.show(this.shown + by);
  }

  render() {
    const count = this.images.length;
    const image = this.images[this.shown];
    if (!image) return html`<div class="gallery"><span class="image none">${texts.card.noImage}</span></div>`;
    return html`<section
      class="gallery"
      aria-roledescription="carousel"
      aria-label=${words.gallery}
      @keydown=${this.step}
    >
      <figure aria-live="polite">
        ${responsiveImage(image, { sizes: LARGE, alt: this.altOf(image), eager: true, width: image.width, height: image.height })}
        ${image.caption ? html`<figcaption>${image.caption}</figcaption>` : nothing}
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

  buttons() {
    return html`<button
        type="button"
        class="turn back"
        aria-label=${words.previous}
        @click=${() => this.show(this.shown - 1)}
      >
        ${chevron('M15 5l-7 7 7 7')}
      </button>
      <button type="button" class="turn on" aria-label=${words.next} @click=${() => this.show(this.shown + 1)}>
        ${chevron('M9 5l7 7-7 7')}
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

/** @param {string} path */
const chevron = (path) => html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

customElements.define('image-gallery', ImageGallery);
