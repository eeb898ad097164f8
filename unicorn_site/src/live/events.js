// The events in words: a list with the newest first, or a timeline in which each context has its own column.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { texts } from '../texts/live.js';
import { addressOf } from './address.js';
import './event.js';
import { span } from './time.js';
import { CONTEXTS, contextOf, toneOf } from './topology.js';

/** @typedef {import('./feed.js').LiveEvent} LiveEvent */
/** @typedef {import('./address.js').Shown} Shown */

/** @param {LiveEvent[]} events @param {Shown} shown @param {number} room how many a list shows @param {() => void} more */
export function eventsSection(events, shown, room, more) {
  const isTimeline = shown.view === 'timeline';
  const focus = shown.property || shown.correlation;
  return html`<section class="events" aria-labelledby="events-title">
    <header>
      <h2 id="events-title">
        ${isTimeline ? texts.timeline : texts.events}
        ${focus ? html`<span class="focus">${texts.of(focus)}</span>` : nothing}
      </h2>
      <nav class="views" aria-label=${texts.views}>
        ${viewLink(shown, 'list', texts.events, texts.newest)}
        ${viewLink(shown, 'timeline', texts.timeline, texts.oldest)}
      </nav>
    </header>
    ${events.length ? (isTimeline ? timeline(events, shown) : list(events, room, more)) : empty(focus)}
  </section>`;
}

/** @param {Shown} shown @param {Shown['view']} view @param {string} name @param {string} order */
function viewLink(shown, view, name, order) {
  const isCurrent = shown.view === view;
  return html`<a href=${addressOf({ ...shown, view })} aria-current=${isCurrent ? 'true' : nothing}
    >${name}<span class="unseen">, ${order}</span></a
  >`;
}

/** @param {LiveEvent[]} events @param {number} room @param {() => void} more */
function list(events, room, more) {
  const newest = events.slice(-room).reverse();
  const left = events.length - newest.length;
  return html`<ol class="list" reversed>
      ${repeat(
        newest,
        ({ id }) => id,
        (event) => html`<li><live-event .event=${event}></live-event></li>`,
      )}
    </ol>
    ${left ? html`<button type="button" class="button quiet more" @click=${more}>${texts.older(left)}</button>` : nothing}`;
}

/** @param {LiveEvent[]} events @param {Shown} shown */
function timeline(events, { property }) {
  const ordered = [...events].sort((one, other) => (one.time < other.time ? -1 : 1));
  return html`<p class="rails" aria-hidden="true">
      ${CONTEXTS.map((context) => html`<span class="at-${context}">${texts.contexts[context]}</span>`)}
    </p>
    <ol class="timeline ${property ? 'of-one' : ''}">
      ${repeat(
        ordered,
        ({ id }) => id,
        (event, n) =>
          html`<li class="at-${contextOf(event.source)} ${toneOf(event.detail_type)}">
            <live-event .event=${event} .later=${n ? span(ordered[n - 1].time, event.time) : ''}></live-event>
          </li>`,
      )}
    </ol>`;
}

/** @param {string} focus */
function empty(focus) {
  const { title, body, agent, filtered, filteredBody } = texts.empty;
  return html`<div class="notice">
    <h3>${focus ? filtered : title}</h3>
    <p>${focus ? filteredBody : body}</p>
    <p>${focus ? html`<a href="/live/">${texts.filter.clear}</a>` : html`<a href="/agent/">${agent}</a>`}</p>
  </div>`;
}
