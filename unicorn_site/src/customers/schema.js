// Data about a listing for search engines: schema.org, and the canonical address.

/** @typedef {import('../shared/types.js').Details} Details */

const ROOMS = /** @type {Record<string, string>} */ ({
  house: 'SingleFamilyResidence',
  villa: 'SingleFamilyResidence',
  townhouse: 'House',
  apartment: 'Apartment',
  condominium: 'Apartment',
});
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
    image: listing.images.map((image) => image.urls['1600']),
    offers: {
      '@type': 'Offer',
      price: listing.listprice,
      priceCurrency: listing.currency,
      businessFunction: `http://purl.org/goodrelations/v1#${listing.contract === 'rent' ? 'LeaseOut' : 'Sell'}`,
      availability: 'https://schema.org/InStock',
    },
    about: {
      '@type': ROOMS[listing.property_type ?? ''] ?? 'Place',
      address: {
        '@type': 'PostalAddress',
        addressCountry: listing.country,
        addressLocality: listing.city,
        streetAddress: `${listing.number} ${listing.street}`,
      },
      ...(listing.bedrooms == null ? {} : { numberOfBedrooms: listing.bedrooms }),
      ...(listing.bathrooms == null ? {} : { numberOfBathroomsTotal: listing.bathrooms }),
      ...(listing.living_area == null
        ? {}
        : { floorSize: { '@type': 'QuantitativeValue', value: listing.living_area, unitCode: 'MTK' } }),
      ...(listing.year_built == null ? {} : { yearBuilt: listing.year_built }),
    },
  };
}

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
