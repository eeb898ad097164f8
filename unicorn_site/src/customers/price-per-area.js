// What a square metre of a home costs: only where price and living area are known, and, of a rent, its period.

import { DECIMALS } from '../shared/currencies.js';
import { money } from '../shared/format.js';
import { periodOf } from '../shared/price.js';

const COARSE = 100; // from here on, decimals say nothing

/** @typedef {Pick<import('../shared/types.js').Details, 'contract' | 'listprice' | 'currency' | 'price_on_request' | 'rent_period' | 'living_area'>} Offer */

/** `US$3,190`, or of a rent `€14.50 a month`; null if it is not known. @param {Offer} listing */
export function perArea(listing) {
  const amount = pricePerArea(listing);
  return amount && [money(amount, listing.currency), periodOf(listing)].filter(Boolean).join(' ');
}

/** The price of a square metre, in the listing's currency and, of a rent, for its period; null if it is not known, or so
 * little that it rounds to nothing. @param {Offer} offer @returns {number | null} */
export function pricePerArea({ contract, listprice, currency, price_on_request, rent_period, living_area }) {
  if (price_on_request || !listprice || !living_area) return null;
  if (contract === 'rent' && !rent_period) return null;
  return rounded(listprice / living_area, currency) || null;
}

/** @param {number} amount @param {string} currency */
function rounded(amount, currency) {
  const unit = amount < COARSE ? 10 ** (DECIMALS.get(currency) ?? 0) : 1;
  return Math.floor(amount * unit + 0.5) / unit;
}
