// Money, numbers and dates as people read them.

export const LOCALE = 'en-GB';
const OWN_CURRENCIES = /** @type {Record<string, string>} */ ({ SPL: 'Sparkles' }); // no ISO code, so unknown to Intl

const whole = new Intl.NumberFormat(LOCALE);
const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium' });

/** Write a price: `$480,000`, `480 000 Sparkles`; decimals only where there are any.
 * @param {number} amount @param {string} currency */
export function money(amount, currency) {
  if (OWN_CURRENCIES[currency]) return `${whole.format(amount)} ${OWN_CURRENCIES[currency]}`;
  try {
    return new Intl.NumberFormat(LOCALE, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      trailingZeroDisplay: 'stripIfInteger',
    }).format(amount);
  } catch {
    return `${whole.format(amount)} ${currency}`; // no code at all
  }
}

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

/** Write "1 house" or "2 houses". @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${whole.format(count)} ${count === 1 ? one : many}`;

/** Turn a slug into words: `main-street` → `Main Street`. @param {string} slug */
export const words = (slug) =>
  slug.replace(/(^|-)([a-z0-9])/g, (_, gap, letter) => (gap && ' ') + letter.toUpperCase());
