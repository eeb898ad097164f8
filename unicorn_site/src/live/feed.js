// The newest events, by polling: as often as the API asks, less often when nothing happens, never in a hidden page.

import { web } from '../shared/api.js';
import { ApiProblem } from '../shared/problems.js';
import { pause } from '../shared/transport.js';

/**
 * @typedef {import('lit').ReactiveController} Controller
 * @typedef {import('../../generated/web').components['schemas']['LiveEvent']} LiveEvent
 *
 * @typedef {{property_id?: string, correlation_id?: string}} Filter
 * @typedef {'loading' | 'live' | 'paused' | 'slow' | 'failed'} Status
 */

const PAGE = 100;
const KEPT = 500;
const SLOW = 4_000; // milliseconds after which the page says that it takes long
const QUIET = 20; // polls without news, after which the pauses grow
const LONGEST_PAUSE = 15_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;

/** @implements {Controller} */
export class Feed {
  /** @type {LiveEvent[]} in the order of their arrival */
  events = [];
  /** @type {Status} */
  status = 'loading';
  /** @type {unknown} */
  error = undefined;
  /** @type {Filter} */
  filter = {};
  cursor = '';
  failures = 0;
  quiet = 0; // polls without news
  retryIn = 0; // seconds
  /** @type {AbortController | undefined} */
  running;
  /** @type {AbortController | undefined} */
  waiting;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {(events: LiveEvent[]) => void} onNews gets the events that have come since the first answer
   */
  constructor(host, onNews) {
    this.host = host;
    this.onNews = onNews;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.wake);
    window.addEventListener('online', this.wake);
    window.addEventListener('pointerdown', this.wake);
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.wake);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('pointerdown', this.wake);
    this.running?.abort();
  }

  /** Follow the events that pass a filter, beginning with the newest. @param {Filter} filter */
  start(filter) {
    [this.events, this.filter, this.cursor, this.error] = [[], filter, '', undefined];
    [this.failures, this.quiet] = [0, 0];
    this.resume();
  }

  pause() {
    this.running?.abort();
    this.set('paused');
  }

  /** Go on where it stopped; the events published meanwhile are fetched too. */
  resume() {
    this.running?.abort();
    this.running = new AbortController();
    this.set(this.cursor ? 'live' : 'loading');
    void this.follow(this.running.signal);
  }

  /** Poll at once, if the next poll is some time away. */
  wake = () => {
    if (document.hidden || this.isRejected || (!this.quiet && !this.failures)) return;
    this.quiet = 0;
    this.waiting?.abort();
  };

  /** @param {AbortSignal} signal */
  async follow(signal) {
    while (!signal.aborted) {
      const milliseconds = await this.poll(signal);
      if (!signal.aborted) await this.rest(milliseconds, signal);
    }
  }

  /** Poll once; return after how many milliseconds to poll again. @param {AbortSignal} signal */
  async poll(signal) {
    const slow = setTimeout(() => this.set('slow'), SLOW);
    try {
      const { data } = await web((api) => api.GET('/live/events', { params: { query: this.query() }, signal }));
      if (signal.aborted) return 0;
      this.take(data);
      return this.untilNext(data.poll_after_ms);
    } catch (error) {
      return signal.aborted ? 0 : this.fail(error);
    } finally {
      clearTimeout(slow);
    }
  }

  query() {
    return { ...this.filter, limit: PAGE, ...(this.cursor ? { after: this.cursor } : {}) };
  }

  /** @param {{events: LiveEvent[], cursor: string}} answer */
  take({ events, cursor }) {
    const known = new Set(this.events.map((event) => event.id));
    const news = events.filter((event) => !known.has(event.id));
    const isFirst = !this.cursor && !known.size;
    this.events = [...this.events, ...news].slice(-KEPT);
    this.cursor = cursor;
    this.failures = 0;
    this.error = undefined;
    this.quiet = news.length ? 0 : this.quiet + 1;
    this.set('live');
    if (news.length && !isFirst) this.onNews(news);
  }

  /** @param {number} asked milliseconds */
  untilNext(asked) {
    return this.quiet < QUIET ? asked : Math.min(asked * 2 ** (this.quiet / QUIET), LONGEST_PAUSE);
  }

  /** @param {unknown} error @returns {number} milliseconds */
  fail(error) {
    if (error instanceof ApiProblem && error.errors.some(({ field }) => field === 'after')) {
      this.cursor = ''; // it belongs to another system, which no longer runs
      return 0;
    }
    this.error = error;
    const milliseconds = Math.min(FIRST_RETRY * 2 ** this.failures++, LAST_RETRY);
    this.retryIn = Math.round(milliseconds / 1000);
    this.set('failed');
    return this.isRejected ? Infinity : milliseconds;
  }

  /** Whether the same poll would fail again. */
  get isRejected() {
    return this.error instanceof ApiProblem && this.error.status === 400;
  }

  /** Wait, and in a hidden page until it is shown; `wake` ends it early. @param {number} milliseconds @param {AbortSignal} signal */
  async rest(milliseconds, signal) {
    this.waiting = new AbortController();
    const ends = AbortSignal.any([signal, this.waiting.signal]);
    try {
      if (document.hidden) await shown(ends);
      await (milliseconds === Infinity ? never(ends) : pause(milliseconds, ends));
    } catch {
      // ended early
    }
  }

  /** @param {Status} status */
  set(status) {
    this.status = status;
    this.host.requestUpdate();
  }
}

/** @param {AbortSignal} ends @returns {Promise<void>} */
function never(ends) {
  return new Promise((_, reject) => ends.addEventListener('abort', reject, { once: true }));
}

/** @param {AbortSignal} ends @returns {Promise<void>} */
function shown(ends) {
  return new Promise((resolve, reject) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true, signal: ends });
    ends.addEventListener('abort', reject, { once: true });
  });
}
