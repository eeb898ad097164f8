// A image of a listing: a tiny one at once, then the one that fits.

import { html, nothing } from 'lit';

import { loadAgain } from './load-again.js';

/** @typedef {import('./types.js').CardImage & {placeholder?: string}} AnyImage */

/**
 * @param {AnyImage} image
 * @param {object} how
 * @param {string} how.sizes how wide it is shown: the browser picks the file by it
 * @param {string} how.alt empty where the text beside it describes it
 * @param {boolean} [how.eager] true for the images that are visible first
 * @param {number} [how.width] with `height`, its shape, where it is known
 * @param {number} [how.height]
 */
export function responsiveImage(image, { sizes, alt, eager = false, width = 800, height = 600 }) {
  const widths = Object.entries(image.urls).map(([wide, url]) => `${url} ${wide}w`);
  return html`<span class="image">
    ${image.placeholder ? html`<img class="hint" src=${image.placeholder} alt="" width="16" height="12" />` : nothing}
    <img
      alt=${alt}
      width=${width}
      height=${height}
      sizes=${sizes}
      loading=${eager ? 'eager' : 'lazy'}
      fetchpriority=${eager ? 'high' : 'auto'}
      decoding="async"
      srcset=${widths.join(', ')}
      src=${image.urls['800']}
      @error=${(/** @type {Event & {target: HTMLImageElement}} */ { target }) => loadAgain(target)}
    />
  </span>`;
}
