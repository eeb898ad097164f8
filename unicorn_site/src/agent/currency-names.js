// The currencies that people write beside an amount: by code, sign or name, as in `GBP`, `£`, `US$` or `Sparkles`.

import { AGENCY_CURRENCY } from '../generated/rules.js';
import { OTHERS, USUAL } from '../shared/currencies.js';
import { LOCALE, OWN_CURRENCIES } from '../shared/format.js';

const SIGNS = /** @type {const} */ (['symbol', 'narrowSymbol']);

/**
 * The currency that is meant: the chosen one if it is written so, then a usual one. Null if none is, or several are.
 * @param {string} name
 * @param {string} chosen
 * @returns {string | null}
 */
export function currencyCalled(name, chosen) {
  const wanted = plain(name);
  if (namesOf(chosen).includes(wanted)) return chosen;
  const usual = USUAL.find((code) => namesOf(code).includes(wanted));
  if (usual) return usual;
  const [found, another] = OTHERS.filter((code) => namesOf(code).includes(wanted));
  return found && !another ? found : null;
}

/** How a currency is written. @param {string} code @returns {string[]} */
export function namesOf(code) {
  const known = names.get(code) ?? [code, ...(code === AGENCY_CURRENCY ? ownNames(code) : signs(code))].map(plain);
  names.set(code, known);
  return known;
}

/** @type {Map<string, string[]>} */
const names = new Map();

/** @param {string} code */
const ownNames = (code) => [OWN_CURRENCIES[code] ?? code];

/** @param {string} code */
const signs = (code) =>
  SIGNS.map((currencyDisplay) => {
    const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: code, currencyDisplay });
    return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? code;
  });

/** Without capitals, or the dot of an abbreviation. @param {string} name */
const plain = (name) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().replace(/\.$/, '').toLowerCase();
