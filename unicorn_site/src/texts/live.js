// Every text of the live map, and a sentence for each event. What people wrote is only ever rendered as text.

import { dateTime, money } from '../shared/format.js';

/** @typedef {import('../live/feed.js').LiveEvent} LiveEvent */

const CONTRACT = /** @type {Record<string, string>} */ ({
  DRAFT: 'A contract was drafted',
  APPROVED: 'The contract was approved',
  CLOSED: 'The contract was closed: the property is sold or let',
  CANCELLED: 'The contract was cancelled',
  EXPIRED: 'The contract has expired',
});

const REVOKED = /** @type {Record<string, string>} */ ({
  CONTRACT_CANCELLED: 'its contract was cancelled',
  CONTRACT_CLOSED: 'its contract is closed',
  CONTRACT_EXPIRED: 'its contract has expired',
  CONTRACT_REPLACED: 'its contract was replaced by another',
});

/** @type {Record<string, (detail: any) => string>} */
const SENTENCES = {
  ContractStatusChanged: ({ contract_status }) => CONTRACT[contract_status] ?? `The contract is now ${contract_status}`,
  PublicationApprovalRequested: ({ listprice, currency, appeal }) =>
    appeal
      ? `An agent appeals a decline: ${appeal.comment}`
      : `An agent requested publication${price(listprice, currency)}`,
  PublicationReviewRequested: ({ answer_by }) =>
    `A person is asked to look at the listing until ${dateTime(answer_by)}`,
  PublicationReviewed: ({ verdict, reviewer, comment }) =>
    `${reviewer} has looked at the listing and ${verdict === 'APPROVED' ? 'approved' : 'declined'} it${comment ? `: ${comment}` : ''}`,
  PublicationEvaluationCompleted: ({ evaluation_result, reasons }) =>
    evaluation_result === 'APPROVED'
      ? 'The listing was approved: customers can find it'
      : `The listing was declined${because(reasons)}`,
  EnquiryReceived: () => 'A customer has asked about the home',
  EnquiryClosed: ({ reason }) => `An enquiry about the home has ended: ${CLOSED[reason] ?? reason}`,
  ViewingBooked: ({ starts_at }) => `A viewing of the home is booked for ${dateTime(starts_at)}`,
  ViewingCancelled: ({ reason }) => `A viewing of the home is cancelled: ${CANCELLED[reason] ?? reason}`,
  PublicationRevoked: ({ reason }) => `The listing was taken down: ${REVOKED[reason] ?? reason}`,
};

const CLOSED = /** @type {Record<string, string>} */ ({
  CLOSED_BY_AGENT: 'its agent has closed it',
  HOME_TAKEN_DOWN: 'the home was taken down',
});

const CANCELLED = /** @type {Record<string, string>} */ ({
  CANCELLED_BY_VISITOR: 'its visitor has cancelled it',
  CANCELLED_BY_AGENT: 'the agent has cancelled it',
  HOME_TAKEN_DOWN: 'the home was taken down',
});

/** Describe an event in one sentence. @param {LiveEvent} event */
export function sentence(event) {
  try {
    return SENTENCES[event.detail_type](event.detail);
  } catch {
    return words(event.detail_type); // an event of a form that this page does not know
  }
}

/** Turn a name into words: `PublishContractChanges` → `Publish contract changes`. @param {string} name */
export function words(name) {
  const spaced = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** @param {unknown} amount @param {unknown} currency */
function price(amount, currency) {
  return typeof amount === 'number' && typeof currency === 'string' ? `, at ${money(amount, currency)}` : '';
}

/** @param {unknown} reasons */
function because(reasons) {
  const messages = Array.isArray(reasons) ? reasons.map(({ message, code }) => message || code).filter(Boolean) : [];
  return messages.length ? `: ${messages.join(' ')}` : '';
}

export const texts = {
  title: 'Live map',
  lead: 'Three contexts that share nothing but events. Watch each event travel: from its publisher over the bus, by rule and queue, to its readers.',
  contexts: /** @type {Record<string, string>} */ ({ contracts: 'Contracts', properties: 'Properties', web: 'Web' }),
  owns: /** @type {Record<string, string>} */ ({
    contracts: 'the contracts with sellers',
    properties: 'whether a listing may be published',
    web: 'listings, for agents and customers',
  }),
  bus: 'Event bus',
  map: 'The routes of the events: the contexts Contracts, Properties and Web above one event bus. The table below lists the same routes.',
  underWay: /** @param {number} count */ (count) => `${count || 'None'} in progress`,
  kinds: { publisher: 'publishes', Function: 'function', StateMachine: 'workflow', queue: 'queue', rule: 'rule' },
  table: {
    open: 'The map as a table',
    event: 'Event',
    by: 'Published by',
    rule: 'Rule',
    queue: 'Queue',
    reader: 'Read by',
    deadLetters: 'Dead letters go to',
    direct: 'none: started directly',
    watched: 'This page has a rule and a queue of its own, on stages local and dev only.',
  },
  patterns: {
    open: 'The patterns on this map',
    step: /** @param {number} number */ (number) => `unicorn tour ${number}`,
    /** The field's name, what it is here, and the step of the tour that shows it. @type {[string, string, number][]} */
    all: [
      ['broker', 'the event bus: publishers and consumers do not know each other', 2],
      ['point-to-point', 'a queue: each message goes to one receiver', 3],
      ['publish/subscribe', 'the bus: each subscriber gets a copy', 4],
      ['message filter', 'a rule: which events a subscriber gets', 4],
      ['outbox', 'a publisher reads what a request has stored, and sends it', 7],
      ['orchestration', 'the workflow leads a request to its evaluation', 10],
      ['choreography', 'the contexts react to each other’s events', 10],
    ],
  },
  status: {
    loading: 'Connecting',
    live: 'Live',
    paused: 'Paused',
    slow: 'The answer takes long',
    failed: 'Not connected',
  },
  pause: 'Pause',
  resume: 'Resume',
  filter: {
    label: 'Filter',
    property: 'Property',
    propertyHint: 'usa/anytown/main-street/111',
    correlation: 'Correlation id',
    apply: 'Show',
    clear: 'Show everything',
  },
  events: 'Events',
  timeline: 'Timeline',
  views: 'View',
  newest: 'newest first',
  oldest: 'oldest first',
  of: /** @param {string} what */ (what) => `of ${what}`,
  fields: {
    type: 'Event',
    time: 'Time',
    property: 'Property',
    correlation: 'Correlation id',
    id: 'Event id',
    way: 'Route',
  },
  copy: 'Copy JSON',
  copied: 'Copied',
  json: 'The whole event as JSON',
  only: /** @param {string} what */ (what) => `Show only ${what}`,
  older: /** @param {number} left */ (left) => `Show older events (${left})`,
  later: /** @param {string} time */ (time) => `${time} later`,
  news: /** @param {number} count @param {string} newest */ (count, newest) =>
    count === 1 ? `New event: ${newest}` : `${count} new events, the newest: ${newest}`,
  empty: {
    title: 'No events yet',
    body: 'They appear here by themselves. Run “make story” on this machine, or publish a listing.',
    agent: 'Go to the agents’ pages',
    filtered: 'No events match yet',
    filteredBody: 'Events are kept for a day. New ones appear here by themselves.',
  },
  off: {
    title: 'The live map is off on this stage',
    body: 'It shows whole events to anyone, so no stage on AWS has it. Start the system on your own machine with “make up” to see it.',
  },
  lost: /** @param {number} seconds */ (seconds) => `The events below stay. The next try is in ${seconds} seconds.`,
  again: 'Try now',
};
