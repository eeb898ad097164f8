// A form in which somebody without an account says who it is and how to answer: its fields, and what is wrong in them.

import { html, nothing } from 'lit';
import { LIMITS } from '../generated/rules.js';
import { Element } from '../shared/element.js';
import { ApiProblem } from '../shared/problems.js';
import { RequestKey } from '../shared/request-key.js';
import { Submission } from '../shared/submission.js';
import { texts } from '../texts/customers.js';

const words = texts.enquiry;
const TYPES = { name: 'text', email: 'email', phone: 'tel' };
const COMPLETES = { name: 'name', email: 'email', phone: 'tel' };

/** @typedef {(name: string) => string} Typed the text of a field, without spaces around it */

export class CustomerForm extends Element {
  static properties = { home: {}, faults: { state: true } };

  /** @param {string} kind the start of its fields' ids @param {readonly string[]} fields in their order */
  constructor(kind, fields) {
    super();
    this.kind = kind;
    this.fields = fields;
    /** The id of the property. */
    this.home = '';
    /** @type {Record<string, string | undefined>} */
    this.faults = {};
    /** What its fields are called, by their names. @type {Record<string, string>} */
    this.labels = {};
    this.key = new RequestKey();
    this.submission = new Submission(this);
  }

  /** Show what is wrong, and move the focus to the first such field. @param {Record<string, string>} faults */
  async show(faults) {
    this.faults = faults;
    const faulty = this.fields.find((name) => faults[name]);
    if (!faulty) return false;
    await this.focusOn(`#${this.kind}-${faulty}`);
    return true;
  }

  /** Show the API's messages at their fields. @param {unknown} error */
  async reject(error) {
    if (!(error instanceof ApiProblem)) return;
    await this.show(Object.fromEntries(error.errors.map(({ field, message }) => [field, sentence(message)])));
  }

  /** @param {string} selector */
  async focusOn(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }

  /** The fields of the person; the last one is seen by programs alone. */
  person() {
    return html`${this.input('name')} ${this.input('email')} ${this.input('phone')}`;
  }

  unseen() {
    return html`<div class="unseen" aria-hidden="true">
      <label for="${this.kind}-website">${words.website}</label>
      <input id="${this.kind}-website" name="website" type="text" tabindex="-1" autocomplete="off" />
    </div>`;
  }

  /** @param {'name' | 'email' | 'phone'} name */
  input(name) {
    return this.field(
      name,
      words.fields[name],
      html`<input
        id="${this.kind}-${name}"
        name=${name}
        type=${TYPES[name]}
        autocomplete=${COMPLETES[name]}
        maxlength=${LIMITS[`enquiry_${name}`].maxLength}
        aria-invalid=${this.faults[name] ? 'true' : 'false'}
        aria-describedby="${this.kind}-${name}-fault"
      />`,
    );
  }

  /** @param {string} name @param {string} label @param {unknown} control */
  field(name, label, control) {
    this.labels[name] = label;
    return html`<div class="field">
      <label for="${this.kind}-${name}">${label}</label>
      ${control}
      <p class="error" id="${this.kind}-${name}-fault">${this.faults[name] ?? nothing}</p>
    </div>`;
  }
}

/** @param {SubmitEvent} event @returns {Typed} */
export function typedIn(event) {
  const typed = new FormData(/** @type {HTMLFormElement} */ (event.target));
  return (name) => String(typed.get(name) ?? '').trim();
}

/** What the person has said, as the API takes it. @param {Typed} of */
export function personOf(of) {
  const [email, phone, website] = [of('email'), of('phone'), of('website')];
  return {
    name: of('name'),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(website ? { website } : {}),
  };
}

/** @param {Typed} of @returns {Record<string, string>} */
export function faultsOfPerson(of) {
  return {
    ...(of('name') ? {} : { name: words.required.name }),
    ...(of('email') || of('phone') ? {} : { email: words.required.email }),
  };
}

/** @param {string} home */
export function pathOf(home) {
  const [country = '', city = '', street = '', number = ''] = home.split('/');
  return { country, city, street, number };
}

/** @param {string} message of the API */
const sentence = (message) => message.charAt(0).toUpperCase() + message.slice(1);
