// "Mail me new homes": saves a search for an e-mail address, which confirms it by the link in a mail.

import { html, nothing } from 'lit';
import { LIMITS } from '../generated/rules.js';
import { announce } from '../shared/announce.js';
import { outcome } from '../shared/failure.js';
import { dateTime } from '../shared/format.js';
import { ApiProblem } from '../shared/problems.js';
import { texts as words } from '../texts/alerts.js';
import { save } from './alert-calls.js';
import { CustomerForm, typedIn } from './customer-form.js';

/** @typedef {import('./alert-calls.js').SavedSearch} SavedSearch */

class SaveSearch extends CustomerForm {
  static properties = { ...CustomerForm.properties, search: {}, saved: { state: true } };

  constructor() {
    super('alert', ['email']);
    /** The address of the search's page. */
    this.search = '';
    /** @type {SavedSearch | null} */
    this.saved = null;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('search')) this.saved = null; // another search than the one that was saved
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const of = typedIn(event);
    if (await this.show(of('email') ? {} : { email: words.required })) return;
    const website = of('website');
    const body = { email: of('email'), search: this.search, ...(website ? { website } : {}) };
    const saved = await this.submission.run(() => save(body, this.key.of([body])));
    if (!saved) return void this.reject(this.submission.error);
    this.saved = saved;
    announce(words.saved);
    await this.focusOn('#alert-saved');
  }

  render() {
    return this.saved ? this.#next(this.saved) : this.#form();
  }

  /** @param {SavedSearch} saved */
  #next({ expires_at }) {
    return html`<p class="message" role="status" id="alert-saved" tabindex="-1">
      ${words.saved} ${words.next(dateTime(expires_at))}
    </p>`;
  }

  #form() {
    const { error } = this.submission;
    const isAtField = error instanceof ApiProblem && error.kind === 'address-is-busy';
    return html`<form novalidate @submit=${this.send}>
      <p class="faint">${words.lead}</p>
      ${this.#email()} ${this.unseen()}
      <p class="faint">${words.kept}</p>
      <div class="actions">
        <button class="button" aria-disabled=${this.submission.isPending}>${words.save}</button>
      </div>
      ${isAtField ? nothing : outcome(this.submission)}
    </form>`;
  }

  #email() {
    return this.field(
      'email',
      words.email,
      html`<input
        id="alert-email"
        name="email"
        type="email"
        autocomplete="email"
        maxlength=${LIMITS.enquiry_email.maxLength}
        aria-invalid=${this.faults.email ? 'true' : 'false'}
        aria-describedby="alert-email-fault"
      />`,
    );
  }
}

customElements.define('save-search', SaveSearch);
