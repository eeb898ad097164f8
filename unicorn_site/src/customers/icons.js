// The icons of the customers' pages.

import { html } from 'lit';

/** @param {string} path */
const icon = (path) => html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

export const chevron = { left: icon('M15 5l-7 7 7 7'), right: icon('M9 5l7 7-7 7') };
export const cross = icon('M6 6l12 12M18 6L6 18');
export const corners = icon('M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5');
