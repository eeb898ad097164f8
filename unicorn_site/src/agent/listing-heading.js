// The heading of a listing's page, and the page of a listing that is not there.

import { html, nothing } from 'lit';

import { money } from '../shared/format.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';

/** @typedef {import("./desk.js").Listing} Listing */

/** @param {Listing} listing */
export const titleOf = ({ headline, street, number, city }) => headline || `${number} ${street}, ${city}`;

/** @param {Listing} listing */
export function heading(listing) {
  const { country, city, street, number, status, is_public: isPublic, listprice, currency, contract, agent } = listing;
  return html`<header class="title">
    <p><a href="/agent/">← ${texts.app.listings}</a></p>
    <h1>${titleOf(listing)}</h1>
    <p>
      ${badge(status)}
      ${isPublic && status !== 'APPROVED' ? html`<span class="badge good">${texts.status.public}</span>` : nothing}
      <strong>${money(listprice, currency)}</strong> · ${texts.offers[/** @type {"sale"} */ (contract)]}
    </p>
    <p class="faint">${number} ${street}, ${city}, ${country} · ${agent}</p>
  </header>`;
}

export const notFound = () =>
  html`<section class="notice">
    <h1>${texts.app.notFound}</h1>
    <p>${texts.app.notFoundHelp}</p>
    <p><a class="button" href="/agent/">${texts.app.listings}</a></p>
  </section>`;
