// Polls for a change elsewhere, with growing pauses.

const FIRST_MS = 700;
const LAST_MS = 10_000;
const GROWTH = 1.4;

/**
 * Call `look` until it returns true, or until `signal` is aborted. A call that fails counts as one that saw no change.
 * When the page becomes visible or online again, it polls at once.
 * @param {() => Promise<boolean>} look
 * @param {AbortSignal} signal
 * @param {(milliseconds: number, signal: AbortSignal) => Promise<void>} [pause]
 */
export async function poll(look, signal, pause = pauseOrWake) {
  for (let wait = FIRST_MS; !signal.aborted; wait = Math.min(LAST_MS, wait * GROWTH)) {
    if (await look().catch(() => false)) return;
    if (!signal.aborted) await pause(wait, signal);
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function pauseOrWake(milliseconds, signal) {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { signal: over.signal });
    addEventListener('online', end, { signal: over.signal });
    document.addEventListener('visibilitychange', () => document.hidden || end(), { signal: over.signal });
  });
}
