// What was typed and is not yet saved: kept in this browser, so that neither a crash nor a sign-in loses it.

const PREFIX = 'unicorn:typed:';

/**
 * Keeps one form's content under one name. A browser that keeps nothing (full, or forbidden) only loses the comfort.
 * @template Content
 */
export class Kept {
  /** @param {string} name agent and form @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} [storage] */
  constructor(name, storage = globalThis.localStorage) {
    this.key = PREFIX + name;
    this.storage = storage;
  }

  /** @returns {Content | null} */
  read() {
    try {
      return JSON.parse(this.storage.getItem(this.key) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {Content} content */
  write(content) {
    try {
      this.storage.setItem(this.key, JSON.stringify(content));
    } catch {
      // nothing is kept; what is typed is still on the page
    }
  }

  forget() {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // there was nothing to forget
    }
  }
}
