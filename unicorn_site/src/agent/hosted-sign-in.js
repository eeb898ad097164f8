// Sign-in on the user pool's own page, by authorization code with PKCE: on AWS, where passwords are not ours to see.

import { OidcClient, WebStorageStateStore } from 'oidc-client-ts';

import { Unreachable } from '../shared/problems.js';
import { SignInOver } from './session.js';
import { unreachable } from './user-pool.js';

export class HostedSignIn {
  /** @param {{ signInUrl: string, userPoolClientId: string, region: string, userPoolId: string }} config @param {string} page where the pool's page comes back to */
  constructor({ signInUrl, userPoolClientId, region, userPoolId }, page) {
    const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    this.signOutUrl = `${signInUrl}/logout?${new URLSearchParams({ client_id: userPoolClientId, logout_uri: page })}`;
    this.tokenUrl = new URL('/api/sign-in/oauth2/token', page).href; // the site's own origin forwards it to the pool
    this.client = userPoolClientId;
    this.oidc = new OidcClient({
      authority: issuer,
      client_id: userPoolClientId,
      redirect_uri: page,
      scope: 'openid profile',
      loadUserInfo: false,
      stateStore: new WebStorageStateStore({ store: sessionStorage, prefix: 'unicorn:sign-in:' }),
      metadata: { issuer, authorization_endpoint: `${signInUrl}/oauth2/authorize`, token_endpoint: this.tokenUrl },
    });
  }

  /** Leave for the pool's page, and come back to `address`. @param {string} address */
  async leave(address) {
    const request = await this.oidc.createSigninRequest({ state: address });
    location.assign(request.url);
  }

  /**
   * Back from the pool's page: the tokens, and the address that was left.
   * @param {string} url
   * @returns {Promise<{ tokens: import("./session.js").Tokens, address: string }>}
   */
  async comeBack(url) {
    const answer = await this.oidc.processSigninResponse(url);
    const tokens = { id_token: answer.id_token ?? '', refresh_token: answer.refresh_token ?? '' };
    return { tokens, address: String(answer.userState ?? '') };
  }

  /** @param {string} refreshToken @returns {Promise<string>} */
  async renew(refreshToken) {
    const grant = { grant_type: 'refresh_token', client_id: this.client, refresh_token: refreshToken };
    const answer = await fetch(this.tokenUrl, { method: 'POST', body: new URLSearchParams(grant) }).catch(unreachable);
    if (answer.status >= 500) throw new Unreachable();
    if (!answer.ok) throw new SignInOver();
    return (await answer.json()).id_token;
  }
}
