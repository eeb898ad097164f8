// The approval workflow as a drawing, each station marked with how far the request has come.

import { html, nothing, svg } from 'lit';

import { texts } from '../texts/agent.js';
import { WAYS } from './workflow.js';

/** @typedef {import("./workflow.js").Station} Station */
/** @typedef {Record<Station, import("./workflow.js").Mark>} Marks */
/** @typedef {readonly [number, number]} Place */
/** @typedef {{ box: string, places: Record<Station, Place> }} Layout the middle of every station */

const STATIONS = /** @type {Station[]} */ (Object.keys(texts.publication.stations));
const WIDTH = 128;
const HEIGHT = 56;

/** @type {Layout} */
const WIDE = {
  box: '0 0 752 172',
  places: {
    requested: [68, 36],
    contract: [222, 36],
    content: [376, 36],
    approval: [530, 36],
    published: [684, 36],
    declined: [376, 138],
  },
};
/** @type {Layout} */
const NARROW = {
  box: '0 0 296 432',
  places: {
    requested: [70, 34],
    contract: [70, 124],
    content: [70, 214],
    approval: [70, 304],
    published: [70, 394],
    declined: [228, 214],
  },
};

/** @param {Marks} marks @param {Partial<Record<Station, string>>} [names] of stations, in place of the usual ones */
export function drawing(marks, names = {}) {
  const nameOf = { ...texts.publication.stations, ...names };
  const said = STATIONS.map((name) => `${nameOf[name]}: ${texts.publication.marks[marks[name]]}`);
  const variant = (/** @type {Layout} */ layout, /** @type {string} */ name) =>
    html`<svg class="workflow ${name}" viewBox=${layout.box} role="img" aria-label=${texts.publication.drawing(said)}>
      ${WAYS.map(([from, to]) => way(layout, marks, from, to))}
      ${STATIONS.map((name) => station(layout, marks, name, nameOf[name]))}
    </svg>`;
  return html`${variant(WIDE, 'wide')}${variant(NARROW, 'narrow')}`;
}

/** @param {Layout} layout @param {Marks} marks @param {Station} name @param {string} text */
function station({ places }, marks, name, text) {
  const [x, y] = places[name];
  const mark = marks[name];
  const lines = broken(text);
  return svg`<g class="station ${mark} ${name}" data-station=${name} data-mark=${mark}>
    <rect x=${x - WIDTH / 2} y=${y - HEIGHT / 2} width=${WIDTH} height=${HEIGHT} rx="12"></rect>
    ${lines.map((line, index) => svg`<text x=${x} y=${y + 5 + (index - (lines.length - 1) / 2) * 17}>${line}</text>`)}
    ${
      SIGNS[mark]
        ? svg`<circle cx=${x + WIDTH / 2 - 6} cy=${y - HEIGHT / 2 + 4} r="10"></circle>
      <path class="sign" transform="translate(${x + WIDTH / 2 - 6} ${y - HEIGHT / 2 + 4})" d=${SIGNS[mark]}></path>`
        : nothing
    }
  </g>`;
}

/** Signs beside the colours, for people who cannot tell the colours apart: a tick, a dot, a cross. @type {Record<string, string>} */
const SIGNS = {
  done: 'M-4 0l3 3 5-6',
  current: 'M0-1v2M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  stopped: 'M-3-3l6 6M3-3l-6 6',
};

/** @param {Layout} layout @param {Marks} marks @param {Station} from @param {Station} to */
function way({ places }, marks, from, to) {
  const [[x1, y1], [x2, y2]] = to === 'declined' ? down(places, from) : along(places[from], places[to]);
  const isTaken = to === 'declined' ? marks[from] === 'stopped' && marks.declined === 'current' : marks[to] !== 'ahead';
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return svg`<g class="way ${isTaken ? 'taken' : ''}"><path d="M${x1} ${y1}L${x2} ${y2}"></path>
    <path class="head" transform="translate(${x2} ${y2}) rotate(${angle})" d="M0 0l-9-5v10z"></path></g>`;
}

/** From one station of the line to the next. @param {Place} from @param {Place} to @returns {[Place, Place]} */
function along([x1, y1], [x2, y2]) {
  const [dx, dy] = [(Math.sign(x2 - x1) * WIDTH) / 2, (Math.sign(y2 - y1) * HEIGHT) / 2];
  return [
    [x1 + dx, y1 + dy],
    [x2 - dx, y2 - dy],
  ];
}

/** From a station of the line to "declined", which lies beside it. @param {Layout["places"]} places @param {Station} from @returns {[Place, Place]} */
function down(places, from) {
  const [[x1, y1], [x2, y2]] = [places[from], places.declined];
  const isWide = places.requested[1] === places.published[1];
  if (isWide)
    return [[x1, y1 + HEIGHT / 2], x1 === x2 ? [x2, y2 - HEIGHT / 2] : [x2 + (Math.sign(x1 - x2) * WIDTH) / 2, y2]];
  return [[x1 + WIDTH / 2, y1], y1 === y2 ? [x2 - WIDTH / 2, y2] : [x2, y2 + (Math.sign(y1 - y2) * HEIGHT) / 2]];
}

/** Two lines of about the same length. @param {string} words */
function broken(words) {
  const parts = words.split(' ');
  if (words.length < 14 || parts.length < 2) return [words];
  const half = parts.findIndex((_, index) => parts.slice(0, index + 1).join(' ').length >= words.length / 2 - 1);
  return [parts.slice(0, half + 1).join(' '), parts.slice(half + 1).join(' ')].filter(Boolean);
}
