// Where a page stands: everywhere, country, city, street.

import { html } from 'lit';
import { texts } from '../texts/customers.js';

/** @param {{name: string, address?: string}[]} steps the last one is the page itself */
export function crumbs(steps) {
  const all = [{ name: texts.everywhere, address: '/' }, ...steps];
  return html`<nav class="crumbs" aria-label=${texts.crumbs}>
    <ol>
      ${all.map(({ name, address }) =>
        address
          ? html`<li><a href=${address}>${name}</a></li>`
          : html`<li><span aria-current="page">${name}</span></li>`,
      )}
    </ol>
  </nav>`;
}
