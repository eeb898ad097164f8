// `/alerts/{search_id}#secret`: a saved search, for who has the link in its mails. Opening it changes nothing.

import { html, nothing } from 'lit';
import { announce } from '../shared/announce.js';
import { Element } from '../shared/element.js';
import { failure, missing, outcome } from '../shared/failure.js';
import { date, dateTime } from '../shared/format.js';
import { Load } from '../shared/load.js';
import { ApiProblem } from '../shared/problems.js';
import { Submission } from '../shared/submission.js';
import { texts as words } from '../texts/alerts.js';
import { texts as shared } from '../texts/shared.js';
import { end, keep, linkOf, savedSearch } from './alert-calls.js';

/** @typedef {import('./alert-calls.js').SavedSearch} SavedSearch */

class AlertPage extends Element {
  static properties = { link: {}, changed: { state: true }, ended: { state: true }, message: { state: true } };

  constructor() {
    super();
    /** The page's own address, with the secret. */
    this.link = '';
    /** @type {SavedSearch | null} the search as this page has changed it */
    this.changed = null;
    this.ended = false;
    this.message = '';
    this.submission = new Submission(this);
    this.found = new Load(this, {
      task: ([link], { signal }) => savedSearch(linkOf(link), signal),
      args: () => /** @type {const} */ ([this.link]),
    });
  }

  /** @param {string} done what to say of it */
  async #keep(done) {
    const kept = await this.submission.run(() => keep(linkOf(this.link)));
    if (!kept) return;
    this.changed = kept;
    this.message = done;
    await this.#say(done);
  }

  async #end() {
    if (!(await this.submission.run(() => end(linkOf(this.link))))) return;
    this.ended = true;
    await this.#say(words.page.ended);
  }

  /** @param {string} done */
  async #say(done) {
    announce(done);
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  render() {
    document.title = `${words.page.title}: ${shared.brand}`;
    const { value, error, retry } = this.found;
    if (this.ended) return notice(words.page.ended, words.page.endedBody);
    const problem = this.submission.error ?? error;
    if (problem instanceof ApiProblem && problem.status === 410) return notice(words.page.gone, words.page.goneBody);
    if (problem instanceof ApiProblem && problem.status === 404)
      return notice(words.page.missing, words.page.missingBody);
    if (error) return failure(error, { retry });
    const shown = this.changed ?? value;
    return shown ? this.#search(shown) : missing(error, retry);
  }

  /** @param {SavedSearch} shown */
  #search({ search, state, expires_at }) {
    const isConfirmed = state === 'CONFIRMED';
    const { page } = words;
    return html`<article class="viewing">
      <h1 tabindex="-1">${page.title}</h1>
      <p class="message" role="status">${this.message} ${isConfirmed ? page.confirmed : page.unconfirmed}</p>
      <p><a href=${search}>${page.see}</a></p>
      <p class="faint">${isConfirmed ? page.until(date(expires_at)) : page.forgotten(dateTime(expires_at))}</p>
      <div class="actions">
        ${isConfirmed ? this.#button(page.keep, page.kept) : this.#button(page.confirm, page.confirmedNow)}
        ${isConfirmed ? this.#endButton() : nothing}
      </div>
      ${outcome(this.submission)}
    </article>`;
  }

  /** @param {string} text @param {string} done */
  #button(text, done) {
    const press = () => void this.#keep(done);
    return html`<button type="button" class="button" aria-disabled=${this.submission.isPending} @click=${press}>
      ${text}
    </button>`;
  }

  #endButton() {
    const press = () => void this.#end();
    return html`<button type="button" class="button quiet" aria-disabled=${this.submission.isPending} @click=${press}>
      ${words.page.end}
    </button>`;
  }
}

/** @param {string} title @param {string} body */
const notice = (title, body) =>
  html`<section class="notice">
    <h1 tabindex="-1">${title}</h1>
    <p>${body}</p>
    <p><a class="button" href="/">${shared.notFound.home}</a></p>
  </section>`;

customElements.define('alert-page', AlertPage);
