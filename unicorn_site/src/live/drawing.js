// The parts of the map, as SVG.

import { nothing, svg } from 'lit';
import { texts, words } from '../texts/live.js';
import { toneOf } from './topology.js';

/**
 * @typedef {import('./layout.js').Layout} Layout
 * @typedef {import('./layout.js').PlacedLane} PlacedLane
 * @typedef {import('./layout.js').Point} Point
 * @typedef {Layout['components'][number]} PlacedComponent
 * @typedef {Layout['cards'][number]} PlacedCard
 */

const LINE = 15; // from one line of text to the next
const ARROW = 6;
const DIAMOND = 12;

/** @param {PlacedCard} card */
export function card({ context, x, y, w, h }) {
  return svg`<g>
    <rect class="card" x=${x} y=${y} width=${w} height=${h} rx="14" />
    <text class="context" x=${x + 16} y=${y + 27}>${texts.contexts[context]}</text>
    ${left(wrapped(texts.owns[context], (w - 32) / 6.2), x + 16, y + 46, 'owns')}
  </g>`;
}

/** @param {Layout} layout */
export function bus({ bus: { x, y, w, h }, isWide }) {
  return svg`<g class="bus">
    <rect x=${x} y=${y} width=${w} height=${h} rx="10" />
    <text x=${x} y=${isWide ? y + h + 18 : y - 10}>${texts.bus}</text>
  </g>`;
}

/** A lane: its line, its arrow, its rule and queue, and the names of its events.
 * @param {Layout} layout @param {PlacedLane} lane @param {boolean} isLit */
export function lane(layout, lane, isLit) {
  const [from, to] = layout.line(lane);
  const { rule, queue } = layout.stops(lane);
  return svg`<g class="lane ${toneOf(lane.events[0])} ${isLit ? 'lit' : ''}" data-lane=${lane.key}>
    <path class="way" d=${path([from, to])} />
    <polygon class="arrow" points=${arrow(from, to)} />
    ${rule ? diamond(rule) : nothing}
    ${queue ? tray(queue) : nothing}
    ${names(layout, lane)}
  </g>`;
}

/** @param {PlacedComponent} component @param {number} underWay */
export function component({ id, kind, label, steps, x, y, w, h }, underWay) {
  const isWorkflow = kind === 'StateMachine';
  const rx = isWorkflow ? 14 : 8;
  return svg`<g class="component" data-node=${id}>
    <rect class="box" x=${x} y=${y} width=${w} height=${h} rx=${rx} />
    <rect class="glow" x=${x} y=${y} width=${w} height=${h} rx=${rx} />
    ${isWorkflow ? workflow(label, steps, { x, y, w, h }, underWay) : centred(wrapped(label, (w - 8) / 7.6), x + w / 2, y + h / 2)}
  </g>`;
}

/** @param {string} label @param {string[]} steps @param {import('./layout.js').Box} box @param {number} underWay */
function workflow(label, steps, { x, y, h }, underWay) {
  const [cx, top] = [x + 21, y + 46];
  const pitch = (h - 88) / (steps.length - 1);
  return svg`<text class="name" x=${x + 16} y=${y + 24}>${label}</text>
    <text class="under-way ${underWay ? 'some' : ''}" x=${x + 16} y=${y + h - 14}>${texts.underWay(underWay)}</text>
    <path class="chain" d="M${cx} ${top}V${top + pitch * (steps.length - 1)}" />
    ${steps.map((step, n) => {
      const cy = top + pitch * n;
      return svg`<circle class="step" cx=${cx} cy=${cy} r="4.5" />
        <text class="step-name" x=${cx + 11} y=${cy} dy="0.35em">${words(step)}</text>`;
    })}`;
}

/** @param {Point} at */
function diamond([x, y]) {
  const corners = `${x},${y - DIAMOND} ${x + DIAMOND},${y} ${x},${y + DIAMOND} ${x - DIAMOND},${y}`;
  return svg`<polygon class="stop" data-stop="rule" points=${corners} />`;
}

/** @param {Point} at */
function tray([x, y]) {
  return svg`<g><rect class="stop" data-stop="queue" x=${x - 21} y=${y - 12} width="42" height="24" rx="5" />
    <path class="ticks" d="M${x - 9} ${y - 7}v14M${x} ${y - 7}v14M${x + 9} ${y - 7}v14" /></g>`;
}

/** @param {Layout} layout @param {PlacedLane} lane */
function names(layout, { at, events, dir }) {
  const lines = events.flatMap((event) => wrapped(event.replace(/(?<=[a-z])(?=[A-Z])/g, ' '), 12, ''));
  const [x, y] = layout.point(at, layout.isWide ? 78 : 28);
  return layout.isWide
    ? left(lines, x + (dir === 'in' ? 20 : 12), y - ((lines.length - 1) * LINE) / 2, 'event')
    : left(lines, x, y - 20 - (lines.length - 1) * LINE, 'event');
}

/** @param {string[]} lines @param {number} x @param {number} y of the first one's middle @param {string} kind */
function left(lines, x, y, kind) {
  return svg`<text class=${kind}>${lines.map((line, n) => svg`<tspan x=${x} y=${y + n * LINE} dy="0.35em">${line}</tspan>`)}</text>`;
}

/** @param {string[]} lines @param {number} x @param {number} y */
function centred(lines, x, y) {
  const top = y - ((lines.length - 1) * LINE) / 2;
  return svg`<text class="name" text-anchor="middle">${lines.map((line, n) => svg`<tspan x=${x} y=${top + n * LINE} dy="0.35em">${line}</tspan>`)}</text>`;
}

/** Break words into lines of at most so many characters. @param {string} text @param {number} most @param {string} [glue] */
export function wrapped(text, most, glue = ' ') {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines.length && (lines[last] + glue + word).length <= most) lines[last] += glue + word;
    else lines.push(word);
  }
  return lines;
}

/** @param {Point[]} points */
export function path(points) {
  return `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;
}

/** The head of an arrow at the end of a straight line. @param {Point} from @param {Point} to */
function arrow([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * ARROW * 1.6, y2 - uy * ARROW * 1.6];
  return `${x2},${y2} ${bx - uy * ARROW},${by + ux * ARROW} ${bx + uy * ARROW},${by - ux * ARROW}`;
}
