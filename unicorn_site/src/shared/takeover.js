// A page arrives with its content in plain HTML, for readers without JavaScript. It stays until the script has its own.

const BUSY = '[aria-busy="true"]';

/** Show an app in place of the plain content, as soon as what it shows first is there: nothing is seen twice, and nothing
 * flashes. Returns how to do it at once. @param {HTMLElement} app @returns {() => void} */
export function takeOver(app) {
  const plain = document.getElementById('plain');
  if (!plain) return () => {};
  const watcher = new MutationObserver(() => requestAnimationFrame(() => isReady(app) && show())); // all has rendered
  const show = () => {
    watcher.disconnect();
    plain.remove();
    app.hidden = false;
  };
  app.hidden = true;
  watcher.observe(app, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy'] });
  return show;
}

/** Forget what the document said of the page that it arrived with, since another one is shown now. */
export function forgetFirstPage() {
  for (const element of document.head.querySelectorAll('[data-page]')) element.remove();
}

/** @param {HTMLElement} app */
const isReady = (app) => app.childElementCount > 0 && !app.querySelector(BUSY);
