// Going back leads to where the person was, as soon as the page is long enough for that again.

import { entry } from './router.js';

const PATIENCE = 5_000; // milliseconds; a list may still be on its way
const GIVE_UP = ['wheel', 'touchstart', 'keydown', 'pointerdown', 'popstate'];

/** Scroll to where this entry of the history was left, unless the person does something meanwhile. */
export function restoreScroll() {
  const wanted = entry().scroll ?? 0;
  const deadline = performance.now() + PATIENCE;
  const interrupted = new AbortController();
  for (const kind of GIVE_UP)
    window.addEventListener(kind, () => interrupted.abort(), { signal: interrupted.signal, passive: true });
  const step = () => {
    if (interrupted.signal.aborted) return;
    window.scrollTo(0, wanted);
    const there = Math.abs(window.scrollY - wanted) < 2;
    if (there || performance.now() > deadline) interrupted.abort();
    else requestAnimationFrame(step);
  };
  step();
}
