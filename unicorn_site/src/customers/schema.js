// Data about a listing for search engines: schema.org, and the canonical address.

import { streetLine } from '../shared/address.js';

/** @typedef {import('../shared/types.js').Details} Details */

const TYPES = /** @type {Record<string, string>} */ ({
  house: 'SingleFamilyResidence',
  villa: 'SingleFamilyResidence',
  townhouse: 'House',
  apartment: 'Apartment',
  condominium: 'Apartment',
  land: 'Place',
});
const PERIODS = { week: 'WEE', month: 'MON', year: 'ANN' }; // codes of UN/CEFACT
const ID = 'schema';

/** @param {Details} listing @param {string} name */
export function schemaOf(listing, name) {
  return {
    '@context': 'https://schema.org',
    '@type': 'RealEstateListing',
    url: canonical(),
    name,
    description: listing.description,
    datePosted: listing.published_at,
    image: listing.images.map((image) => new URL(image.urls['1600'] ?? '', location.origin).href),
    offers: {
      '@type': 'Offer',
      ...priceOf(listing),
      businessFunction: `http://purl.org/goodrelations/v1#${listing.contract === 'rent' ? 'LeaseOut' : 'Sell'}`,
      availability: 'https://schema.org/InStock',
    },
    about: homeOf(listing),
  };
}

/** A rent is the price of a unit of time; a price on request is not there. @param {Details} listing */
function priceOf({ listprice, currency, price_on_request, rent_period }) {
  if (price_on_request || listprice === null) return {};
  const price = { price: listprice, priceCurrency: currency };
  if (!rent_period) return price;
  return { priceSpecification: { '@type': 'UnitPriceSpecification', ...price, unitCode: PERIODS[rent_period] } };
}

/** @param {Details} listing */
function homeOf(listing) {
  const type = TYPES[listing.property_type ?? ''] ?? 'Accommodation';
  return {
    '@type': type,
    address: {
      '@type': 'PostalAddress',
      addressCountry: listing.country,
      ...stated('addressRegion', listing.region),
      addressLocality: listing.city,
      ...stated('postalCode', listing.postcode),
      streetAddress: streetLine(listing),
    },
    ...(type === 'Place' ? {} : roomsOf(listing)),
    ...stated('additionalProperty', listing.lot_size, (value) => ({
      '@type': 'PropertyValue',
      name: 'Lot size',
      ...squareMetres(value),
    })),
  };
}

/** What only an Accommodation has. Bathrooms are counted as in the RESO dictionary: 2.5 are two full ones and a partial
 * one, 3 in all. @param {Details} listing */
const roomsOf = ({ bedrooms, bathrooms, living_area, year_built }) => ({
  ...stated('numberOfBedrooms', bedrooms),
  ...stated('numberOfBathroomsTotal', bathrooms, Math.ceil),
  ...stated('numberOfFullBathrooms', bathrooms, Math.floor),
  ...stated('numberOfPartialBathrooms', bathrooms, (count) => Number(!Number.isInteger(count))),
  ...stated('floorSize', living_area, (value) => ({ '@type': 'QuantitativeValue', ...squareMetres(value) })),
  ...stated('yearBuilt', year_built),
});

/** @param {number} value */
const squareMetres = (value) => ({ value, unitCode: 'MTK' });

/**
 * A member, unless there is nothing to state.
 * @template T
 * @param {string} name
 * @param {T | null} value
 * @param {(value: T) => unknown} [shape]
 * @returns {Record<string, unknown>}
 */
const stated = (name, value, shape = (same) => same) => (value == null ? {} : { [name]: shape(value) });

/** @typedef {{createScript: (json: string) => string}} Policy */

/** Trusted types: a script element accepts text only from a named policy. This one accepts JSON only.
 * @type {Policy | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('schema', {
  createScript: (/** @type {string} */ json) => JSON.stringify(JSON.parse(json)),
});

/** Put it into the document, as data: a script of this type is never run. @param {Details} listing @param {string} name */
export function publishSchema(listing, name) {
  withdrawSchema();
  const script = document.createElement('script');
  script.type = 'application/ld+json';
  script.id = ID;
  const json = JSON.stringify(schemaOf(listing, name));
  script.text = policy?.createScript(json) ?? json;
  const link = document.createElement('link');
  link.rel = 'canonical';
  link.href = canonical();
  document.head.append(script, link);
}

export function withdrawSchema() {
  document.getElementById(ID)?.remove();
  document.querySelector('link[rel=canonical]')?.remove();
}

const canonical = () => location.origin + location.pathname;
