// One image of a listing: its thumbnail, its position, its texts.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { LIMITS } from '../generated/rules.js';
import { dateTime } from '../shared/format.js';
import { texts } from '../texts/agent.js';
import { canBeEdited } from './photo-edit.js';
import { fixOf } from './workflow.js';

const words = texts.images;
const DRAGGED = 'application/x-unicorn-image';

/**
 * The board, as its cards see it.
 * @typedef {object} Board
 * @property {import("./desk.js").Listing} listing
 * @property {import("./workflow.js").Reason[]} reasons
 * @property {boolean} isFixed
 * @property {import("./desk.js").Placed[]} placed
 * @property {(id: string, to: number, name: string, button?: "earlier" | "later") => void} move
 * @property {(id: string, typed: Partial<Record<"alt_text" | "caption", string>>) => void} describe
 * @property {(id: string, name: string, ask?: boolean) => Promise<void>} takeOut
 * @property {() => Promise<void>} renew
 * @property {string | null} editing the photo that is to be turned and cropped
 */

/** Whether an image is being made from another one, whose place it will take. @param {import("./desk.js").Image} image */
export const isBeingEdited = ({ status, replaces, expires_at }) =>
  status === 'EXPECTED' && Boolean(replaces) && Date.parse(expires_at ?? '') > Date.now();

/** @param {Board} board @param {import("./desk.js").Placed} placed @param {number} place */
export function card(board, placed, place) {
  const { image_id: id } = placed;
  const image = board.listing.images.find((one) => one.image_id === id);
  if (!image) return nothing;
  const name = image.filename;
  const isWorking = board.listing.images.some((one) => one.replaces === id && isBeingEdited(one));
  const faults = board.reasons.filter((reason) => fixOf(reason).image === id);
  return html`<li
    data-image=${id}
    id="image-${id}"
    tabindex="-1"
    class=${faults.length ? 'bad' : ''}
    @dragover=${(/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes(DRAGGED) && event.preventDefault()}
    @drop=${(/** @type {DragEvent} */ event) => dropped(event, board, place)}
  >
    <div
      class="shot"
      draggable=${board.isFixed ? 'false' : 'true'}
      @dragstart=${(/** @type {DragEvent} */ event) => event.dataTransfer?.setData(DRAGGED, id)}
    >
      <img
        src=${image.urls?.['320'] ?? ''}
        alt=${placed.alt_text || name}
        width=${image.width}
        height=${image.height}
        loading="lazy"
        draggable="false"
        @error=${() => board.renew()}
      />
      ${place === 0 ? html`<span class="badge">${words.first}</span>` : nothing}
      ${isWorking ? html`<p class="working">${words.edit.working}</p>` : nothing}
    </div>
    ${faults.map(({ message }) => html`<p class="error">${message}</p>`)}
    <p class="name">${name}</p>
    ${board.isFixed ? nothing : moves(board, image, place, isWorking)}
    ${text(board, placed, 'alt_text', words.alt, words.altHelp)} ${text(board, placed, 'caption', words.caption)}
  </li>`;
}

/** @param {DragEvent} event @param {Board} board @param {number} place */
function dropped(event, board, place) {
  const id = event.dataTransfer?.getData(DRAGGED);
  if (!id) return;
  event.preventDefault();
  const image = board.listing.images.find((one) => one.image_id === id);
  board.move(id, place, image?.filename ?? '');
}

/** @param {Board} board @param {import("./desk.js").Image} image @param {number} place @param {boolean} isWorking */
function moves(board, image, place, isWorking) {
  const { image_id: id, filename: name } = image;
  const isEditable = !isWorking && canBeEdited({ width: image.width ?? 0, height: image.height ?? 0 });
  const step = (/** @type {"earlier" | "later"} */ way, /** @type {number} */ to, /** @type {string} */ arrow) =>
    html`<button
      type="button"
      class="icon"
      data-move=${way}
      aria-label=${words[way](name)}
      title=${words[way](name)}
      ?disabled=${to < 0 || to >= board.placed.length}
      @click=${() => board.move(id, to, name, way)}
    >
      ${arrow}
    </button>`;
  return html`<div class="moves">
    ${step('earlier', place - 1, '←')} ${step('later', place + 1, '→')}
    <button
      type="button"
      class="icon"
      aria-label=${words.edit.title(name)}
      title=${words.edit.title(name)}
      aria-disabled=${!isEditable}
      @click=${() => isEditable && (board.editing = id)}
    >
      ↻
    </button>
    <button
      type="button"
      class="icon danger"
      aria-label=${words.remove(name)}
      title=${words.remove(name)}
      @click=${() => board.takeOut(id, name)}
    >
      ✕
    </button>
  </div>`;
}

/** @param {Board} board @param {import("./desk.js").Placed} placed @param {"alt_text" | "caption"} field @param {string} label @param {string} [help] */
function text(board, placed, field, label, help) {
  const id = `${field}-${placed.image_id}`;
  return html`<div class="field">
    <label for=${id}>${label}${help ? html` <small class="faint">${help}</small>` : nothing}</label>
    <input
      id=${id}
      type="text"
      maxlength=${LIMITS.alt_text.maxLength}
      ?disabled=${board.isFixed}
      .value=${live(placed[field] ?? '')}
      @input=${(/** @type {any} */ { target }) => board.describe(placed.image_id, { [field]: target.value })}
    />
  </div>`;
}

/** An image that cannot be shown: rejected, or still expected. @param {Board} board @param {import("./desk.js").Image} image */
export function refusedCard(board, { image_id, filename, refused, expires_at }) {
  return html`<li>
    <span class="name">${filename}</span>
    <span class=${refused ? 'error' : 'faint'}
      >${refused ? refused.message : words.expected(expires_at ? dateTime(expires_at) : '')}</span
    >
    ${
      board.isFixed
        ? nothing
        : html`<button
            type="button"
            class="link"
            aria-label="${words.forget}: ${filename}"
            @click=${() => board.takeOut(image_id, filename, false)}
          >
            ${words.forget}
          </button>`
    }
  </li>`;
}
