// The way of one event over the map: from its publisher over the bus to each of its readers.

import { publications } from './topology.js';

/**
 * @typedef {import('./layout.js').Layout} Layout
 * @typedef {import('./layout.js').PlacedLane} PlacedLane
 * @typedef {import('./layout.js').Point} Point
 * @typedef {object} Journey
 * @property {Point[]} points
 * @property {{selector: string, at: number}[]} nodes the elements that light up, with the index of their point
 */

/** The lanes that an event takes; `from` is missing for an event that nobody here publishes.
 * @param {Layout} layout @param {string} event */
export function lanesOf(layout, event) {
  const [publisher] = publications.find((one) => one.event === event)?.by ?? [];
  const taken = layout.lanes.filter((lane) => lane.events.includes(event));
  return {
    from: taken.find((lane) => lane.dir === 'out' && lane.component.id === publisher),
    to: taken.filter((lane) => lane.dir === 'in'),
  };
}

/** @param {Layout} layout @param {string} event @returns {Journey[]} */
export function journeysOf(layout, event) {
  const { from, to } = lanesOf(layout, event);
  return from ? to.map((lane) => journey(layout, from, lane)) : [];
}

/** The part of the bus that an event passes. @param {Layout} layout @param {string} event @returns {Point[][]} */
export function onBus(layout, event) {
  const { from, to } = lanesOf(layout, event);
  return from ? to.map((lane) => [layout.onBus(from), layout.onBus(lane)]) : [];
}

/** @param {Layout} layout @param {PlacedLane} from @param {PlacedLane} to @returns {Journey} */
function journey(layout, from, to) {
  const { rule, queue } = layout.stops(to);
  const [enters, arrives] = layout.line(to);
  const stops = /** @type {Point[]} */ ([rule, queue].filter(Boolean));
  const points = [...layout.line(from), layout.onBus(from), layout.onBus(to), enters, ...stops, arrives];
  return {
    points,
    nodes: [
      { selector: glowOf(from.component.id), at: 0 },
      { selector: glowOf(to.component.id), at: points.length - 1 },
    ],
  };
}

/** @param {string} id */
function glowOf(id) {
  return `[data-node="${id}"] > [class~="glow"]`;
}
