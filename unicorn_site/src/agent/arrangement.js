// The wanted order of a listing's images and the words with them, until they are saved.

/** @typedef {import("./desk.js").Image} Image */
/** @typedef {import("./desk.js").Placed} Placed */

/** @param {ReadonlyArray<Image>} images @returns {Placed[]} the images that can be shown, as they are saved */
export const placedOf = (images) =>
  images
    .filter(({ status }) => status === 'READY')
    .map(({ image_id, alt_text, caption }) => ({ image_id, alt_text: alt_text ?? null, caption: caption ?? null }));

/**
 * Move one image to another place.
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
 * Set the words with one image; empty ones are none.
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
 * The wanted order, held against images that came and went meanwhile: who is gone leaves, who is new comes last.
 * @param {Placed[]} wanted
 * @param {Placed[]} now
 */
export function rebased(wanted, now) {
  const there = wanted.filter(({ image_id }) => now.some((one) => one.image_id === image_id));
  return [...there, ...now.filter(({ image_id }) => !wanted.some((one) => one.image_id === image_id))];
}
