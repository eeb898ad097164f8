// The drop zone for images, and the list of uploads.

import { html, nothing } from 'lit';

import { CONTENT_TYPES } from '../generated/rules.js';
import { texts } from '../texts/agent.js';

const words = texts.images;

/** @param {{ add: (files: Iterable<File>) => void, over: boolean }} board */
export const dropZone = (board) =>
  html`<div
    class="drop ${board.over ? 'over' : ''}"
    @dragenter=${(/** @type {DragEvent} */ event) => hover(event, board, true)}
    @dragover=${(/** @type {DragEvent} */ event) => hover(event, board, true)}
    @dragleave=${(/** @type {DragEvent} */ event) => hover(event, board, false)}
    @drop=${(/** @type {DragEvent} */ event) => {
      hover(event, board, false);
      board.add(event.dataTransfer?.files ?? []);
    }}
  >
    <p>
      ${words.drop}
      <label class="button quiet choose"
        ><input
          type="file"
          class="unseen"
          multiple
          accept=${CONTENT_TYPES.join(',')}
          aria-describedby="images-help"
          @change=${(/** @type {any} */ { target }) => {
            board.add([...target.files]);
            target.value = '';
          }}
        />${words.choose}</label
      >
    </p>
    <p class="hint" id="images-help">${words.help}</p>
  </div>`;

/** @param {DragEvent} event @param {{ over: boolean }} board @param {boolean} over */
function hover(event, board, over) {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  board.over = over;
}

/** @param {import("./uploads.js").Uploads} uploads */
export function uploadList(uploads) {
  const shown = uploads.list.filter(({ state }) => state !== 'ready');
  if (!shown.length) return nothing;
  const done = uploads.list.length - shown.length;
  const broken = shown.filter(({ state }) => state === 'broken');
  return html`<section aria-labelledby="uploads-title">
    <h3 id="uploads-title">
      ${words.uploads} <small class="faint">${words.summary(done, uploads.list.length)}</small>
    </h3>
    <ul class="uploads">
      ${shown.map((upload) => item(uploads, upload))}
    </ul>
    ${
      broken.length > 1
        ? html`<button type="button" class="button quiet" @click=${() => uploads.retryAll()}>${words.retryAll}</button>`
        : nothing
    }
  </section>`;
}

/** @param {import("./uploads.js").Uploads} uploads @param {import("./uploads.js").Upload} upload */
function item(uploads, upload) {
  const { id, file, state, progress } = upload;
  const isOver = state === 'broken' || state === 'refused';
  return html`<li>
    <span class="name">${file.name}</span>
    ${state === 'sending' ? html`<progress max="1" .value=${progress} aria-label=${file.name}></progress>` : nothing}
    <span class=${isOver ? 'error' : 'faint'} role=${isOver ? 'alert' : nothing}>${stateText(upload)}</span>
    <span class="moves">
      ${state === 'broken' ? action(words.retry, file, () => uploads.retry(id)) : nothing}
      ${state === 'checking' ? nothing : action(isOver ? words.forget : words.stop, file, () => uploads.remove(id))}
    </span>
  </li>`;
}

/** @param {string} label @param {File} file @param {() => void} act */
const action = (label, file, act) =>
  html`<button type="button" class="link" aria-label="${label}: ${file.name}" @click=${act}>${label}</button>`;

/** @param {import("./uploads.js").Upload} upload */
function stateText({ state, progress, fault }) {
  const text = words.states[state];
  if (!fault) return typeof text === 'string' ? text : text(progress);
  const why = /** @type {Record<string, string>} */ (words.faults)[fault.code];
  return [text, [why, fault.message].filter(Boolean).join(' ')].join(': ');
}
