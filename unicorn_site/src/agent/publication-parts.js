// The moments of a publication request, and the history of a listing's status.

import { html, nothing } from 'lit';

import { dateTime, duration } from '../shared/format.js';
import { texts } from '../texts/agent.js';
import { badge } from './badges.js';

const words = texts.publication;

/** @param {import("./desk.js").Publication} publication */
export function times({ requested_at: asked, decided_at: decided }) {
  if (!asked) return nothing;
  return html`<p class="hint">
    ${words.requested(dateTime(asked))}${decided ? html`. ${words.decided(dateTime(decided))}` : nothing}.
  </p>`;
}

/**
 * Until when a request waits for its contract. The wait begins after the checks, so this is the least.
 * @param {import("./desk.js").Publication} publication
 * @param {number} seconds that a request waits
 * @param {number} now in milliseconds
 */
export function timeLeft({ requested_at: asked, review }, seconds, now) {
  const end = Date.parse(review?.decided_at ?? asked ?? '') + seconds * 1_000;
  if (Number.isNaN(end)) return nothing;
  return end > now ? words.until(dateTime(new Date(end).toISOString()), duration(end - now)) : words.timeIsUp;
}

/** @param {import("./desk.js").Listing} listing */
export function history({ status_history: entries }) {
  return html`<details>
    <summary>${words.history}</summary>
    <ol class="plain">
      ${entries.map(({ status, at }) => html`<li>${badge(status)} <span class="faint">${dateTime(at)}</span></li>`)}
    </ol>
  </details>`;
}
