// Turn and crop a photo: the photo with a frame to drag, and a control for each thing that dragging does.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { announce } from '../shared/announce.js';
import { outcome } from '../shared/failure.js';
import { RequestKey } from '../shared/request-key.js';
import { Submission } from '../shared/submission.js';
import { texts } from '../texts/agent.js';
import { Part } from './part.js';
import { SIDES, bodyOf, cut, cutOff, cutOffMax, shifted, turned, turnedSize, unedited } from './photo-edit.js';

const words = texts.images.edit;
const CORNERS = /** @type {const} */ (['left top', 'right top', 'left bottom', 'right bottom']);
const STEPS = 200; // of a slider, from one end to the other

/** @typedef {import("./photo-edit.js").Edit} Edit */
/** @typedef {import("./photo-edit.js").Side} Side */

/** Sends `begun` once the edit is on its way, `renew` for an address that is no longer valid, and `leave` when closed. */
class PhotoEditor extends Part {
  /** @override */
  static properties = { desk: {}, property: {}, image: {}, edit: { state: true }, done: { state: true } };

  constructor() {
    super();
    this.submission = new Submission(this);
    this.key = new RequestKey();
    /** @type {import("./desk.js").Desk} */
    this.desk;
    this.property = '';
    /** @type {import("./desk.js").Image} */
    this.image;
    /** @type {Edit | null} as it is shown; while a frame is dragged, before it is let go */
    this.edit = null;
    /** @type {Edit[]} what Undo goes back to, the last one first */
    this.done = [];
    /** The edit of the moment in which a slider was taken. @type {Edit | undefined} */
    this.slid = undefined;
    /** Where a drag began: the pointer, what it holds, and the edit of that moment. */
    this.drag = /** @type {{ from: PointerEvent, sides: Side[], edit: Edit } | null} */ (null);
  }

  get photo() {
    return { width: this.image.width ?? 1, height: this.image.height ?? 1 };
  }

  get now() {
    return this.edit ?? unedited(this.photo);
  }

  get stage() {
    return /** @type {HTMLElement} */ (this.querySelector('.stage'));
  }

