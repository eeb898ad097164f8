// What stands around the fields of a listing's form: the address, notes, a listing that has the address already.

import { html, nothing } from 'lit';

import { dateTime, money } from '../shared/format.js';
import { texts } from '../texts/agent.js';
import { lines } from './listing-fields.js';
import { plainNumber, priceFault } from './money.js';
import { propertyIdOf } from './property-id.js';

const words = texts.form;

/** The address, and the id that it will get. @param {import("./listing-fields.js").Form} form */
export function address(form) {
  const id = propertyIdOf(form.values);
  return html`<fieldset class="group">
    <legend>${words.address}</legend>
    <div class="row">${lines(form, 'country', 'city', 'street', 'number')}</div>
    <p class="hint">${id ? html`${words.id} <code>${id}</code>` : words.idUnknown}</p>
  </fieldset>`;
}

/**
 * What an agent should know before typing.
 * @param {import("./desk.js").Listing | null} listing
 * @param {number} restoredAt when that which is here again was typed, 0 if nothing is
 */
export function notes(listing, restoredAt) {
  if (listing?.status === 'PENDING') return html`<p class="message">${words.pending}</p>`;
  const restored = restoredAt ? words.restored(dateTime(new Date(restoredAt).toISOString())) : '';
  return html`
    ${restored ? html`<p class="message" role="status">${restored}</p>` : nothing}
    ${listing?.status === 'APPROVED' ? html`<p class="message">${words.approved}</p>` : nothing}
  `;
}

/** The address is taken. @param {{ id: string, isOurs: boolean }} by */
export const existing = ({ id, isOurs }) =>
  html`<p class="message bad" role="alert" id="exists" tabindex="-1">
    ${words.exists} ${isOurs ? html`${words.existsYours} <a href="/agent/listings/${id}">${words.open}</a>` : nothing}
  </p>`;

/** How customers will read the price. @param {import("./listing-rules.js").Values} values */
export function priceNote({ listprice, currency }) {
  if (priceFault(listprice, currency)) return '';
  return `${words.shownAs} ${money(Number(plainNumber(listprice)), currency)}`;
}
