// The wanted order of a listing's images and their texts, until they are saved.

/** @typedef {import("./desk.js").Image} Image */
/** @typedef {import("./desk.js").Placed} Placed */

/** @param {ReadonlyArray<Image>} images @returns {Placed[]} the images that can be shown, in their saved order */
export const placedOf = (images) =>
  images
    .filter(({ status }) => status === 'READY')
    .map(({ image_id, alt_text, caption }) => ({ image_id, alt_text: alt_text ?? null, caption: caption ?? null }));

/**
 * Move one image to another position.
 * @param {Placed[]} placed
 * @param {string} id
 * @param {number} to is brought within the list
 */
export function moved(placed, id, to) {
  const one = placed.find(({ image_id }) => image_id === id);
  if (!one) return placed;
  const others = placed.filter((other) => other !== one);
  others.splice(Math.max(0, Math.min(others.length, to)), 0, one);
  return others;
}

/**
 * Set the texts of one image; empty ones count as none.
 * @param {Placed[]} placed
 * @param {string} id
 * @param {Partial<Record<"alt_text" | "caption", string>>} words
 */
export const described = (placed, id, words) => placed.map((one) => (one.image_id === id ? { ...one, ...words } : one));

/** @param {Placed[]} placed as the API takes it */
export const sent = (placed) =>
  placed.map(({ image_id, alt_text, caption }) => ({
    image_id,
    alt_text: alt_text?.trim() || null,
    caption: caption?.trim() || null,
  }));

/** @param {Placed[]} one @param {Placed[]} other */
export const isSame = (one, other) => JSON.stringify(sent(one)) === JSON.stringify(sent(other));

/**
 * The wanted order with the images that took the place of others meanwhile.
 * @param {Placed[]} wanted
 * @param {ReadonlyArray<Image>} images
 */
export function followed(wanted, images) {
  const next = new Map(images.filter(({ status }) => status === 'READY').map((one) => [one.replaces, one.image_id]));
  return wanted.map((one) => ({ ...one, image_id: next.get(one.image_id) ?? one.image_id }));
}

/**
 * The wanted order, applied to the current images: removed ones are dropped, new ones come last.
 * @param {Placed[]} wanted
 * @param {Placed[]} now
 */
export function rebased(wanted, now) {
  const there = wanted.filter(({ image_id }) => now.some((one) => one.image_id === image_id));
  return [...there, ...now.filter(({ image_id }) => !wanted.some((one) => one.image_id === image_id))];
}
