// What the Web API answers, by the types that its own description gives: `make site-check` generates them.

/**
 * @typedef {import('../../generated/web').components['schemas']} Schemas
 * @typedef {Schemas['Card']} Card
 * @typedef {Schemas['CardImage']} CardImage
 * @typedef {Schemas['Details']} Details
 * @typedef {Schemas['DetailsImage']} Image
 * @typedef {Schemas['Country']} Country
 * @typedef {Schemas['City']} City
 */

export {};
