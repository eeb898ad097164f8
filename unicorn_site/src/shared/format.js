// Money, numbers and dates as people read them.

import { DECIMALS } from './currencies.js';

export const LOCALE = 'en-GB';
export const OWN_CURRENCIES = /** @type {Record<string, string>} */ ({ SPL: 'Sparkles' }); // no ISO code, so unknown to Intl
const ALIKE = new Set(['XAF', 'XOF']); // FCFA and F CFA: shown by their codes

const whole = new Intl.NumberFormat(LOCALE);
const exact = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 4 });
const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium' });
/** @type {Map<string, Intl.NumberFormat>} */
const prices = new Map();

/** Write a price that is in no other currency: `US$480,000`, `HUF 1,234.50`, `480,000 Sparkles`. It has no decimals,
 * or as many as its currency has. @param {number} amount @param {string} currency */
export function money(amount, currency) {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined || OWN_CURRENCIES[currency])
    return `${exact.format(amount)} ${OWN_CURRENCIES[currency] ?? currency}`;
  const format = prices.get(currency) ?? priceFormat(currency, decimals);
  prices.set(currency, format);
  return format.format(amount);
}

/** @param {string} currency @param {number} decimals */
const priceFormat = (currency, decimals) =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    currencyDisplay: ALIKE.has(currency) ? 'code' : 'symbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    trailingZeroDisplay: 'stripIfInteger',
  });

/** @param {number} value */
export const number = (value) => whole.format(value);

/** @param {number} squareMetres */
export const area = (squareMetres) => `${whole.format(squareMetres)} m²`;

/** @param {string} time RFC 3339 */
export const date = (time) => day.format(new Date(time));

/** @param {string} time RFC 3339 */
export const dateTime = (time) => moment.format(new Date(time));

/** @param {string} time RFC 3339 */
export const timeOfDay = (time) => clock.format(new Date(time));

/** Write a length of time in its largest unit, rounded down: `29 days`, `1 hour`, `0 minutes`. @param {number} milliseconds */
export function duration(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes >= 1440) return counted(Math.floor(minutes / 1440), 'day', 'days');
  return minutes >= 60 ? counted(Math.floor(minutes / 60), 'hour', 'hours') : counted(minutes, 'minute', 'minutes');
}

/** Write "1 house" or "2 houses". @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${whole.format(count)} ${count === 1 ? one : many}`;
