// Sign-in: a form at the local pool, or the way to the pool's own page.

import { html, nothing } from 'lit';

import { texts } from '../texts/agent.js';
import { outcome } from '../shared/failure.js';
import { Submission } from '../shared/submission.js';
import { Part } from './part.js';
import { SignInRefused, UserPool } from './user-pool.js';

const words = texts.signIn;

class SignInForm extends Part {
  /** @override */
  static properties = { pool: {}, session: {}, name: {}, refused: { state: true } };

  constructor() {
    super();
    this.submission = new Submission(this);
    /** @type {UserPool | import("./hosted-sign-in.js").HostedSignIn} */
    this.pool;
    /** @type {import("./session.js").Session} */
    this.session;
    /** Who has to sign in; empty if it may be anybody. */
    this.name = '';
    this.refused = false;
  }

  /** @param {SubmitEvent} event */
  async signIn(event) {
    event.preventDefault();
    const { pool } = this;
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = this.name || String(form.get('name')).trim();
    this.refused = false;
    await this.submission.run(async () => {
      try {
        if (pool instanceof UserPool) this.session.begin(await pool.signIn(name, String(form.get('password'))));
        else await pool.leave(location.pathname + location.search);
      } catch (error) {
        if (!(error instanceof SignInRefused)) throw error;
        this.refused = true;
      }
    });
    if (this.refused) await this.focusOn('#password');
  }

  /** @override */
  render() {
    const isHosted = !(this.pool instanceof UserPool);
    return html`<form @submit=${this.signIn} class="sign-in">
      ${isHosted ? html`<p>${words.leaveHelp}</p>` : this.#fields()} ${outcome(this.submission)}
      <button class="button" aria-disabled=${this.submission.isPending}>
        ${this.submission.isPending ? words.working : isHosted ? words.leave : words.submit}
      </button>
      ${isHosted || this.name ? nothing : hint()}
    </form>`;
  }

  #fields() {
    const bad = this.refused ? 'true' : 'false';
    return html` <div class="field">
        <label for="name">${words.name}</label>
        <input
          id="name"
          name="name"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          .value=${this.name}
          ?readonly=${Boolean(this.name)}
          aria-invalid=${bad}
        />
      </div>
      <div class="field">
        <label for="password">${words.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid=${bad}
          aria-describedby="refused"
        />
        <p class="error" id="refused" role="alert">${this.refused ? words.refused : nothing}</p>
      </div>`;
  }
}

const hint = () =>
  html`<aside class="message">
    <p>${words.hint}</p>
    <p><code>${words.hintCommand}</code></p>
  </aside>`;

customElements.define('sign-in-form', SignInForm);
