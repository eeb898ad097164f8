// The agents' pages. When a sign-in expires, a dialog asks for another one, and the work continues.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import { announce } from '../shared/announce.js';
import { App } from '../shared/app.js';
import { config } from '../shared/config.js';
import { failure, missing } from '../shared/failure.js';
import { Load } from '../shared/load.js';
import { navigate } from '../shared/router.js';
import { texts } from '../texts/agent.js';
import { Desk } from './desk.js';
import './desk-navigation.js';
import { Session } from './session.js';
import { UserPool } from './user-pool.js';
import './enquiry-list.js';
import './listing-form.js';
import { wantedOf } from './listing-list.js';
import './listing-page.js';
import './review-list.js';
import './sign-in-form.js';
import './viewing-agenda.js';

/** @typedef {UserPool | import("./hosted-sign-in.js").HostedSignIn} Pool */

class AgentApp extends App {
  /** @override */
  static properties = { isOffline: { state: true }, isNeeded: { state: true } };

  constructor() {
    super();
    this.start = new Load(this, { task: () => this.#start(), args: () => [] });
    /** @type {Pool | null} */
    this.pool = null;
    /** @type {Session | null} */
    this.session = null;
    /** @type {Desk | null} */
    this.desk = null;
    this.isOffline = !navigator.onLine;
    this.isNeeded = false;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    addEventListener('online', () => this.#online(true));
    addEventListener('offline', () => this.#online(false));
  }

  async #start() {
    const found = await config();
    const page = `${location.origin}/agent/`;
    if (found.signInUrl) {
      const { HostedSignIn } = await import('./hosted-sign-in.js');
      this.pool = new HostedSignIn({ ...found, signInUrl: found.signInUrl }, page);
    } else {
      this.pool = new UserPool(found);
    }
    const session = (this.session = new Session(this.pool));
    this.desk = new Desk(session, found);
    session.addEventListener('change', () => this.#signed());
    session.addEventListener('needed', () => (this.isNeeded = true));
    await this.#comeBack(this.pool, session);
  }

  /** Back from the user pool's own page. @param {Pool} pool @param {Session} session */
  async #comeBack(pool, session) {
    const query = new URLSearchParams(location.search);
    if (pool instanceof UserPool || !query.has('state')) return;
    history.replaceState(history.state, '', '/agent/');
    if (!query.has('code')) return announce(texts.signIn.failed);
    const { tokens, address } = await pool.comeBack(`${location.origin}/agent/?${query}`);
    session.begin(tokens);
    if (address.startsWith('/agent/')) navigate(address, { replace: true });
  }

  #signed() {
    this.isNeeded = false;
    this.requestUpdate();
  }

  /** @param {boolean} isOnline */
  #online(isOnline) {
    this.isOffline = !isOnline;
    announce(isOnline ? texts.app.backOnline : texts.app.offline);
  }

  signOut() {
    this.session?.end();
    if (this.pool && !(this.pool instanceof UserPool)) location.assign(this.pool.signOutUrl);
    else navigate('/agent/');
  }

  /** @override */
  get routes() {
    const { desk } = this;
    return [
      {
        path: /^\/agent\/$/,
        render: (/** @type {unknown} */ _, /** @type {URLSearchParams} */ query) =>
          html`<listing-list .desk=${desk} .wanted=${wantedOf(query)}></listing-list>`,
      },
      {
        path: /^\/agent\/enquiries$/,
        render: (/** @type {unknown} */ _, /** @type {URLSearchParams} */ query) =>
          html`<enquiry-list .desk=${desk} .state=${query.get('state') ?? ''}></enquiry-list>`,
      },
      {
        path: /^\/agent\/viewings$/,
        render: () => html`<viewing-agenda .desk=${desk}></viewing-agenda>`,
      },
      {
        path: /^\/agent\/reviews$/,
        render: () => html`<review-list .desk=${desk}></review-list>`,
      },
      { path: /^\/agent\/new$/, render: () => newListing(desk) },
      {
        path: /^\/agent\/listings\/(?<id>[^/]+\/[^/]+\/[^/]+\/[^/]+)$/,
        render: (/** @type {Record<string, string>} */ { id }) =>
          keyed(id, html`<listing-page .desk=${desk} .property=${id}></listing-page>`),
      },
    ];
  }

  /** @override @param {Map<string, unknown>} changed */
  updated(changed) {
    super.updated(changed);
    const dialog = /** @type {HTMLDialogElement | null} */ (this.querySelector('#sign-in-again'));
    if (this.isNeeded && dialog && !dialog.open) dialog.showModal();
    if (!this.isNeeded && dialog?.open) dialog.close();
  }

  /** @override */
  render() {
    const { error, retry, isPending } = this.start;
    if (error || isPending || !this.session) return error ? failure(error, { retry }) : missing(error, retry);
    const { agent } = this.session;
    if (!agent) return this.#signIn();
    return html`
      ${this.isOffline ? html`<p class="message warn" role="status">${texts.app.offline}</p>` : nothing}
      <p class="who">
        <span class="faint">${texts.app.signedInAs}</span> <strong>${agent.name}</strong>
        <button type="button" class="link" @click=${this.signOut}>${texts.app.signOut}</button>
      </p>
      <desk-navigation .desk=${this.desk} .agent=${agent.name} .admin=${agent.isAdmin}></desk-navigation>
      ${super.render()} ${this.#signInAgain(agent.name)}
    `;
  }

  #signIn() {
    document.title = `${texts.signIn.title}: ${texts.app.agency}`;
    return html`<section class="card narrow" aria-labelledby="sign-in">
      <h1 id="sign-in">${texts.signIn.title}</h1>
      <sign-in-form .pool=${this.pool} .session=${this.session}></sign-in-form>
    </section>`;
  }

  /** @param {string} name */
  #signInAgain(name) {
    return html`<dialog
      id="sign-in-again"
      aria-labelledby="sign-in-again-title"
      @close=${() => this.isNeeded && this.#later()}
    >
      <h2 id="sign-in-again-title">${texts.signIn.again}</h2>
      <p>${texts.signIn.againHelp}</p>
      ${this.isNeeded ? html`<sign-in-form .pool=${this.pool} .session=${this.session} .name=${name}></sign-in-form>` : nothing}
      <p class="faint">${texts.signIn.other(name)}</p>
      <div class="actions">
        <button type="button" class="button quiet" @click=${this.#later}>${texts.signIn.later}</button>
        <button type="button" class="link" @click=${this.signOut}>${texts.app.signOut}</button>
      </div>
    </dialog>`;
  }

  #later() {
    this.isNeeded = false;
    this.session?.decline();
  }
}

/** @param {Desk | null} desk */
function newListing(desk) {
  document.title = `${texts.form.titleNew}: ${texts.app.agency}`;
  const drafted = (/** @type {CustomEvent} */ { detail }) => navigate(`/agent/listings/${detail.property_id}`);
  return html`<header class="title">
      <p><a href="/agent/">← ${texts.app.listings}</a></p>
      <h1>${texts.form.titleNew}</h1>
    </header>
    <section class="card narrow-form"><listing-form .desk=${desk} @drafted=${drafted}></listing-form></section>`;
}

customElements.define('agent-app', AgentApp);
