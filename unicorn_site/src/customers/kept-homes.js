// The homes that this browser remembers: saved by the person, and recently seen. They never leave it.

/** @typedef {{id: string, name: string}} KeptHome `name` is what it was called when it was kept */
/** @typedef {'saved' | 'seen'} List */

export const MOST = { saved: 40, seen: 8 };
const ID = /^[a-z0-9-]+(\/[a-z0-9-]+){3}$/;
const NAME_MAX = 200;
const CHANGED = 'unicorn:kept-homes';

/** @param {List} list */
const keyOf = (list) => `unicorn:${list}-homes`;

/** The homes of a list, newest first; none where the browser keeps nothing, or something else stands there.
 * @param {List} list @param {Pick<Storage, 'getItem'>} [storage] @returns {KeptHome[]} */
export function kept(list, storage) {
  try {
    return readable(JSON.parse((storage ?? localStorage).getItem(keyOf(list)) ?? '[]')).slice(0, MOST[list]);
  } catch {
    return [];
  }
}

/** Put a home first in a list; of those seen, the oldest leave. False if the list of saved ones is full, or the browser
 * keeps nothing. @param {List} list @param {KeptHome} home @param {Storage} [storage] */
export function keep(list, home, storage) {
  const others = kept(list, storage).filter(({ id }) => id !== home.id);
  if (list === 'saved' && others.length >= MOST.saved) return false;
  return write(list, [{ id: home.id, name: home.name.slice(0, NAME_MAX) }, ...others].slice(0, MOST[list]), storage);
}

/** Take a home out of a list. @param {List} list @param {string} id @param {Storage} [storage] */
export const forget = (list, id, storage) =>
  write(
    list,
    kept(list, storage).filter((home) => home.id !== id),
    storage,
  );

/** Call `listener` when a list changes, here or in another tab. @param {() => void} listener @param {AbortSignal} signal */
export function onKept(listener, signal) {
  addEventListener(CHANGED, listener, { signal });
  addEventListener('storage', listener, { signal });
}

/** @param {List} list @param {KeptHome[]} homes @param {Pick<Storage, 'setItem'>} [storage] */
function write(list, homes, storage) {
  try {
    (storage ?? localStorage).setItem(keyOf(list), JSON.stringify(homes));
  } catch {
    return false;
  }
  globalThis.dispatchEvent?.(new Event(CHANGED));
  return true;
}

/** @param {unknown} value @returns {KeptHome[]} */
function readable(value) {
  const isHome = (/** @type {any} */ home) => ID.test(home?.id) && typeof home.name === 'string';
  return Array.isArray(value) ? value.filter(isHome).map(({ id, name }) => ({ id, name })) : [];
}
