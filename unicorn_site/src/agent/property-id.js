// The id that an address will get, shown while it is typed. The id in the API's answer is the one that counts.

import { LIMITS } from '../generated/rules.js';

export const PARTS = /** @type {const} */ (['country', 'city', 'street', 'number']);
export const PART_MAX = LIMITS.address.maxLength;

/** @typedef {Record<typeof PARTS[number], string>} Address */

// What Unicode does not decompose into a letter and its marks. A curly apostrophe vanishes, a straight one divides.
/** @type {Record<string, string>} */
const LATIN = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'ng',
  ĳ: 'ij',
  '’': '',
  '‘': '',
  '“': '',
  '”': '',
  '–': '-',
  '—': '-',
  '½': '1/2',
  '€': 'eur',
};

/**
 * A slug as the API makes it; null if it is in letters that only the API knows how to spell in ASCII.
 * @param {string} part
 * @returns {string | null}
 */
export function slug(part) {
  const lower = part.toLowerCase().normalize('NFC');
  const latin = [...lower].map((letter) => LATIN[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')).join('');
  if (/[^\x00-\x7f]/.test(latin) || /&#?\w+;/.test(latin)) return null;
  return latin
    .replace(/(\d),(?=\d)/g, '$1')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * The property id of an address; null while a part is missing, too long, or not predictable.
 * @param {Address} address
 * @returns {string | null}
 */
export function propertyIdOf(address) {
  const slugs = PARTS.map((part) => slug(address[part].replaceAll('/', ' ')));
  return slugs.every((found) => found && found.length <= PART_MAX) ? slugs.join('/') : null;
}
