// Sign-in with name and password at a user pool's own interface: for the local engine, which has no page of its own.

import { Unreachable } from '../shared/problems.js';
import { SignInOver } from './session.js';

const ADDRESS = '/api/sign-in/'; // the site's own origin forwards it to the pool

/** The pool rejected name and password; `message` has the reason. */
export class SignInRefused extends Error {}

export class UserPool {
  /** @param {{ userPoolClientId: string }} config */
  constructor({ userPoolClientId }) {
    this.client = userPoolClientId;
  }

  /**
   * Rejects with SignInRefused, or Unreachable if the pool cannot be reached.
   * @param {string} name
   * @param {string} password
   * @returns {Promise<import("./session.js").Tokens>}
   */
  async signIn(name, password) {
    const result = await this.#ask('USER_PASSWORD_AUTH', { USERNAME: name, PASSWORD: password }, SignInRefused);
    return { id_token: result.IdToken, refresh_token: result.RefreshToken };
  }

  /** @param {string} refreshToken @returns {Promise<string>} */
  async renew(refreshToken) {
    return (await this.#ask('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: refreshToken }, SignInOver)).IdToken;
  }

  /**
   * @param {string} flow
   * @param {Record<string, string>} parameters
   * @param {new (message: string) => Error} Refused
   */
  async #ask(flow, parameters, Refused) {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      },
      body: JSON.stringify({ ClientId: this.client, AuthFlow: flow, AuthParameters: parameters }),
    }).catch(unreachable);
    if (answer.status >= 500) throw new Unreachable();
    const body = await answer.json();
    if (!answer.ok || !body.AuthenticationResult) throw new Refused(body.message ?? '');
    return body.AuthenticationResult;
  }
}

/** @returns {never} */
export function unreachable() {
  throw new Unreachable();
}
