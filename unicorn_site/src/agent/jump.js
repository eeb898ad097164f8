// Links from a problem to the field where it is fixed.

import { html } from 'lit';

const UNLOCKING = 3000; // milliseconds

/** After a decision, fields stay locked for a moment, until the listing has been reloaded.
 * @param {HTMLElement} target @param {number} deadline */
function focusOnceUnlocked(target, deadline) {
  if (target.matches(':disabled') && performance.now() < deadline)
    requestAnimationFrame(() => focusOnceUnlocked(target, deadline));
  else target.focus({ preventScroll: true });
}

/** A link to a part of this page, which moves the focus there. @param {string} id @param {string} text */
export function jump(id, text) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'center' });
    if (target) focusOnceUnlocked(target, performance.now() + UNLOCKING);
  };
  return html`<a href="#${id}" @click=${go}>${text}</a>`;
}
