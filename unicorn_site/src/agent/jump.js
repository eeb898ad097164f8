// Links from what is wrong to where it is mended.

import { html } from 'lit';

const UNLOCKING = 3000; // milliseconds

/** Fields are locked until the listing that was decided on has come anew, a moment after the decision itself.
 * @param {HTMLElement} target @param {number} deadline */
function focusOnceUnlocked(target, deadline) {
  if (target.matches(':disabled') && performance.now() < deadline)
    requestAnimationFrame(() => focusOnceUnlocked(target, deadline));
  else target.focus({ preventScroll: true });
}

/** A link to a part of this page, which takes the focus along. @param {string} id @param {string} text */
export function jump(id, text) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'center' });
    if (target) focusOnceUnlocked(target, performance.now() + UNLOCKING);
  };
  return html`<a href="#${id}" @click=${go}>${text}</a>`;
}
