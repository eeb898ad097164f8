// The signed-in agent, and the token for the APIs: renewed before it expires, or by another sign-in.

import { ApiProblem, NotSignedIn } from '../shared/problems.js';

const STORED = 'unicorn:session';
const EARLY_MS = 60_000; // a token is renewed this long before it expires

/** @typedef {{ id_token: string, refresh_token: string }} Tokens */
/** @typedef {{ name: string, isAdmin: boolean }} Agent */
/** @typedef {{ renew: (refreshToken: string) => Promise<string> }} Pool renews the id token; rejects with SignInOver */

/** The sign-in has ended: it takes the agent to begin another. */
export class SignInOver extends Error {}

/** Sends `change` after a sign-in or sign-out, and `needed` when requests wait for a sign-in. */
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

  /** The agent does not want to sign in again now: the waiting requests fail. */
  decline() {
    this.wanted?.reject(new NotSignedIn());
    this.wanted = null;
  }

  /**
   * Send a request with the token. If the token is rejected, renew it, then ask the agent to sign in, and send the
   * request again: the caller only sees that it takes longer. Rejects as `send` does, or with NotSignedIn.
   * @template Answer
   * @param {(token: string) => Promise<Answer>} send
   * @returns {Promise<Answer>}
   */
  async send(send) {
    for (let renew = false, asked = false; ;) {
      try {
        return await send(await this.#token(renew));
      } catch (error) {
        const rejected = rejectedBy(error);
        if (!rejected || asked) throw error;
        if (rejected === 'token' && !renew) {
          renew = true;
        } else {
          await this.#ask();
          [renew, asked] = [false, true];
        }
      }
    }
  }

  /** @param {boolean} renew */
  async #token(renew) {
    if (!this.tokens) throw new SignInOver();
    const left = Number(claimsOf(this.tokens.id_token).exp) * 1000 - Date.now();
    return renew || !(left > EARLY_MS) ? this.#renewed(this.tokens) : this.tokens.id_token;
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

/** Whether an error means that the token is rejected or that the sign-in has ended; null if neither. @param {unknown} error */
function rejectedBy(error) {
  if (error instanceof SignInOver) return 'sign-in';
  return error instanceof ApiProblem && error.status === 401 ? 'token' : null;
}

function deferred() {
  let [resolve, reject] = [() => {}, (/** @type {Error} */ _why) => {}];
  /** @type {Promise<void>} */
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

/** @param {string} token @returns {Record<string, unknown>} the claims of a token; the API verifies them */
function claimsOf(token) {
  try {
    const bytes = atob(token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  } catch {
    return {};
  }
}
