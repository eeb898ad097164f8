// The map: contexts, bus, rules, queues and workflow, with the way of the chosen event lit up.

import { nothing, svg, html } from 'lit';
import { Element } from '../shared/element.js';
import { texts } from '../texts/live.js';
import { bus, card, component, lane, path } from './drawing.js';
import { layout } from './layout.js';
import { journeysOf, lanesOf, onBus } from './routes.js';
import { play } from './sparks.js';
import { toneOf } from './topology.js';

const roomy = matchMedia('(min-width: 62rem)');
const LAYOUTS = { wide: layout(true), narrow: layout(false) };

export class LiveMap extends Element {
  /** @override */
  static properties = { shown: {}, underWay: { type: Number } };

  constructor() {
    super();
    /** The detail type whose way is lit. */
    this.shown = '';
    /** Requests that the workflow has not yet answered. */
    this.underWay = 0;
    this.redraw = () => this.requestUpdate();
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    roomy.addEventListener('change', this.redraw);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    roomy.removeEventListener('change', this.redraw);
  }

  get layout() {
    return roomy.matches ? LAYOUTS.wide : LAYOUTS.narrow;
  }

  /** Send events on their way. @param {string[]} detailTypes */
  play(detailTypes) {
    const drawing = this.querySelector('svg');
    const news = detailTypes.map((event) => ({ event, journeys: journeysOf(this.layout, event) }));
    if (drawing && !document.hidden) play(drawing, news);
  }

  /** @override */
  render() {
    const map = this.layout;
    const { from, to } = lanesOf(map, this.shown);
    const lit = new Set([from, ...to]);
    return html`<svg
      class=${map.isWide ? 'wide' : 'narrow'}
      viewBox="-2 -2 ${map.width + 4} ${map.height + 4}"
      role="img"
      aria-label=${texts.map}
    >
      ${map.cards.map(card)} ${bus(map)}
      ${this.shown ? onBus(map, this.shown).map((points) => svg`<path class="on-bus ${toneOf(this.shown)}" d=${path(points)} />`) : nothing}
      ${map.lanes.map((one) => lane(map, one, lit.has(one)))}
      ${map.components.map((one) => component(one, this.underWay))}
      <g class="sparks"></g>
    </svg>`;
  }
}

customElements.define('live-map', LiveMap);
