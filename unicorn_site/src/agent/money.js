// Prices as people type them, and as the API takes them.

import { DECIMALS } from '../shared/currencies.js';
import { currencyCalled } from './currency-names.js';

const DIGITS_MAX = 15;
/** An amount, with what is written before and behind it. */
const AMOUNT = /^(?<before>\D*)(?<amount>\d(?:.*\d)?)(?<behind>\D*)$/s;
const NAME = /[\p{L}\p{Sc}]/u;

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
 * The digits of a price, with a currency or without: `£450,000`, `450 000 GBP` and `450,000` are 450000.
 * @param {string} typed
 * @returns {string | null}
 */
export const plainPrice = (typed) => plainNumber(parts(typed).amount);

/**
 * How many decimals a plain number has. Zeros at the end are none, but three digits always count: `450.000` and `1.200`
 * may be meant as thousands, and are never read as 450 and 1.2.
 * @param {string} plain
 * @returns {number}
 */
export function decimalsIn(plain) {
  const [, behind = ''] = plain.split('.');
  return behind.length === 3 ? 3 : behind.replace(/0+$/, '').length;
}

/**
 * The currency of a price: the chosen one if none is typed; null if it is unknown, or may be several.
 * @param {string} typed
 * @param {string} chosen
 * @returns {string | null}
 */
export function currencyOf(typed, chosen) {
  const { name } = parts(typed);
  return name ? currencyCalled(name, chosen) : chosen;
}

/**
 * What is wrong with a price; null if nothing is.
 * @param {string} typed
 * @param {string} currency
 * @returns {{ code: string, decimals?: number, named?: string } | null}
 */
export function priceFault(typed, currency) {
  if (!typed.trim()) return { code: 'required' };
  const plain = plainPrice(typed);
  if (plain === null) return { code: 'not-a-number' };
  const named = currencyOf(typed, currency);
  if (named === null) return { code: 'currency-unclear' };
  if (named !== currency) return { code: 'other-currency', named };
  const decimals = DECIMALS.get(currency) ?? 2;
  const [whole = ''] = plain.split('.');
  if (decimalsIn(plain) > decimals) return { code: 'decimals', decimals };
  if (whole.replace(/^0+/, '').length + decimals > DIGITS_MAX) return { code: 'too-long' };
  return Number(plain) > 0 ? null : { code: 'not-positive' };
}

/** The amount, and the name of a currency on one side of it. @param {string} typed */
function parts(typed) {
  const { before = '', amount = typed, behind = '' } = AMOUNT.exec(typed.trim())?.groups ?? {};
  const [named, other] = before ? [before, behind] : [behind, before];
  return NAME.test(named) && !other ? { name: named.trim(), amount } : { name: '', amount: typed };
}
