// Publishers, rules, queues and readers of every event, generated from the templates by `make events`.

import topology from './topology.json' with { type: 'json' };
import { words } from '../texts/live.js';

/**
 * @typedef {{event: string, context: string, by: string[]}} Publication
 * @typedef {{event: string, context: string, rule: string, queue: string | null, reader: string,
 *   deadLetterQueue: string}} Subscription
 * @typedef {{dir: 'in' | 'out', events: string[], rule?: string, queue?: string | null}} Lane
 * @typedef {{id: string, context: string, kind: 'Function' | 'StateMachine', lanes: Lane[]}} Component
 */

export const CONTEXTS = ['contracts', 'properties', 'web'];
export const publications = /** @type {Publication[]} */ (topology.publications);
export const subscriptions = /** @type {Subscription[]} */ (topology.subscriptions);
export const workflow = /** @type {{name: string, steps: string[]}} */ (topology.workflow);
export const EVENTS = publications.map(({ event }) => event);

/** The functions and workflows of a context, those first that only read. @param {string} context @returns {Component[]} */
export function componentsOf(context) {
  const reads = subscriptions.filter((one) => one.context === context);
  const published = publications.filter((one) => one.context === context);
  const ids = [...new Set([...reads.map(({ reader }) => reader), ...published.flatMap(({ by }) => by)])];
  return ids.map((id) => {
    const read = reads.filter(({ reader }) => reader === id);
    const events = published.filter(({ by }) => by[0] === id).map(({ event }) => event);
    /** @type {Lane[]} */
    const lanes = [...new Set(read.map(({ rule }) => rule))].map((rule) => {
      const fed = read.filter((one) => one.rule === rule);
      return { dir: 'in', events: fed.map(({ event }) => event), rule, queue: fed[0]?.queue };
    });
    if (events.length) lanes.push({ dir: 'out', events });
    return { id, context, kind: id === workflow.name ? 'StateMachine' : 'Function', lanes };
  });
}

/** A resource's name without its context's, in words. @param {string} id @param {string} context */
export function labelOf(id, context) {
  return words(id.slice(context.length));
}

/** The context that an event comes from: `unicorn.web` → `web`. @param {string} source */
export function contextOf(source) {
  return source.replace(/^unicorn\./, '');
}

/** The class that gives an event the same colour everywhere on the page. @param {string} event */
export function toneOf(event) {
  return EVENTS.includes(event) ? `tone-${event}` : 'tone-other';
}
