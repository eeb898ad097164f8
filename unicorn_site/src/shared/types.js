// What the Web API answers, by the types that its own description gives: `make site-check` generates them.

/**
 * @typedef {import('../../generated/web').components['schemas']} Schemas
 * @typedef {Schemas['Card']} FoundCard as a search answers it
 * @typedef {Omit<FoundCard, 'image'> & {image?: CardImage}} Card with the addresses of its image
 * @typedef {Omit<Schemas['FirstImage'], 'alt_text'> & {alt_text?: string | null}} CardImage
 * @typedef {Schemas['Details']} Details
 * @typedef {Schemas['DetailsImage']} Image
 * @typedef {Schemas['Country']} Country
 * @typedef {Schemas['City']} City
 * @typedef {Schemas['NamedLocality']} NamedLocality
 * @typedef {Schemas['Understood']} Understood
 */

export {};
