// `/search/?q=…`: what was typed into the search box. It goes on to the locality that is meant, or offers localities to choose from.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { failure } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/customers.js';
import { texts as shared } from '../texts/shared.js';
import { localityAddress } from './addresses.js';
import { understand } from './calls.js';
import './search-box.js';

/** @typedef {import('../shared/types.js').Understood} Understood */

const words = texts.box;

export class TypedPage extends Element {
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
  #goOn({ locality, filters, not_understood }) {
    const isPage = locality?.kind !== 'country' || Object.keys(filters).length || !not_understood.length;
    if (locality && isPage) navigate(localityAddress(locality, filters, this.text), { replace: true, keep: false });
  }

  render() {
    const { value, error, retry } = this.found;
    const localities = value?.suggestions ?? [];
    const title = this.heading(value);
    document.title = `${title}: ${shared.brand}`;
    return html`<search-box .text=${this.text}></search-box>
      <h1>${title}</h1>
      ${error ? failure(error, { retry }) : nothing}
      ${
        value && !localities.length
          ? html`<p>${words.noneBody}</p>
              <p><a class="button quiet" href="/">${words.all}</a></p>`
          : html`<ul class="choices" aria-busy=${value || error ? 'false' : 'true'}>
              ${localities.map(
                (locality) =>
                  html`<li>
                    <a href=${localityAddress(locality, value?.filters ?? {}, this.text)}
                      >${[locality.name, locality.within].filter(Boolean).join(', ')}</a
                    >
                    ${locality.listings ? html`<span class="faint">${texts.country.homes(locality.listings)}</span>` : nothing}
                  </li>`,
              )}
            </ul>`
      }`;
  }

  /** @param {Understood | undefined} found */
  heading(found) {
    if (!found) return texts.search.loading;
    if (found.locality) return texts.search.title(found.locality.name);
    return found.suggestions.length ? words.choose : words.none;
  }
}

customElements.define('typed-page', TypedPage);
