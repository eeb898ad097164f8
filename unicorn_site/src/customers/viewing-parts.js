// What the form for a viewing and the page of one share: the choice of a time, and the file for a calendar.

import { html } from 'lit';
import { brieflyOf, byDay, timeOf } from '../shared/slot-times.js';
import { texts as words } from '../texts/viewings.js';

/** @typedef {import('./viewing-calls.js').Slot} Slot */
/** @typedef {import('./viewing-calls.js').Viewing} Viewing */

/** @param {string} id @param {Slot[]} slots @param {string} [fault] */
export const slotChoice = (id, slots, fault) =>
  html`<select id=${id} name="slot_id" aria-invalid=${fault ? 'true' : 'false'} aria-describedby="${id}-fault">
    <option value="">${words.choose}</option>
    ${byDay(slots).map(
      ([day, times]) =>
        html`<optgroup label=${day}>
          ${times.map((slot) => html`<option value=${slot.slot_id}>${brieflyOf(slot)}</option>`)}
        </optgroup>`,
    )}
  </select>`;

/** Say what has become of a viewing. @param {Viewing} viewing */
export const stateText = (viewing) =>
  viewing.cancelled_because ? words.cancelledOf[viewing.cancelled_because] : words.mine(timeOf(viewing));

/** @param {Viewing} viewing */
export const calendarButton = (viewing) =>
  html`<button type="button" class="button quiet" @click=${() => download(viewing.calendar)}>
    ${viewing.state === 'BOOKED' ? words.calendar : words.calendarOff}
  </button>`;

/** @param {string} calendar */
function download(calendar) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([calendar], { type: 'text/calendar' }));
  link.download = words.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a slow disk may still read it
}
