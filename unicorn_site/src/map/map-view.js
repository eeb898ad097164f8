// <map-view>: homes on a map that can be moved, by pointer, fingers and keys. It is drawn from what the page has: no tiles.

import { html, nothing, svg } from 'lit';
import { Element } from '../shared/element.js';
import { texts } from '../texts/map.js';
import { dotWith, dotsOf, extentOf } from './dots.js';
import { Gestures } from './gestures.js';
import { earth, grid, inset, names, scaleBar } from './map-drawing.js';
import { at, landmark, pin, spot } from './map-marks.js';
import './map-style.js';
import { boxOf, fitting, moved, toPlace, toPoint, viewOf, zoomed } from './mercator.js';
import { outlines } from './outlines.js';
import { shownHomes } from './shown-homes.js';

/** @typedef {import('./dots.js').Home} Home */
/** @typedef {import('./dots.js').Dot} Dot */
/** @typedef {import('./mercator.js').Place} Place */

const LEAST = 600; // metres that are shown at least, to begin with
const STEP = 10; // pixels that a key moves the pin
const EDGE = 20; // pixels: what is nearer to the window's edge is brought in
const ARROWS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});

export class MapView extends Element {
  static properties = {
    homes: { attribute: false },
    box: {},
    label: {},
    pin: { attribute: false },
    picks: { type: Boolean },
    near: {},
    view: { state: true },
    size: { state: true },
    chosen: { state: true },
    isOpen: { state: true },
    drawn: { state: true },
  };

