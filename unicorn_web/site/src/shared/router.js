// The address bar is the state of a page: links are ordinary links, and `navigate` changes the address in place.

/**
 * @typedef {object} Route
 * @property {RegExp} path with named groups
 * @property {(params: Record<string, string>, query: URLSearchParams) => unknown} render
 */

const CHANGED = 'unicorn:address';
/** The pages of the site that have a document of their own. */
const AREAS = /^\/(agent|live)(\/|$)/;

/** Go to an address of this page without loading it anew. @param {string} address @param {{replace?: boolean}} [how] */
export function navigate(address, { replace = false } = {}) {
  rememberScroll();
  if (replace) history.replaceState(history.state, '', address);
  else history.pushState({}, '', address);
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: { replace } }));
}

/** Tell `listener` of every new address: `back` is true if the person went through the history.
 * @param {(how: {back: boolean, replace: boolean}) => void} listener */
export function onAddress(listener) {
  history.scrollRestoration = 'manual';
  window.addEventListener('popstate', () => listener({ back: true, replace: false }));
  window.addEventListener(CHANGED, (event) =>
    listener({ back: false, replace: /** @type {CustomEvent} */ (event).detail.replace }),
  );
  window.addEventListener('pagehide', rememberScroll);
  window.addEventListener('scrollend', rememberScroll);
  document.addEventListener('click', followLink);
}

/** Find the route of the present address, and what it shows. @param {Route[]} routes */
export function resolve(routes) {
  const path = location.pathname;
  for (const route of routes) {
    const found = route.path.exec(path);
    if (found) return () => route.render(decoded(found.groups), new URLSearchParams(location.search));
  }
  return null;
}

/** Where the person was on this page when leaving it. */
export function rememberedScroll() {
  return /** @type {number} */ (history.state?.scroll ?? 0);
}

function rememberScroll() {
  history.replaceState({ ...history.state, scroll: window.scrollY }, '');
}

/** @param {MouseEvent} event */
function followLink(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = /** @type {Element} */ (event.target).closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || !isOurs(link)) return;
  event.preventDefault();
  if (link.href !== location.href) navigate(link.href);
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
