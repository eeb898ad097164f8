// What the APIs answer, as far as pages read it.

/**
 * @typedef {{image_id: string, urls: Record<string, string>, placeholder?: string | null, alt_text?: string | null}} CardImage
 *
 * @typedef {object} Card
 * @property {string} property_id
 * @property {string} country
 * @property {string} city
 * @property {string} street
 * @property {string} number
 * @property {'sale' | 'rent'} contract
 * @property {number} listprice
 * @property {string} currency
 * @property {CardImage | null} image
 * @property {string | null} [headline]
 * @property {number | null} [bedrooms]
 * @property {number | null} [bathrooms]
 * @property {number | null} [living_area]
 * @property {string | null} [property_type]
 *
 * @typedef {CardImage & {width: number, height: number, caption?: string | null}} Picture
 *
 * @typedef {object} MoreDetails
 * @property {string} description
 * @property {Picture[]} images
 * @property {number | null} [lot_size]
 * @property {number | null} [year_built]
 * @property {{listprice: number, currency: string, at: string}[]} [price_history]
 * @property {{status: string, at: string}[]} [status_history]
 * @property {string} published_at
 *
 * @typedef {Card & MoreDetails} Details
 *
 * @typedef {{country: string, name: string, listings: number, cities: number}} Country
 * @typedef {{country: string, city: string, name: string, listings: number}} City
 */

export {};
