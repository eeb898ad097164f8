// The address bar is the state of a page: links are ordinary links, and `navigate` changes the address in place.

/**
 * @typedef {object} Route
 * @property {RegExp} path with named groups
 * @property {(params: Record<string, string>, query: URLSearchParams) => unknown} render
 *
 * @typedef {object} Entry the state of an entry in the browser's history
 * @property {string} key
 * @property {number} [scroll]
 * @property {number} [pages] of a list that were shown
 * @property {boolean} [over] whether something lies over the page: the entry before has the same key
 *
 * @typedef {object} Move
 * @property {boolean} back whether the person went through the history
 * @property {boolean} keep whether the page stays the same, with another state
 */

const CHANGED = 'unicorn:address';
/** The pages of the site that have a document of their own. */
const AREAS = /^\/(agent|live)(\/|$)/;

/** Go to an address of this area without reloading the document. `replace` leaves no entry in the history; `keep` leaves
 * scroll and focus where they are.
 * @param {string} address @param {{replace?: boolean, keep?: boolean}} [how] */
export function navigate(address, { replace = false, keep: stay = replace } = {}) {
  keep({ scroll: window.scrollY });
  if (replace) history.replaceState(entry(), '', address);
  else history.pushState({ key: crypto.randomUUID() }, '', address);
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: { back: false, keep: stay } }));
}

/** Call `listener` for every new address; entries of the history with one key are one page, so that going from one to
 * the other is no move. @param {(move: Move) => void} listener */
export function onAddress(listener) {
  let shown = entry().key;
  const arrive = (/** @type {Move} */ move) => {
    shown = entry().key;
    listener(move);
  };
  history.scrollRestoration = 'manual';
  window.addEventListener('popstate', () => entry().key !== shown && arrive({ back: true, keep: false }));
  window.addEventListener(CHANGED, (event) => arrive(/** @type {CustomEvent<Move>} */ (event).detail));
  window.addEventListener('scrollend', () => keep({ scroll: window.scrollY }));
  document.addEventListener('click', followLink);
}

/** Find the route of the current address; returns its render function, or null. @param {Route[]} routes */
export function resolve(routes) {
  for (const route of routes) {
    const found = route.path.exec(location.pathname);
    if (found) return () => route.render(decoded(found.groups), new URLSearchParams(location.search));
  }
  return null;
}

/** The current entry of the history. @returns {Entry} */
export function entry() {
  if (!history.state?.key) history.replaceState({ ...history.state, key: crypto.randomUUID() }, '');
  return history.state;
}

/** Keep something with the current entry of the history. @param {Partial<Entry>} more */
export function keep(more) {
  history.replaceState({ ...entry(), ...more }, '');
}

/** @param {MouseEvent} event */
function followLink(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = /** @type {Element} */ (event.target).closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || !isOurs(link)) return;
  event.preventDefault();
  navigate(link.href, { replace: link.href === location.href, keep: false });
}

/** @param {HTMLAnchorElement} link */
function isOurs(link) {
  const sameArea = areaOf(link.pathname) === areaOf(location.pathname);
  const within = link.hash && link.pathname === location.pathname && link.search === location.search;
  return link.origin === location.origin && !link.target && !link.download && sameArea && !within;
}

/** @param {string} path */
function areaOf(path) {
  return AREAS.exec(path)?.[1] ?? 'customers';
}

/** @param {Record<string, string> | undefined} groups @returns {Record<string, string>} */
function decoded(groups) {
  return Object.fromEntries(Object.entries(groups ?? {}).map(([name, value]) => [name, plain(value ?? '')]));
}

/** @param {string} text */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % in an address that somebody typed
  }
}
