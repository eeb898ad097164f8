// The addresses of the images of a page of cards: the answer states them once, as a template (RFC 6570, RFC 9652).

/** @typedef {import('../shared/types.js').FoundCard} FoundCard */
/** @typedef {import('../shared/types.js').Card} Card */

const TEMPLATE = /^"([^"]+)".*;\s*widths="([\d ]+)"/;

/** Return the card with one address of its image for each width.
 * @param {FoundCard} card @param {string | undefined} template as the header `Link-Template` has it @returns {Card} */
export function withAddresses({ image, ...card }, template) {
  const [, address = '', widths = ''] = template?.match(TEMPLATE) ?? [];
  if (!image || !address) return card;
  const addressOf = (/** @type {string} */ width) =>
    address.replace('{+property_id}', card.property_id).replace('{image_id}', image.image_id).replace('{width}', width);
  return { ...card, image: { ...image, urls: urlsOf(widths.split(' '), addressOf) } };
}

/** @param {string[]} widths @param {(width: string) => string} addressOf */
const urlsOf = (widths, addressOf) =>
  /** @type {import('../shared/types.js').CardImage['urls']} */ (
    Object.fromEntries(widths.map((width) => [width, addressOf(width)]))
  );
