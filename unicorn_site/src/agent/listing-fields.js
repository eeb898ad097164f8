// The fields of a listing, each with its label, help and fault tied to it.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { FACT_NAMES, FACTS, LIMITS, OFFERS } from '../generated/rules.js';
import { OTHERS, USUAL } from '../shared/currencies.js';
import { bytes, isOptional } from './listing-rules.js';
import { faultText, texts } from '../texts/agent.js';
import { choiceText } from '../texts/facts.js';

/** @typedef {import("./listing-rules.js").Field} Field */
/**
 * @typedef {object} Form
 * @property {import("./listing-rules.js").Values} values
 * @property {(field: Field) => string | null} fault the message about a field
 * @property {(field: Field, typed: string) => void} typed
 * @property {(field: Field) => void} left
 * @property {string} note below the price: how customers read it
 */

/** @type {Record<string, string>} */
const INPUT_MODES = { listprice: 'decimal', area: 'decimal', quarters: 'decimal', whole: 'numeric', year: 'numeric' };
/** @type {Record<string, string>} */
const SIZES = {
  listprice: 'middle',
  currency: 'short',
  area: 'short',
  quarters: 'short',
  whole: 'short',
  year: 'short',
  latitude: 'middle',
  longitude: 'middle',
  shown: 'middle',
};

/** The kind of a fact; of any other field its name. @param {Field} field */
const kindOf = (field) => /** @type {Record<string, { kind: string }>} */ (FACTS)[field]?.kind ?? field;

/** What a number may look like; nothing for other fields. @param {Field} field */
export const exampleOf = (field) => /** @type {Record<string, string>} */ (texts.examples)[kindOf(field)];

/** What to type, until something is wrong or noted. @param {Field} field @returns {string | undefined} */
function helpOf(field) {
  const example = exampleOf(field);
  return /** @type {Record<string, string>} */ (texts.helps)[field] ?? (example && texts.form.suchAs(example));
}

/** @typedef {{ id: string, about: string, bad: "true" | "false", name: Field }} Ids */

/** @param {Form} form @param {...Field} fields */
export const lines = (form, ...fields) => fields.map((name) => field(form, name, line));

/** @param {Form} form */
export const kindOfOffer = (form) =>
  html`<div role="radiogroup" aria-labelledby="offer-label" class="field choices">
    <span id="offer-label" class="label">${texts.fields.contract}</span>
    ${OFFERS.map(
      (kind) =>
        html`<label
          ><input
            type="radio"
            name="contract"
            .value=${kind}
            .checked=${live(form.values.contract === kind)}
            @change=${() => form.typed('contract', kind)}
          />
          ${texts.offers[kind]}</label
        >`,
    )}
  </div>`;

/** @param {Form} form */
export const currency = (form) =>
  field(form, 'currency', (ids) => {
    const option = (/** @type {string} */ code) =>
      html`<option value=${code} ?selected=${form.values.currency === code}>${code}</option>`;
    return html`<select
      id=${ids.id}
      aria-describedby=${ids.about}
      .value=${live(form.values.currency)}
      @change=${(/** @type {any} */ { target }) => form.typed('currency', target.value)}
    >
      ${USUAL.map(option)}
      <optgroup label=${texts.form.otherCurrencies}>${OTHERS.map(option)}</optgroup>
    </select>`;
  });

/** @param {Form} form */
export const rentPeriod = (form) => field(form, 'rent_period', choice);

/** @param {Form} form */
export const onRequest = (form) =>
  html`<div class="field choices">
    <label
      ><input
        type="checkbox"
        id="price_on_request"
        .checked=${live(form.values.price_on_request === 'true')}
        @change=${(/** @type {any} */ { target }) => form.typed('price_on_request', target.checked ? 'true' : '')}
      />
      ${texts.fields.price_on_request}</label
    >
  </div>`;

/** The facts that stand together; the rent period is beside the price. @param {Form} form */
export const facts = (form) =>
  FACT_NAMES.filter((name) => name !== 'rent_period').map((name) =>
    field(form, name, 'options' in FACTS[name] ? choice : line),
  );

/** @param {Form} form */
export const description = (form) =>
  field(
    form,
    'description',
    (ids) =>
      html` <textarea
        id=${ids.id}
        rows="7"
        aria-describedby=${ids.about}
        aria-invalid=${ids.bad}
        required
        .value=${live(form.values.description)}
        @blur=${() => form.left('description')}
        @input=${(/** @type {any} */ { target }) => form.typed('description', target.value)}
      ></textarea>`,
    bytesLeft(form.values.description),
  );

/** The note below a description that is nearly too long. @param {string} text */
function bytesLeft(text) {
  const [most, used] = [LIMITS.description.maxLength, bytes(text)];
  return used > most * 0.8 ? texts.form.bytesLeft(Math.max(0, most - used)) : '';
}

/**
 * @param {Form} form
 * @param {Field} name
 * @param {(ids: Ids, form: Form) => unknown} control
 * @param {string} [note]
 */
export function field(form, name, control, note = name === 'listprice' ? form.note : '') {
  const [fault, help] = [form.fault(name), helpOf(name)];
  const parts = { help: note ? '' : help, note, fault };
  const about = Object.entries(parts)
    .filter(([, text]) => text)
    .map(([part]) => `${name}-${part}`)
    .join(' ');
  const aside = /** @type {Record<string, string>} */ (texts.asides)[name];
  return html`<div class="field ${SIZES[kindOf(name)] ?? ''}">
    <label for=${name}>${texts.fields[name]} ${aside ? html`<small class="faint">${aside}</small>` : nothing}</label>
    ${control({ id: name, about, bad: fault ? 'true' : 'false', name }, form)}
    ${help && !note ? html`<p class="hint" id="${name}-help">${help}</p>` : nothing}
    ${note ? html`<p class="hint" id="${name}-note">${note}</p>` : nothing}
    ${fault ? html`<p class="error" id="${name}-fault">${fault}</p>` : nothing}
  </div>`;
}

/** @type {Parameters<typeof field>[2]} */
const line = ({ id, about, bad, name }, form) =>
  html`<input
    id=${id}
    type="text"
    inputmode=${INPUT_MODES[kindOf(name)] ?? 'text'}
    autocomplete="off"
    aria-describedby=${about || nothing}
    aria-invalid=${bad}
    ?required=${!isOptional(name)}
    .value=${live(form.values[name])}
    @blur=${() => form.left(name)}
    @input=${(/** @type {any} */ { target }) => form.typed(name, target.value)}
  />`;

/** @type {Parameters<typeof field>[2]} */
const choice = ({ id, about, bad, name }, form) => {
  const fact = /** @type {import("../texts/facts.js").FactName} */ (name);
  const { options } = /** @type {{ options: readonly string[] }} */ (FACTS[fact]);
  return html`<select
    id=${id}
    aria-describedby=${about}
    aria-invalid=${bad}
    ?required=${!isOptional(name)}
    .value=${live(form.values[name])}
    @change=${(/** @type {any} */ { target }) => form.typed(name, target.value)}
  >
    <option value="" ?selected=${!form.values[name]}>${texts.form.choose}</option>
    ${options.map((value) => html`<option value=${value} ?selected=${form.values[name] === value}>${choiceText(fact, value)}</option>`)}
  </select>`;
};

/**
 * The message about a field.
 * @param {Field} field
 * @param {import("./listing-rules.js").Fault | null} fault
 * @param {string | undefined} rejected the API's message
 */
export const faultWords = (field, fault, rejected) =>
  fault ? faultText({ ...fault, example: exampleOf(field) }) : (rejected ?? null);
