// Who is signed in, and the token for the APIs: renewed before it ends, asked for anew in the middle of the work.

import { ApiProblem, NotSignedIn, Unreachable } from '../shared/problems.js';

const STORED = 'unicorn:session';
const EARLY_MS = 60_000; // a token is renewed when this little of its time is left

/** @typedef {{ id_token: string, refresh_token: string }} Tokens */
/** @typedef {{ name: string, isAdmin: boolean }} Agent */
/** @typedef {{ renew: (refreshToken: string) => Promise<string> }} Pool renews the id token; rejects with SignInOver */

/** The sign-in has ended: it takes the agent to begin another. */
export class SignInOver extends Error {}

/** Sends `change` when somebody signed in or out, and `needed` when work waits for a sign-in. */
export class Session extends EventTarget {
  /** @param {Pool} pool @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} [storage] of this tab alone */
  constructor(pool, storage = globalThis.sessionStorage) {
    super();
    this.pool = pool;
    this.storage = storage;
    /** @type {Tokens | null} */
    this.tokens = JSON.parse(storage.getItem(STORED) ?? 'null');
    /** @type {Promise<string> | null} */
    this.renewing = null;
    /** @type {{ promise: Promise<void>, resolve: () => void, reject: (why: Error) => void } | null} */
    this.wanted = null;
  }

  /** @returns {Agent | null} */
  get agent() {
    if (!this.tokens) return null;
    const claims = claimsOf(this.tokens.id_token);
    const groups = /** @type {string[]} */ (claims['cognito:groups'] ?? []);
    return { name: String(claims['cognito:username'] ?? ''), isAdmin: groups.includes('admins') };
  }

  /** @param {Tokens} tokens */
  begin(tokens) {
    this.tokens = tokens;
    this.storage.setItem(STORED, JSON.stringify(tokens));
    this.wanted?.resolve();
    this.wanted = null;
    this.dispatchEvent(new Event('change'));
  }

  end() {
    this.tokens = null;
    this.storage.removeItem(STORED);
    this.decline();
    this.dispatchEvent(new Event('change'));
  }

  /** The agent does not want to sign in again now: what waits for it fails. */
  decline() {
    this.wanted?.reject(new NotSignedIn());
    this.wanted = null;
  }

  /**
   * Send a request with the token. Where it is refused, renew the token, then ask the agent, and send it again: the
   * caller sees none of that but the time it takes. Rejects as `send` does, or with NotSignedIn.
   * @template Answer
   * @param {(token: string) => Promise<Answer>} send
   * @returns {Promise<Answer>}
   */
  async send(send) {
    for (let anew = false, asked = false; ;) {
      try {
        return await send(await this.#token(anew));
      } catch (error) {
        const refused = await this.#refused(error);
        if (!refused || asked) throw error;
        if (refused === 'token' && !anew) {
          anew = true;
        } else {
          await this.#ask();
          [anew, asked] = [false, true];
        }
      }
    }
  }

  /**
   * What an error says of the sign-in: that the token is refused, that all of it is over, or nothing.
   * @param {unknown} error
   */
  async #refused(error) {
    if (error instanceof SignInOver) return 'sign-in';
    if (error instanceof ApiProblem && error.status === 401) return 'token';
    // A gateway may refuse a token without letting the browser read the answer: it looks as if the network was down.
    return error instanceof Unreachable && (await this.#isOver()) ? 'sign-in' : null;
  }

  async #isOver() {
    try {
      if (this.tokens) await this.#renewed(this.tokens);
      return false;
    } catch (error) {
      return error instanceof SignInOver;
    }
  }

  /** @param {boolean} anew */
  async #token(anew) {
    if (!this.tokens) throw new SignInOver();
    const left = Number(claimsOf(this.tokens.id_token).exp) * 1000 - Date.now();
    return anew || !(left > EARLY_MS) ? this.#renewed(this.tokens) : this.tokens.id_token;
  }

  /** @param {Tokens} tokens */
  #renewed(tokens) {
    this.renewing ??= this.pool
      .renew(tokens.refresh_token)
      .then((id_token) => {
        this.begin({ ...tokens, id_token });
        return id_token;
      })
      .finally(() => (this.renewing = null));
    return this.renewing;
  }

  #ask() {
    this.wanted ??= deferred();
    const { promise } = this.wanted;
    this.dispatchEvent(new Event('needed'));
    return promise;
  }
}

function deferred() {
  let [resolve, reject] = [() => {}, (/** @type {Error} */ _why) => {}];
  /** @type {Promise<void>} */
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

/** @param {string} token @returns {Record<string, unknown>} what a token says; the API is who checks it */
function claimsOf(token) {
  try {
    const bytes = atob(token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  } catch {
    return {};
  }
}
