// What this browser remembers of a customer's own requests: one text for each home, for the last homes alone.

const MOST = 50; // homes; the oldest go first

export class Remembered {
  /** @param {string} key in the browser's store */
  constructor(key) {
    this.key = key;
  }

  /** @param {string} property_id @returns {string | undefined} */
  of(property_id) {
    return this.#all()[property_id];
  }

  /** @param {string} property_id @param {string} text */
  keep(property_id, text) {
    const others = Object.entries(this.#all()).filter(([home]) => home !== property_id);
    try {
      const kept = [...others.slice(1 - MOST), [property_id, text]];
      localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // a browser that keeps nothing: the answer was shown
    }
  }

  /** @returns {Record<string, string>} */
  #all() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? '{}');
    } catch {
      return {};
    }
  }
}
