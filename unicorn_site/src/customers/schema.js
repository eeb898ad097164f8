// Data about a home for search engines: schema.org, and the canonical address.

/** @typedef {import('../shared/types.js').Details} Details */

const ROOMS = /** @type {Record<string, string>} */ ({
  house: 'SingleFamilyResidence',
  villa: 'SingleFamilyResidence',
  townhouse: 'House',
  apartment: 'Apartment',
  condominium: 'Apartment',
});
const ID = 'schema';

/** @param {Details} home @param {string} name */
export function schemaOf(home, name) {
  return {
    '@context': 'https://schema.org',
    '@type': 'RealEstateListing',
    url: canonical(),
    name,
    description: home.description,
    datePosted: home.published_at,
    image: home.images.map((image) => image.urls['1600']),
    offers: {
      '@type': 'Offer',
      price: home.listprice,
      priceCurrency: home.currency,
      businessFunction: `http://purl.org/goodrelations/v1#${home.contract === 'rent' ? 'LeaseOut' : 'Sell'}`,
      availability: 'https://schema.org/InStock',
    },
    about: {
      '@type': ROOMS[home.property_type ?? ''] ?? 'Place',
      address: {
        '@type': 'PostalAddress',
        addressCountry: home.country,
        addressLocality: home.city,
        streetAddress: `${home.number} ${home.street}`,
      },
      ...(home.bedrooms == null ? {} : { numberOfBedrooms: home.bedrooms }),
      ...(home.bathrooms == null ? {} : { numberOfBathroomsTotal: home.bathrooms }),
      ...(home.living_area == null
        ? {}
        : { floorSize: { '@type': 'QuantitativeValue', value: home.living_area, unitCode: 'MTK' } }),
      ...(home.year_built == null ? {} : { yearBuilt: home.year_built }),
    },
  };
}

/** @typedef {{createScript: (json: string) => string}} Policy */

/** Trusted types: a script element accepts text only from a named policy. This one accepts JSON only.
 * @type {Policy | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('schema', {
  createScript: (/** @type {string} */ json) => JSON.stringify(JSON.parse(json)),
});

/** Put it into the document, as data: a script of this type is never run. @param {Details} home @param {string} name */
export function publishSchema(home, name) {
  withdrawSchema();
  const script = document.createElement('script');
  script.type = 'application/ld+json';
  script.id = ID;
  const json = JSON.stringify(schemaOf(home, name));
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
