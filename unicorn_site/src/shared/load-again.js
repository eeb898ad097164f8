// A public photo is copied within seconds after its listing is approved: one that is not there yet is asked for again.

const PAUSES = [2_000, 8_000]; // ms
/** @type {WeakMap<object, {address: string, times: number}>} */
const tried = new WeakMap();

/** @param {string} addresses */
const plain = (addresses) => addresses.replaceAll(/\?again=\d+/g, '');

/**
 * Load an image again that has failed to load, by another address: browsers may keep the failure for a while.
 * @param {Pick<HTMLImageElement, "src" | "srcset">} image
 * @param {(work: () => void, ms: number) => unknown} [later]
 */
export function loadAgain(image, later = setTimeout) {
  const address = plain(image.src);
  const known = tried.get(image);
  const times = known?.address === address ? known.times : 0;
  const pause = PAUSES[times];
  if (pause === undefined) return;
  tried.set(image, { address, times: times + 1 });
  later(() => {
    if (plain(image.src) !== address) return; // it shows another photo by now
    image.srcset = plain(image.srcset).replaceAll(/ (\d+w)/g, `?again=${times + 1} $1`);
    image.src = `${address}?again=${times + 1}`;
  }, pause);
}
