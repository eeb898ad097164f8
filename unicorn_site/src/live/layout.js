// Where everything stands on the map: along the bus, and away from it. Wide maps lie on the bus, narrow ones hang on it.

import { CONTEXTS, componentsOf, labelOf, workflow } from './topology.js';

/**
 * @typedef {[number, number]} Point
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 * @typedef {import('./topology.js').Component} Component
 * @typedef {import('./topology.js').Lane} Lane
 * @typedef {Lane & {at: number, component: Component, key: string, ends: number}} PlacedLane
 */

/** Distances in the drawing's own pixels: `pitch` to `last` along the bus, the others away from it. */
const WIDE = {
  isWide: true,
  pitch: { Function: 132, StateMachine: 130 },
  gap: 18, // between cards
  lead: 12, // of a card before its first lane
  tail: 22,
  first: 0,
  last: 0,
  bus: 30,
  card: [36, 430],
  rule: 78,
  queue: 146,
  box: { Function: [190, 268], StateMachine: [190, 364] },
};

const NARROW = {
  isWide: false,
  pitch: { Function: 78, StateMachine: 96 },
  gap: 12,
  lead: 74,
  tail: 8,
  first: 28, // the bus has its name there
  last: 0,
  bus: 28,
  card: [20, 300],
  rule: 52,
  queue: 104,
  box: { Function: [148, 292], StateMachine: [110, 292] },
};

/** @param {boolean} isWide */
export function layout(isWide) {
  const o = isWide ? WIDE : NARROW;
  let at = o.first;
  /** @type {{context: string, from: number, to: number}[]} */
  const cards = [];
  /** @type {PlacedLane[]} */
  const lanes = [];
  for (const context of CONTEXTS) {
    const from = at;
    at += o.lead;
    for (const component of componentsOf(context)) {
      const pitch = o.pitch[component.kind];
      for (const lane of component.lanes) {
        const key = `${component.id} ${lane.dir} ${lane.events[0]}`;
        lanes.push({ ...lane, at: at + pitch / 2, component, key, ends: o.box[component.kind][0] });
        at += pitch;
      }
    }
    cards.push({ context, from, to: at + o.tail });
    at += o.tail + o.gap;
  }
  const length = at - o.gap + o.last;
  return new Layout(o, length, cards, lanes);
}

const NAME_OF_BUS = 24;

export class Layout {
  /** @param {typeof WIDE | typeof NARROW} o @param {number} length
   * @param {{context: string, from: number, to: number}[]} cards @param {PlacedLane[]} lanes */
  constructor(o, length, cards, lanes) {
    this.o = o;
    this.lanes = lanes;
    this.isWide = o.isWide;
    this.span = o.card[1];
    this.width = o.isWide ? length : o.bus + this.span;
    this.height = o.isWide ? this.span + o.bus + NAME_OF_BUS : length;
    this.bus = this.box(o.first, -o.bus, length, 0);
    this.cards = cards.map(({ context, from, to }) => ({ context, ...this.box(from, o.card[0], to, o.card[1]) }));
    this.components = [...new Set(lanes.map(({ component }) => component))].map((component) =>
      this.component(component),
    );
  }

  /** A point in the drawing. @param {number} along @param {number} away from the bus' near edge @returns {Point} */
  point(along, away) {
    return this.isWide ? [along, this.span - away] : [this.o.bus + away, along];
  }

  /** @param {number} from @param {number} near @param {number} to @param {number} far @returns {Box} */
  box(from, near, to, far) {
    const [[x1, y1], [x2, y2]] = [this.point(from, near), this.point(to, far)];
    return { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x1 - x2), h: Math.abs(y1 - y2) };
  }

  /** @param {Component} component */
  component(component) {
    const own = this.lanes.filter((lane) => lane.component === component);
    const [near, far] = this.o.box[component.kind];
    const reach = this.o.pitch[component.kind] / 2 - 7;
    const box = this.box(own[0].at - reach, near, own[own.length - 1].at + reach, far);
    const steps = component.kind === 'StateMachine' ? workflow.steps : [];
    return { ...component, label: labelOf(component.id, component.context), steps, ...box };
  }

  /** What stands on a lane between the bus and its component. @param {PlacedLane} lane */
  stops(lane) {
    const rule = this.point(lane.at, this.o.rule);
    return lane.dir === 'out' ? {} : { rule, queue: lane.queue ? this.point(lane.at, this.o.queue) : undefined };
  }

  /** A lane from the bus to its component, in the direction of its events. @param {PlacedLane} lane @returns {Point[]} */
  line(lane) {
    const ends = [this.point(lane.at, 0), this.point(lane.at, lane.ends)];
    return lane.dir === 'in' ? ends : ends.reverse();
  }

  /** The middle of the bus beside a lane. @param {PlacedLane} lane @returns {Point} */
  onBus(lane) {
    return this.point(lane.at, -this.o.bus / 2);
  }
}