  /** @override */
  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.querySelector('dialog')).showModal();
  }

  /** The content security policy allows no style within the markup. @override */
  updated() {
    const { turn, frame } = this.now;
    const { width, height } = turnedSize(this.photo, turn);
    const set = {
      ratio: width / height,
      turn: `${turn}deg`,
      wide: turn % 180 ? '100cqh' : '100cqw',
      high: turn % 180 ? '100cqw' : '100cqh',
      left: `${(100 * frame.left) / width}%`,
      top: `${(100 * frame.top) / height}%`,
      width: `${(100 * frame.width) / width}%`,
      height: `${(100 * frame.height) / height}%`,
    };
    for (const [name, value] of Object.entries(set)) this.stage.style.setProperty(`--${name}`, String(value));
  }

  /** Take a step that Undo takes back. @param {Edit} edit @param {Edit} [before] */
  step(edit, before = this.now) {
    if (JSON.stringify(edit) !== JSON.stringify(before)) this.done = [before, ...this.done];
    this.edit = edit;
  }

  undo() {
    const [last, ...done] = this.done;
    if (!last) return;
    [this.edit, this.done] = [last, done];
    announce(words.undone);
  }

  /** @param {1 | -1} way */
  turn(way) {
    this.step(turned(this.photo, this.now, way));
    announce(words.turned(this.now.turn));
  }

  /** @param {PointerEvent} event */
  hold(event) {
    if (event.button !== 0 || this.drag) return;
    const target = /** @type {HTMLElement} */ (event.target);
    target.setPointerCapture(event.pointerId);
    const sides = /** @type {Side[]} */ (target.dataset.corner?.split(' ') ?? []);
    this.drag = { from: event, sides, edit: this.now };
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  pull(event) {
    if (event.pointerId !== this.drag?.from.pointerId) return;
    const { from, sides, edit } = this.drag;
    const scale = turnedSize(this.photo, edit.turn).width / this.stage.clientWidth;
    const [x, y] = [(event.clientX - from.clientX) * scale, (event.clientY - from.clientY) * scale];
    const inward = { left: x, right: -x, top: y, bottom: -y };
    this.edit = sides.length
      ? sides.reduce(
          (so_far, side) => cut(this.photo, so_far, side, cutOff(this.photo, edit, side) + inward[side]),
          edit,
        )
      : shifted(this.photo, edit, x, y);
  }

  /** @param {PointerEvent} event */
  letGo(event) {
    if (event.pointerId !== this.drag?.from.pointerId) return;
    this.step(this.now, this.drag.edit);
    this.drag = null;
  }

  /** @param {Side} side @param {number} pixels @param {boolean} isOver whether the slider is let go */
  slide(side, pixels, isOver) {
    this.slid ??= this.now;
    this.edit = cut(this.photo, this.now, side, pixels);
    if (!isOver) return;
    this.step(this.now, this.slid);
    this.slid = undefined;
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const body = bodyOf(this.photo, this.now);
    if (!body) return;
    const { image_id } = this.image;
    const key = this.key.of([this.property, image_id, body]);
    const begun = await this.submission.run(() => this.desk.editImage(this.property, image_id, body, key));
    if (!begun) return;
    this.send('begun', begun);
    this.close();
  }

  close() {
    this.querySelector('dialog')?.close();
  }

  /** @override */
  render() {
    const { filename, urls, alt_text } = this.image;
    const size = turnedSize(this.photo, this.now.turn);
    return html`<dialog class="photo-editor" aria-labelledby="photo-editor-title" @close=${() => this.send('leave')}>
      <form @submit=${this.save}>
        <h2 id="photo-editor-title">${words.title(filename)}</h2>
        <p class="hint">${words.help}</p>
        <div class="stage">
          <img
            src=${urls?.['1600'] ?? ''}
            alt=${alt_text || filename}
            draggable="false"
            @error=${() => this.send('renew')}
          />
          <div
            class="frame"
            @pointerdown=${this.hold}
            @pointermove=${this.pull}
            @pointerup=${this.letGo}
            @pointercancel=${this.letGo}
          >
            ${CORNERS.map((corner) => html`<span class="corner ${corner}" data-corner=${corner}></span>`)}
          </div>
        </div>
        <div class="actions">
          <button type="button" class="button quiet" @click=${() => this.turn(-1)}>↺ ${words.turnLeft}</button>
          <button type="button" class="button quiet" @click=${() => this.turn(1)}>↻ ${words.turnRight}</button>
          <button type="button" class="button quiet" aria-disabled=${!this.done.length} @click=${this.undo}>
            ${words.undo}
          </button>
        </div>
        <fieldset class="cuts">
          <legend>${words.cut}</legend>
          ${SIDES.map((side) => this.slider(side))}
        </fieldset>
        <p class="left">${words.left(this.now.frame, size)}</p>
        ${outcome(this.submission)}
        <div class="actions">
          <button class="button" aria-disabled=${!bodyOf(this.photo, this.now) || this.submission.isPending}>
            ${words.save}
          </button>
          <button type="button" class="button quiet" @click=${this.close}>${words.cancel}</button>
          ${bodyOf(this.photo, this.now) ? html`<span class="faint">${texts.form.unsaved}</span>` : nothing}
        </div>
      </form>
    </dialog>`;
  }

  /** @param {Side} side */
  slider(side) {
    const [off, most] = [cutOff(this.photo, this.now, side), cutOffMax(this.photo, this.now, side)];
    const slid =
      (/** @type {boolean} */ isOver) =>
      (/** @type {any} */ { target }) =>
        this.slide(side, Number(target.value), isOver);
    return html`<div>
      <label for="cut-${side}">${words.sides[side]}</label>
      <small class="faint" aria-hidden="true">${words.pixels(off)}</small>
      <input
        id="cut-${side}"
        type="range"
        min="0"
        max=${most}
        step=${Math.max(1, Math.round(most / STEPS))}
        .value=${live(String(off))}
        aria-valuetext=${words.pixels(off)}
        @input=${slid(false)}
        @change=${slid(true)}
      />
    </div>`;
  }
}

customElements.define('photo-editor', PhotoEditor);
