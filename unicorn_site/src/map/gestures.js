// What pointers do to a map: one moves it, two bring it nearer as well, and one that stays where it is clicks.

import { moved, zoomed } from './mercator.js';

/** @typedef {import('./mercator.js').Point} Point */
/** @typedef {import('./mercator.js').View} View */

const STILL = 5; // pixels that a click may move

export class Gestures {
  /** Where each pointer that is down is. @type {Map<number, Point>} */
  #pointers = new Map();
  #way = 0; // pixels, of all pointers since the first one came down

  /** Whether what ends now is no click. */
  get isMove() {
    return this.#way >= STILL;
  }

  /** @param {number} pointer @param {Point} at */
  press(pointer, at) {
    if (!this.#pointers.size) this.#way = 0;
    this.#pointers.set(pointer, at);
  }

  /** Return the map after a pointer has gone somewhere; null as long as that may be a click. @param {number} pointer
   * @param {Point} now @param {View} view @param {import('./mercator.js').Size} size */
  drag(pointer, now, view, size) {
    const before = this.#pointers.get(pointer);
    if (!before) return null;
    const other = [...this.#pointers].find(([id]) => id !== pointer)?.[1];
    this.#pointers.set(pointer, now);
    this.#way += Math.hypot(now.x - before.x, now.y - before.y);
    if (!this.isMove) return null;
    const share = other ? 0.5 : 1;
    const after = moved(view, (now.x - before.x) * share, (now.y - before.y) * share);
    if (!other) return after;
    const [far, was] = [now, before].map((at) => Math.hypot(at.x - other.x, at.y - other.y));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    return zoomed(after, was ? far / was : 1, size, middle);
  }

  /** Return whether the pointer was down. @param {number} pointer */
  release(pointer) {
    return this.#pointers.delete(pointer);
  }

  /** A key is pressed: that is no move. */
  rest() {
    this.#way = 0;
  }
}
