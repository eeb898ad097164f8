// The fields of a home's location, and the map to choose it on.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { LOCATION_SHOWN } from '../generated/rules.js';
import { texts } from '../texts/agent.js';
import { field, lines } from './listing-fields.js';
import { degreesOf, locationFault } from './location.js';

/** @typedef {import('./listing-fields.js').Form} Form */

const words = texts.location;
const mapCode = () => import('../map/map-view.js');

/** @param {Form} form @param {unknown} map below the fields */
export const location = (form, map) =>
  html`<fieldset class="group">
    <legend>${words.title} <small class="faint">${words.help}</small></legend>
    <div class="row">${lines(form, 'latitude', 'longitude')} ${field(form, 'shown', shown)}</div>
    ${map}
  </fieldset>`;

/** How customers see it: nothing is chosen to begin with, so that no home is shown exactly by oversight.
 * @param {import('./listing-fields.js').Ids} ids @param {Form} form */
const shown = ({ id, about, bad }, form) =>
  html`<select
    id=${id}
    aria-describedby=${about}
    aria-invalid=${bad}
    .value=${live(form.values.shown)}
    @change=${(/** @type {any} */ { target }) => form.typed('shown', target.value)}
  >
    <option value="" ?selected=${!form.values.shown}>${words.choose}</option>
    ${LOCATION_SHOWN.map((value) => html`<option value=${value} ?selected=${form.values.shown === value}>${words.shown[value]}</option>`)}
  </select>`;

/** The map to choose it on. @param {Form} form @param {boolean} isOpen @param {() => void} open
 * @param {import('../map/dots.js').Home[]} neighbours to find the place by */
export function choosing(form, isOpen, open, neighbours) {
  const { values } = form;
  const isWrong = locationFault('latitude', values) ?? locationFault('longitude', values);
  const [north, east] = isWrong ? [null, null] : [values.latitude, values.longitude].map(degreesOf);
  const pin = north === null || east === null ? null : { latitude: north, longitude: east };
  const pick = (/** @type {CustomEvent<import('../map/mercator.js').Place>} */ { detail }) => {
    form.typed('latitude', String(detail.latitude));
    form.typed('longitude', String(detail.longitude));
  };
  const content = () =>
    html`<div class="map-part">
      <p class="hint">${words.onMap}</p>
      <map-view picks .homes=${neighbours} .pin=${pin} .label=${words.map} @picked=${pick}></map-view>
    </div>`;
  return html`<details class="place" @toggle=${open}>
    <summary>${words.open}</summary>
    ${isOpen ? html`<deferred-part .code=${mapCode} .content=${content}></deferred-part>` : nothing}
  </details>`;
}
