// Prices as people type them, and as the API takes them.

import { DECIMALS } from '../shared/currencies.js';

const DIGITS_MAX = 15;

/**
 * What was typed, as plain digits: `1,250,000.50` and `1 250 000.50` are 1250000.50. Null if it is no number.
 * @param {string} typed
 * @returns {string | null}
 */
export function plainNumber(typed) {
  const text = typed.trim().replace(/(?<=\d)[\s'’](?=\d{3})/g, '');
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}

/**
 * What is wrong with a price; null if nothing is.
 * @param {string} typed
 * @param {string} currency
 * @returns {{ code: "required" | "not-a-number" | "not-positive" | "too-long" | "decimals", decimals?: number } | null}
 */
export function priceFault(typed, currency) {
  if (!typed.trim()) return { code: 'required' };
  const plain = plainNumber(typed);
  if (plain === null) return { code: 'not-a-number' };
  const [whole = '', behind = ''] = plain.split('.');
  const decimals = DECIMALS.get(currency) ?? 2;
  if (behind.replace(/0+$/, '').length > decimals) return { code: 'decimals', decimals };
  if (whole.replace(/^0+/, '').length + decimals > DIGITS_MAX) return { code: 'too-long' };
  return Number(plain) > 0 ? null : { code: 'not-positive' };
}
