// Drafts: typed and not yet saved content, kept in this browser, so that neither a crash nor a sign-in loses it.

const PREFIX = 'unicorn:typed:';

/**
 * Keeps one form's content under one name. Where the browser keeps nothing (full, or forbidden), the form still works.
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
      // nothing is kept; the page still shows what is typed
    }
  }

  forget() {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }
}
