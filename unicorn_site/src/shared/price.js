// A price as customers read it.

import { texts } from '../texts/shared.js';
import { money } from './format.js';

const words = texts.price;

/**
 * @typedef {object} Priced
 * @property {number | null} [listprice] left out, or null, if it is on request
 * @property {string} currency
 * @property {boolean} [price_on_request]
 * @property {keyof typeof words.periods | null} [rent_period]
 */

/** The amount of a price and the time that a rent is for, or that it is on request: then there is no number.
 * @param {Priced} offer @returns {{ amount: string, period: string }} */
export function priceParts({ listprice, currency, price_on_request, rent_period }) {
  if (price_on_request || listprice == null) return { amount: words.onRequest, period: '' };
  return { amount: money(listprice, currency), period: periodOf({ rent_period }) };
}

/** The time that a rent is for, in words. @param {Pick<Priced, 'rent_period'>} offer */
export const periodOf = ({ rent_period }) => (rent_period ? words.periods[rent_period] : '');

/** `US$1,200 a month`, `€480,000`, `Price on request` @param {Priced} offer */
export function priceText(offer) {
  const { amount, period } = priceParts(offer);
  return period ? `${amount} ${period}` : amount;
}

/** The price as its agent reads it, who knows it even if customers are not shown it.
 * @param {Priced} listing */
export function agentsPrice(listing) {
  const price = priceText({ ...listing, price_on_request: false });
  return listing.price_on_request ? `${price} (${words.hidden})` : price;
}
