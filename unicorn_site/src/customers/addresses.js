// The addresses of the customers' pages, and the filters that stand in them.

/** @typedef {import('../shared/types.js').Card} Card */

export const PAGE_SIZE = 24; // fills rows of two, three and four
/** Those by facts and words of a home, behind `More filters`. */
export const FACT_FILTERS = /** @type {const} */ ([
  'property_type',
  'bathrooms',
  'min_living_area',
  'max_living_area',
  'min_lot_size',
  'max_lot_size',
  'min_year_built',
  'max_year_built',
  'heating',
  'rent_period',
  'words',
]);
export const FILTERS = /** @type {const} */ ([
  'contract',
  'currency',
  'min_price',
  'max_price',
  'bedrooms',
  ...FACT_FILTERS,
  'bbox',
  'sort',
]);

/** @param {string[]} parts @returns {string} */
const joined = (...parts) => parts.map(encodeURIComponent).join('/');

/** @param {string} country @param {string} [city] @param {string} [street] */
export const searchAddress = (country, city, street) =>
  `/search/${joined(...[country, city, street].filter((part) => part !== undefined))}`;

/** The page of all homes of a country; its own page lists its cities. @param {string} country */
export const homesAddress = (country) => `/search-homes/${joined(country)}`;

/** Return the page of a place with filters; it keeps what was typed, to say what was not understood. @param {import('../shared/types.js').NamedLocality} locality
 * @param {Record<string, string>} filters @param {string} typed */
export function localityAddress({ country, city, street }, filters, typed) {
  const query = new URLSearchParams({ ...filters, q: typed.trim() });
  if (city) return `${searchAddress(country, city, street)}?${query}`;
  return Object.keys(filters).length ? `${homesAddress(country)}?${query}` : searchAddress(country);
}

/** @param {Pick<Card, 'property_id'>} card */
export const propertyAddress = (card) => `/properties/${joined(...card.property_id.split('/'))}`;

/** Return the filters of an address as the API takes them. They are not checked here: the API
 * does, and its answer is shown. @param {URLSearchParams} given @returns {import('./calls.js').Query} */
export function filtersOf(given) {
  const filters = FILTERS.map((name) => [name, given.get(name)]).filter(([, value]) => value);
  return { ...Object.fromEntries(filters), limit: PAGE_SIZE };
}
