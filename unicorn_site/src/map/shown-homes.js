// The homes of a dot, each with the way to its page: above the map, and closed by Escape or its button.

import { html, nothing } from 'lit';
import { texts } from '../texts/map.js';

/** @param {import('./dots.js').Dot} dot @param {() => void} close */
export const shownHomes = ({ homes }, close) =>
  html`<div class="shown" @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && close()}>
    <ul>
      ${homes.map(
        ({ name, address, price, isRough }) =>
          html`<li>
            <a href=${address}>${name}</a> <span class="price">${price}</span>
            ${isRough ? html`<br /><small class="faint">${texts.rough}</small>` : nothing}
          </li>`,
      )}
    </ul>
    <button type="button" class="button quiet" @click=${close}>${texts.close}</button>
  </div>`;
