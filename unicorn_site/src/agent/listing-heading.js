// The heading of a listing's page, and the page of a listing that is not there.

import { html, nothing } from 'lit';

import { oneLine, streetLine } from '../shared/address.js';
import { agentsPrice } from '../shared/price.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';

/** @typedef {import("./desk.js").Listing} Listing */

/** @param {Listing} listing */
export const titleOf = (listing) => listing.headline || `${streetLine(listing)}, ${listing.city}`;

/** @param {Listing} listing */
export function heading(listing) {
  const { property_id: id, status, is_public: isPublic, contract, agent } = listing;
  return html`<header class="title">
    <p><a href="/agent/">← ${texts.app.listings}</a></p>
    <h1>${titleOf(listing)}</h1>
    <p>
      ${badge(status)}
      ${isPublic && status !== 'APPROVED' ? html`<span class="badge good">${texts.status.public}</span>` : nothing}
      <strong>${agentsPrice(listing)}</strong> · ${texts.offers[/** @type {"sale"} */ (contract)]}
    </p>
    <p class="faint">${oneLine(listing)} · ${agent}</p>
    <p class="faint"><code>${id}</code></p>
  </header>`;
}

export const notFound = () =>
  html`<section class="notice">
    <h1>${texts.app.notFound}</h1>
    <p>${texts.app.notFoundHelp}</p>
    <p><a class="button" href="/agent/">${texts.app.listings}</a></p>
  </section>`;
