// The controls of the page: filter, pause, and the map as a table.

import { html, nothing } from 'lit';
import { navigate } from '../shared/router.js';
import { ApiProblem } from '../shared/problems.js';
import { failure } from '../shared/failure.js';
import { texts } from '../texts/live.js';
import { addressOf } from './address.js';
import { EVENTS, publications, subscriptions, toneOf } from './topology.js';

/** @typedef {import('./feed.js').Feed} Feed */
/** @typedef {import('./address.js').Shown} Shown */

/** @param {Feed} feed */
export function statusBar(feed) {
  const isPaused = feed.status === 'paused';
  return html`<div class="status-bar">
    <p class="status ${feed.status}"><span class="dot" aria-hidden="true"></span>${texts.status[feed.status]}</p>
    <button type="button" class="button quiet" @click=${() => (isPaused ? feed.resume() : feed.pause())}>
      ${isPaused ? texts.resume : texts.pause}
    </button>
  </div>`;
}

/** The error, unless it is about a field of the filter. @param {Feed} feed */
export function trouble(feed) {
  if (!feed.error || feed.isRejected) return nothing;
  const note = texts.lost(feed.retryIn);
  return failure(feed.error, { note, retry: feed.wake, retryText: texts.again, isInline: true });
}

/** @param {Shown} shown @param {unknown} error */
export function filterForm(shown, error) {
  const faults = error instanceof ApiProblem ? error.errors : [];
  return html`<form class="filter" @submit=${submitted} aria-label=${texts.filter.label}>
    ${field('property_id', texts.filter.property, shown.property, faults, texts.filter.propertyHint)}
    ${field('correlation_id', texts.filter.correlation, shown.correlation, faults)}
    <div class="actions">
      <button class="button">${texts.filter.apply}</button>
      ${shown.property || shown.correlation ? html`<a class="button quiet" href="/live/">${texts.filter.clear}</a>` : nothing}
    </div>
  </form>`;
}

/** @param {string} name @param {string} label @param {string} value @param {{field: string, message: string}[]} faults @param {string} [hint] */
function field(name, label, value, faults, hint) {
  const fault = faults.find((one) => one.field === name)?.message.replace(/^Value error, /, '');
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      .value=${value}
      placeholder=${hint ?? nothing}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      maxlength="300"
      aria-invalid=${fault ? 'true' : nothing}
      aria-describedby=${fault ? `${name}-error` : nothing}
    />
    ${fault ? html`<p class="error" id="${name}-error">${fault}</p>` : nothing}
  </div>`;
}

/** @param {SubmitEvent & {target: HTMLFormElement}} event */
function submitted(event) {
  event.preventDefault();
  const given = new FormData(event.target);
  const text = (/** @type {string} */ name) => String(given.get(name) ?? '').trim();
  navigate(addressOf({ property: text('property_id'), correlation: text('correlation_id') }));
}

/** The legend of the map's colours. */
export function legend() {
  return html`<ul class="legend">
    ${EVENTS.map((event) => html`<li class=${toneOf(event)}><span class="mark" aria-hidden="true"></span>${event}</li>`)}
    <li><span class="shape rule" aria-hidden="true"></span>${texts.kinds.rule}</li>
    <li><span class="shape queue" aria-hidden="true"></span>${texts.kinds.queue}</li>
  </ul>`;
}

/** The names that the field has for what the map shows, each with its step of the tour. */
export function patterns() {
  const { open, all, step } = texts.patterns;
  return html`<details class="patterns">
    <summary>${open}</summary>
    <dl>
      ${all.map(
        ([name, here, number]) =>
          html`<dt>${name}</dt>
            <dd>${here} <code>${step(number)}</code></dd>`,
      )}
    </dl>
  </details>`;
}

/** The map as a table. */
export function table() {
  const { open, event, by, rule, queue, reader, deadLetters, direct, watched } = texts.table;
  return html`<details class="as-table">
    <summary>${open}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${open}>
      <table>
        <thead>
          <tr>
            ${[event, by, rule, queue, reader, deadLetters].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${subscriptions.map(
            (one) =>
              html`<tr>
                <th scope="row">${one.event}</th>
                <td>${publications.find((published) => published.event === one.event)?.by.join(', ')}</td>
                <td>${one.rule}</td>
                <td>${one.queue ?? direct}</td>
                <td>${one.reader}</td>
                <td>${one.deadLetterQueue}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="faint">${watched}</p>
  </details>`;
}
