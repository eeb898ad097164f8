// The marks on a map: the spot of a dot, with the circle of a home that is shown roughly, and the pin of a place.

import { nothing, svg } from 'lit';
import { ROUGH } from './dots.js';
import { metresPerPixel, yOf } from './mercator.js';

/** @param {{x: number, y: number}} point */
export const at = ({ x, y }) => `translate(${x.toFixed(1)} ${y.toFixed(1)})`;

/** @param {import('./dots.js').Dot} dot @param {import('./mercator.js').View} view */
export function spot({ homes }, view) {
  const count = homes.length;
  return svg`${count === 1 && homes[0].isRough ? circle(homes[0], view) : nothing}
    <circle class="ring" r="16" /><circle class="spot" r=${count > 1 ? 13 : 9} />
    ${count > 1 ? svg`<text>${count}</text>` : nothing}`;
}

/** @param {import('./dots.js').Home} home @param {import('./mercator.js').View} view */
function circle({ latitude }, view) {
  const radius = ROUGH / metresPerPixel({ ...view, y: yOf(latitude) });
  return svg`<circle class="about" r=${Math.max(12, radius)} />`;
}

export const pin = svg`<path class="pin" d="M0 0C-3 -9 -9 -12 -9 -20A9 9 0 0 1 9 -20C9 -12 3 -9 0 0Z" />`;

/** A dot that opens nothing. @param {import('./dots.js').Dot} dot @param {import('./mercator.js').View} view */
export const landmark = (dot, view) =>
  svg`<g class="landmark" aria-hidden="true" transform=${at(dot)}>${spot(dot, view)}</g>`;
