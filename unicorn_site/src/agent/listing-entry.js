// One listing in the agent's list.

import { html, nothing } from 'lit';

import { cityLine, streetLine } from '../shared/address.js';
import { dateTime } from '../shared/format.js';
import { agentsPrice } from '../shared/price.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';

const words = texts.list;

/** @param {import("./desk.js").Listing} listing @param {() => void} renew */
export function entry(listing, renew) {
  const { property_id, headline, country, status, is_public, images, modified_at } = listing;
  const ready = images.filter((image) => image.status === 'READY');
  const [cover] = ready;
  return html`<li class="card">
    ${
      cover
        ? html`<img
            src=${cover.urls?.['320'] ?? ''}
            alt=""
            width=${cover.width ?? 320}
            height=${cover.height ?? 240}
            loading="lazy"
            @error=${renew}
          />`
        : html`<div class="none" aria-hidden="true">${words.noImage}</div>`
    }
    <div>
      <h2><a href="/agent/listings/${property_id}">${headline || streetLine(listing)}</a></h2>
      <p class="faint">${headline ? `${streetLine(listing)}, ` : nothing}${cityLine(listing)}, ${country}</p>
      <p>
        ${badge(status)}
        ${is_public && status !== 'APPROVED' ? html`<span class="badge good">${texts.status.public}</span>` : nothing}
        <strong>${agentsPrice(listing)}</strong>
      </p>
      <p class="faint">${words.images(ready.length)} · ${words.changed(dateTime(modified_at))}</p>
    </div>
  </li>`;
}
