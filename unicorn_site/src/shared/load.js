// A value that is fetched: loading, there, or failed. A controller re-renders its element at each step.

import { Unreachable } from './problems.js';

/** @template T */
export class Load {
  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.host = host;
    /** @type {'idle' | 'loading' | 'done' | 'failed'} */
    this.state = 'idle';
    /** @type {T | undefined} */
    this.value = undefined;
    /** @type {unknown} */
    this.error = undefined;
    /** @type {AbortController | undefined} */
    this.running = undefined;
    /** @type {(() => void) | undefined} */
    this.again = undefined;
    host.addController(this);
  }

  hostConnected() {}

  hostDisconnected() {
    this.running?.abort();
    this.forgetOnline();
  }

  /** Fetch; what still runs is called off, and its answer ignored. @param {(signal: AbortSignal) => Promise<T>} fetch */
  async run(fetch) {
    this.running?.abort();
    this.forgetOnline();
    const running = (this.running = new AbortController());
    this.again = () => void this.run(fetch);
    this.set('loading', this.value, undefined);
    try {
      const value = await fetch(running.signal);
      if (!running.signal.aborted) this.set('done', value, undefined);
    } catch (error) {
      if (!running.signal.aborted) this.fail(error);
    }
  }

  /** Show it as failed; once the machine is online again, try again by itself. @param {unknown} error */
  fail(error) {
    this.set('failed', this.value, error);
    if (error instanceof Unreachable && error.offline) window.addEventListener('online', this.retry, { once: true });
  }

  /** Forget what was fetched. */
  clear() {
    this.running?.abort();
    this.forgetOnline();
    this.set('idle', undefined, undefined);
  }

  retry = () => this.again?.();

  forgetOnline() {
    window.removeEventListener('online', this.retry);
  }

  /** @param {Load<T>['state']} state @param {T | undefined} value @param {unknown} error */
  set(state, value, error) {
    [this.state, this.value, this.error] = [state, value, error];
    this.host.requestUpdate();
  }
}
