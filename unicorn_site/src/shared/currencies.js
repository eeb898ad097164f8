// The currencies that a price may be in.

import { DECIMALS as CODES } from '../generated/rules.js';

/** The number of decimals of each currency, as ISO 4217 has it; browsers round some to what shops use.
 * @type {ReadonlyMap<string, number>} */
export const DECIMALS = new Map(
  Object.entries(CODES).flatMap(([decimals, codes]) => codes.split(' ').map((code) => [code, Number(decimals)])),
);

/** The first ones in a list to choose from. */
export const USUAL = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'SPL'];
export const OTHERS = [...DECIMALS.keys()].filter((code) => !USUAL.includes(code)).sort();
