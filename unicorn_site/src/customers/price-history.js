// What a home was offered for.

import { html, nothing } from 'lit';
import { date, money, number } from '../shared/format.js';
import { texts } from '../texts/customers.js';

/** @typedef {import('../shared/types.js').Details} Details */

/** Newest first; a listing that never changed its price has no history to show, nor has one whose price is on request.
 * @param {Details} listing */
export function priceHistory(listing) {
  const prices = listing.price_history;
  if (listing.price_on_request || prices.length < 2) return nothing;
  return html`<section class="history">
    <h2>${texts.property.history}</h2>
    <ol>
      ${prices.toReversed().map(({ listprice, currency, at }, index) => {
        const before = prices[prices.length - 2 - index];
        return html`<li>
          <time datetime=${at}>${date(at)}</time>
          <strong>${money(listprice, currency)}</strong> ${change(listprice, currency, before)}
        </li>`;
      })}
    </ol>
  </section>`;
}

/** @param {number} listprice @param {string} currency @param {{listprice: number, currency: string} | undefined} before */
function change(listprice, currency, before) {
  if (!before || before.currency !== currency || !before.listprice) return nothing;
  const percent = ((listprice - before.listprice) / before.listprice) * 100;
  const sign = percent > 0 ? '+' : '−';
  return html`<span class="badge ${percent > 0 ? 'warn' : 'good'}"
    >${sign}${number(Math.round(Math.abs(percent) * 10) / 10)} %</span
  >`;
}
