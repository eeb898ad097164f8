// A value that a page loads: a task that runs as its arguments change, and again once the browser is back online.

import { Task, TaskStatus } from '@lit/task';
import { Unreachable } from './problems.js';

/**
 * @template {readonly unknown[]} Args
 * @template T
 * @extends {Task<Args, T>}
 */
export class Load extends Task {
  /** @param {import('lit').ReactiveControllerHost} host @param {import('@lit/task').TaskConfig<Args, T>} options */
  constructor(host, options) {
    super(host, { ...options, onError: (error) => this.#repeatOnline(error) });
  }

  #isCleared = false;

  get isPending() {
    return this.status === TaskStatus.PENDING;
  }

  /** @override Why it failed; undefined if it did not, or was aborted. */
  get error() {
    const isAborted = super.error instanceof DOMException && super.error.name === 'AbortError';
    return this.#isCleared || isAborted ? undefined : super.error;
  }

  /** @override @param {Args} [args] */
  run(args) {
    removeEventListener('online', this.retry);
    this.#isCleared = false;
    return super.run(args);
  }

  retry = () => void this.run();

  /** Abort what is under way, and forget the last failure. */
  clear() {
    removeEventListener('online', this.retry);
    this.abort();
    this.#isCleared = true;
  }

  hostDisconnected() {
    this.clear();
  }

  /** @param {unknown} error */
  #repeatOnline(error) {
    if (error instanceof Unreachable && error.offline) addEventListener('online', this.retry, { once: true });
  }
}
