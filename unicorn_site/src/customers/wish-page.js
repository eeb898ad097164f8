// `/search/?q=…`: what was typed into the search box. It goes on to the place that is meant, or offers places to choose from.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { placeAddress } from './addresses.js';
import { understand } from './calls.js';
import './search-box.js';

/** @typedef {import('../shared/types.js').Understood} Understood */

const words = texts.box;

export class WishPage extends Element {
  static properties = { text: {} };

  constructor() {
    super();
    this.text = '';
    this.found = new Load(this, {
      task: ([text], { signal }) => understand(text, signal),
      args: () => /** @type {const} */ ([this.text]),
      onComplete: (found) => this.#goOn(found),
    });
  }

  /** @param {Understood} found */
  #goOn({ place, filters, not_understood }) {
    const hasHomes = place && (place.kind !== 'country' || !(Object.keys(filters).length || not_understood.length));
    if (hasHomes) navigate(placeAddress(place, filters, this.text), { replace: true, keep: false });
  }

  render() {
    const { value, error, retry } = this.found;
    const places = value?.suggestions ?? [];
    const title = this.heading(value);
    document.title = `${title}: ${shared.brand}`;
    return html`<search-box .text=${this.text}></search-box>
      <h1>${title}</h1>
      ${error ? failure(error, { retry }) : nothing}
      ${
        value && !places.length
          ? html`<p>${words.noneBody}</p>
              <p><a class="button quiet" href="/">${words.all}</a></p>`
          : html`<ul class="choices" aria-busy=${value || error ? 'false' : 'true'}>
              ${places.map(
                (place) =>
                  html`<li>
                    <a href=${placeAddress(place, value?.filters ?? {}, this.text)}
                      >${[place.name, place.within].filter(Boolean).join(', ')}</a
                    >
                    ${place.listings ? html`<span class="faint">${texts.country.homes(place.listings)}</span>` : nothing}
                  </li>`,
              )}
            </ul>`
      }`;
  }

  /** @param {Understood | undefined} found */
  heading(found) {
    if (!found) return texts.search.loading;
    if (found.place) return texts.search.title(found.place.name);
    return found.suggestions.length ? words.choose : words.none;
  }
}

customElements.define('wish-page', WishPage);