  constructor() {
    super();
    /** @type {Home[]} */
    this.homes = [];
    /** What to show to begin with, as the API takes it; all homes if it is empty. */
    this.box = '';
    this.label = '';
    /** The place that is chosen, where one may be. @type {Place | null} */
    this.pin = null;
    /** Whether a place is chosen on it: then the homes are there to find it by, and open nothing. */
    this.picks = false;
    /** The id of a home that is pointed at elsewhere. */
    this.near = '';
    this.size = { width: 0, height: 0 };
    /** @type {import('./mercator.js').View | null} null until it is known how large it is */
    this.view = null;
    /** Whether somebody has moved the map, so that other homes do not. */
    this.wasMoved = false;
    /** The id of the home whose dot is shown, or has the focus. */
    this.chosen = '';
    this.isOpen = false;
    this.drawn = { land: '', borders: '' };
    this.gestures = new Gestures();
    this.watcher = new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect));
  }

  connectedCallback() {
    super.connectedCallback();
    void outlines().then((drawn) => (this.drawn = drawn), console.warn); // the dots are the map; land is beside it
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  firstUpdated() {
    this.watcher.observe(/** @type {SVGElement} */ (this.querySelector('svg')));
  }

  /** @param {{width: number, height: number}} seen */
  #resize({ width, height }) {
    if (width && height) this.size = { width: Math.round(width), height: Math.round(height) };
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!this.size.width) return;
    const isNew = !this.view || changed.has('box') || (changed.has('homes') && !this.wasMoved) || this.#isLost(changed);
    if (isNew) this.view = this.#initial();
    if (changed.has('homes') && !dotWith(this.dots, this.chosen)) [this.chosen, this.isOpen] = ['', false];
  }

  /** Whether the place that is chosen is not in the window, after it was typed. @param {Map<string, unknown>} changed */
  #isLost(changed) {
    if (!this.view || !this.pin || !changed.has('pin')) return false;
    const { x, y } = toPoint(this.view, this.size, this.pin);
    return x < 0 || y < 0 || x > this.size.width || y > this.size.height;
  }

  #initial() {
    this.wasMoved = false;
    if (this.box) return viewOf(this.box, this.size);
    return fitting(this.pin ? [this.pin] : extentOf(this.homes), this.size, LEAST);
  }

  get dots() {
    return this.view ? dotsOf(this.homes, this.view, this.size) : [];
  }

  /** @param {import('./mercator.js').View} view */
  #show(view) {
    [this.view, this.wasMoved] = [view, true];
    this.dispatchEvent(new CustomEvent('moved', { detail: boxOf(view, this.size), bubbles: true }));
  }

  /** @param {number} factor @param {import('./mercator.js').Point} [middle] */
  zoom(factor, middle) {
    if (this.view) this.#show(zoomed(this.view, factor, this.size, middle));
  }

  showAll() {
    this.#show(fitting([...extentOf(this.homes), ...(this.pin ? [this.pin] : [])], this.size, LEAST));
  }

  /** @param {MouseEvent} event @returns {import('./mercator.js').Point} */
  #pointOf({ clientX, clientY }) {
    const { left, top } = /** @type {SVGElement} */ (this.querySelector('svg')).getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (!event.button) this.gestures.press(event.pointerId, this.#pointOf(event));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const view = this.view && this.gestures.drag(event.pointerId, this.#pointOf(event), this.view, this.size);
    if (!view) return;
    /** @type {SVGElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#show(view);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    if (this.gestures.release(event.pointerId) && event.type === 'pointerup') this.#click(event);
  }

  /** Choose the place, or close what is shown, unless it is a dot or the map was moved. @param {PointerEvent} event */
  #click(event) {
    const isDot = /** @type {SVGElement} */ (event.target).closest('.dot');
    if (!this.view || isDot || this.gestures.isMove) return;
    if (this.picks) this.#pick(toPlace(this.view, this.size, this.#pointOf(event)));
    else [this.isOpen, this.chosen] = [false, ''];
  }

  /** @param {WheelEvent} event with a key: without it, the page is scrolled */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.25 : 0.8, this.#pointOf(event));
  }

  /** @param {Place} place */
  #pick({ latitude, longitude }) {
    const detail = { latitude: Number(latitude.toFixed(6)), longitude: Number(longitude.toFixed(6)) };
    this.dispatchEvent(new CustomEvent('picked', { detail, bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  #movePin(event) {
    const by = ARROWS[event.key];
    if (!by || !this.pin || !this.view) return;
    event.preventDefault();
    const { x, y } = toPoint(this.view, this.size, this.pin);
    this.#pick(toPlace(this.view, this.size, { x: x + STEP * by[0], y: y + STEP * by[1] }));
  }

  /** Show the homes of a dot. @param {Event} event @param {Dot} dot */
  open(event, dot) {
    event.stopPropagation();
    if (!this.gestures.isMove) [this.chosen, this.isOpen] = [dot.homes[0].id, true];
  }

  /** Open a dot, or go to another one. @param {KeyboardEvent} event @param {number} index */
  async #key(event, index) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.gestures.rest();
      this.open(event, this.dots[index]);
      return this.#focusOn('.shown a');
    }
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const { length } = this.dots;
    const next = this.dots[(index + (by[0] || by[1]) + length) % length];
    this.#bringIn(next);
    [this.chosen, this.isOpen] = [next.homes[0].id, false];
    await this.#focusOn('.dot[tabindex="0"]');
  }

  /** @param {string} selector */
  async #focusOn(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | SVGElement | null} */ (this.querySelector(selector))?.focus();
  }

  /** @param {Dot} dot */
  #bringIn({ x, y }) {
    const { width, height } = this.size;
    const isIn = x > EDGE && x < width - EDGE && y > EDGE && y < height - EDGE;
    if (this.view && !isIn) this.#show(moved(this.view, width / 2 - x, height / 2 - y));
  }

  async close() {
    this.isOpen = false;
    await this.#focusOn('.dot[tabindex="0"]');
  }

  render() {
    const { view, dots } = this;
    const index = Math.max(0, dots.indexOf(/** @type {Dot} */ (dotWith(dots, this.chosen))));
    return html`<div class="map ${this.picks ? 'picks' : ''}" role="group" aria-label=${this.label}>
      <svg
        @pointerdown=${this.#press}
        @pointermove=${this.#drag}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @dblclick=${(/** @type {MouseEvent} */ event) => this.zoom(2, this.#pointOf(event))}
        @wheel=${this.#wheel}
      >
        ${view ? this.#drawing(view, dots, index) : nothing}
      </svg>
      <div class="tools">
        <button type="button" aria-label=${texts.nearer} title=${texts.nearer} @click=${() => this.zoom(2)}>+</button>
        <button type="button" aria-label=${texts.farther} title=${texts.farther} @click=${() => this.zoom(0.5)}>
          −
        </button>
        <button type="button" aria-label=${texts.all} title=${texts.all} @click=${this.showAll}>⤢</button>
      </div>
      ${this.isOpen && dots.length ? shownHomes(dots[index], () => void this.close()) : nothing}
    </div>`;
  }

  /** @param {import('./mercator.js').View} view @param {Dot[]} dots @param {number} first the one that Tab leads to */
  #drawing(view, dots, first) {
    const { size, drawn } = this;
    return svg`<g aria-hidden="true">
        ${drawn.land ? earth(view, size, drawn) : nothing} ${grid(view, size)} ${names(view, size, this.homes)}
        ${scaleBar(view, size)}
      </g>
      ${dots.map((dot, index) => (this.picks ? landmark(dot, view) : this.#dot(dot, view, index, index === first)))}
      ${this.#pinned(view)}
      <g aria-hidden="true">${drawn.land ? inset(view, size, drawn) : nothing}</g>`;
  }

  /** @param {Dot} dot @param {import('./mercator.js').View} view @param {number} index @param {boolean} isFirst */
  #dot(dot, view, index, isFirst) {
    const { homes } = dot;
    const [home] = homes;
    const label = homes.length > 1 ? texts.dots(homes.length, home.name) : texts.dot(home.name, home.price);
    const isOpen = this.isOpen && homes.some((one) => one.id === this.chosen);
    const isNear = homes.some((one) => one.id === this.near);
    return svg`<g
      class="dot ${isNear ? 'near' : ''}"
      role="button"
      tabindex=${isFirst ? 0 : -1}
      aria-label=${label}
      aria-expanded=${isOpen ? 'true' : 'false'}
      transform=${at(dot)}
      @click=${(/** @type {MouseEvent} */ event) => this.open(event, dot)}
      @focus=${(/** @type {any} */ { target }) => target.matches(':focus-visible') && this.#bringIn(dot)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => void this.#key(event, index)}
    >
      ${spot(dot, view)}
    </g>`;
  }

  /** @param {import('./mercator.js').View} view */
  #pinned(view) {
    if (!this.pin) return nothing;
    return svg`<g
      class="dot"
      role="button"
      tabindex="0"
      aria-label=${texts.pin}
      transform=${at(toPoint(view, this.size, this.pin))}
      @keydown=${this.#movePin}
    >
      <circle class="ring" r="16" />${pin}
    </g>`;
  }
}

customElements.define('map-view', MapView);
