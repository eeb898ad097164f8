// What stands around the fields of a listing's form: address and offer, notes, a listing that has the id already.

import { html, nothing } from 'lit';

import { ADDRESS_FIELDS } from '../generated/rules.js';
import { oneLine } from '../shared/address.js';
import { dateTime } from '../shared/format.js';
import { priceText } from '../shared/price.js';
import { texts } from '../texts/agent.js';
import { currency, kindOfOffer, lines, onRequest, rentPeriod } from './listing-fields.js';
import { plainPrice, priceFault } from './money.js';

const words = texts.form;

/** @param {import("./listing-fields.js").Form} form */
export const address = (form) =>
  html`<fieldset class="group">
    <legend>${words.address}</legend>
    <div class="row">${lines(form, ...ADDRESS_FIELDS)}</div>
  </fieldset>`;

/** For what the home is offered. @param {import("./listing-fields.js").Form} form */
export const offer = (form) =>
  html`<div class="group">
    ${kindOfOffer(form)}
    <div class="row">
      ${lines(form, 'listprice')} ${currency(form)} ${form.values.contract === 'rent' ? rentPeriod(form) : nothing}
    </div>
    ${onRequest(form)}
  </div>`;

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

/** The id is taken: by which address, and where its listing is. @param {import("../shared/problems.js").Holder} holder */
export const existing = ({ address, property_id: id, is_yours: isYours }) =>
  html`<p class="message bad" role="alert" id="exists" tabindex="-1">
    ${words.exists(oneLine(address))}
    ${isYours ? html`${words.existsYours} <a href="/agent/listings/${id}">${words.open}</a>` : words.existsOthers}
  </p>`;

/** How customers will read the price. @param {import("./listing-rules.js").Values} values */
export function priceNote({ contract, listprice, currency, price_on_request, rent_period }) {
  if (priceFault(listprice, currency)) return '';
  const shown = priceText({
    listprice: Number(plainPrice(listprice)),
    currency,
    price_on_request: price_on_request === 'true',
    rent_period: /** @type {"month" | null} */ (contract === 'rent' ? rent_period : null),
  });
  return `${words.shownAs} ${shown}`;
}
