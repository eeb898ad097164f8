// What a map looks like. It comes with the map's code: pages without a map have no byte of it.

import { css } from 'lit';

const style = css`
  .map {
    position: relative;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--sunken);
  }

  .map svg {
    display: block;
    width: 100%;
    height: clamp(15rem, 55vh, 28rem);
    touch-action: none;
    cursor: grab;
    user-select: none;
  }

  .map.picks svg {
    cursor: crosshair;
  }

  .map .land {
    fill: var(--raised);
    stroke: var(--edge);
  }

  .map .borders {
    fill: none;
    stroke: var(--line);
  }

  .map .land,
  .map .borders {
    vector-effect: non-scaling-stroke;
  }

  .map .grid {
    stroke: var(--line);
  }

  .map text {
    fill: var(--faint);
    font: 0.75rem var(--sans);
  }

  .map .grid text {
    stroke: none;
  }

  .map .name {
    fill: var(--ink);
    paint-order: stroke;
    stroke: var(--sunken);
    stroke-width: 4px;
    text-anchor: middle;
  }

  .map .scale {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
  }

  .map .scale-text {
    fill: var(--ink);
    paint-order: stroke;
    stroke: var(--sunken);
    stroke-width: 4px;
  }

  .map .dot {
    cursor: pointer;
  }

  .map .dot:focus {
    outline: none;
  }

  .map :is(.dot, .landmark) circle {
    fill: var(--brand);
    stroke: var(--raised);
    stroke-width: 2;
  }

  .map :is(.dot, .landmark) text {
    fill: var(--brand-ink);
    font-weight: 700;
    text-anchor: middle;
    dominant-baseline: central;
  }

  .map :is(.dot, .landmark) .ring {
    fill: none;
    stroke: none;
    pointer-events: all;
  }

  .map .landmark {
    opacity: 0.6;
    pointer-events: none;
  }

  .map .dot:focus-visible .ring {
    stroke: var(--focus);
    stroke-width: 3;
  }

  .map .dot[aria-expanded='true'] circle.spot,
  .map .dot.near circle.spot {
    fill: var(--focus);
  }

  .map :is(.dot, .landmark) .about {
    fill: var(--brand);
    fill-opacity: 0.15;
    stroke: var(--brand);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
    pointer-events: none;
  }

  .map .pin {
    fill: var(--focus);
    stroke: var(--raised);
    stroke-width: 2;
  }

  .map .inset {
    pointer-events: none;
  }

  .map .inset rect {
    fill: var(--sunken);
  }

  .map .inset .rim {
    fill: none;
    stroke: var(--edge);
  }

  .map .inset circle {
    fill: var(--focus);
  }

  .map .tools {
    position: absolute;
    top: var(--s2);
    right: var(--s2);
    display: grid;
    gap: var(--s1);
  }

  .map .tools button {
    width: 2.75rem;
    height: 2.75rem;
    border: 1px solid var(--edge);
    border-radius: var(--round-small);
    background: var(--raised);
    color: var(--ink);
    font: 600 1.25rem/1 var(--sans);
    cursor: pointer;
  }

  .map .shown {
    position: absolute;
    inset: auto var(--s2) var(--s2);
    width: fit-content;
    max-width: min(22rem, calc(100% - var(--s4)));
    max-height: calc(100% - var(--s4));
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    gap: var(--s2);
    padding: var(--s2) var(--s3);
    border: 1px solid var(--edge);
    border-radius: var(--round-small);
    background: var(--raised);
    box-shadow: var(--shadow-high);
  }

  .map .shown ul {
    overflow: auto;
    padding: 0;
    list-style: none;
  }

  .map .shown li {
    padding-block: var(--s1);
  }

  .map .shown .button {
    justify-self: start;
  }

  .map .shown .price {
    font-size: 1rem;
  }

  .request:has(homes-map) {
    max-width: none;
    margin-block: var(--s4);
  }

  .map-part {
    display: grid;
    gap: var(--s3);
    padding-bottom: var(--s4);
  }
`;

if (style.styleSheet) document.adoptedStyleSheets.push(style.styleSheet); // no style element: the page's policy forbids it
