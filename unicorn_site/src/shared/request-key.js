// The Idempotency-Key of a request that makes something.

/** The same key as long as the same content is sent: a request whose answer was lost may be sent again. */
export class RequestKey {
  #content = '';
  #key = '';

  /** @param {unknown} content @returns {string} */
  of(content) {
    const text = JSON.stringify(content);
    if (text !== this.#content) [this.#content, this.#key] = [text, crypto.randomUUID()];
    return this.#key;
  }
}
