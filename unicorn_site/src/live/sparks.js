// Animates events: a spark for each reader, and a glow where it passes. Nothing moves under reduced motion.

import { toneOf } from './topology.js';

/** @typedef {import('./layout.js').Point} Point */
/** @typedef {import('./routes.js').Journey} Journey */

const TRAVEL = 1_900; // milliseconds from the publisher to the reader
const AFTERGLOW = 700;
const BURST = 2_600; // in which many events at once set off
const APART = 420;
const MOST = 24; // journeys at once
const SVG = 'http://www.w3.org/2000/svg';
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** @param {SVGElement} drawing @param {{event: string, journeys: Journey[]}[]} news */
export function play(drawing, news) {
  if (still.matches) return;
  const latest = news.slice(-MOST);
  const apart = Math.min(APART, BURST / latest.length);
  latest.forEach(({ event, journeys }, n) => {
    for (const journey of journeys) travel(drawing, journey, toneOf(event), n * apart);
  });
}

/** @param {SVGElement} drawing @param {Journey} journey @param {string} tone @param {number} delay */
function travel(drawing, { points, nodes }, tone, delay) {
  const offsets = offsetsOf(points);
  const spark = drawing.querySelector('.sparks')?.appendChild(document.createElementNS(SVG, 'circle'));
  spark?.setAttribute('class', `spark ${tone}`);
  spark?.setAttribute('r', '8');
  const frames = points.map(([x, y], n) => ({
    transform: `translate(${x}px, ${y}px)`,
    opacity: 1,
    offset: offsets[n],
  }));
  const moving = spark?.animate(frames, { duration: TRAVEL, delay, fill: 'backwards', easing: 'linear' });
  if (moving) moving.onfinish = moving.oncancel = () => spark?.remove();
  for (const { selector, at } of nodes) glow(drawing.querySelector(selector), tone, delay + TRAVEL * offsets[at]);
}

/** @param {Element | null} node @param {string} tone @param {number} delay */
function glow(node, tone, delay) {
  if (!node) return;
  node.setAttribute('class', `glow ${tone}`);
  node.animate([{ opacity: 0 }, { opacity: 1, offset: 0.15 }, { opacity: 0 }], {
    duration: AFTERGLOW,
    delay,
    fill: 'backwards',
  });
}

/** How far along its way each point is, from 0 to 1. @param {Point[]} points */
function offsetsOf(points) {
  const lengths = points.map(([x, y], n) => (n ? Math.hypot(x - points[n - 1][0], y - points[n - 1][1]) : 0));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let sum = 0;
  return lengths.map((length) => (sum += length) / whole);
}
