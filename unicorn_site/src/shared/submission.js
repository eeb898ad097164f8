// Something that a person submits: it runs once at a time, and the page shows that it takes long, or why it failed.

import { Task, TaskStatus } from '@lit/task';

const SLOW = 6_000; // milliseconds

export class Submission {
  /** Whether it takes longer than usual. */
  isSlow = false;
  #isCleared = false;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.host = host;
    this.task = new Task(host, {
      autoRun: false,
      task: (/** @type {readonly [() => unknown]} */ [submit]) => submit(),
    });
  }

  get isPending() {
    return this.task.status === TaskStatus.PENDING;
  }

  /** Why the last one failed; null if it did not. @returns {unknown} */
  get error() {
    return this.task.status === TaskStatus.ERROR && !this.#isCleared ? this.task.error : null;
  }

  /**
   * Submit, unless that is under way. Returns null if it failed; the reason is then in `error`.
   * @template T
   * @param {() => Promise<T>} submit
   * @returns {Promise<T | null>}
   */
  async run(submit) {
    if (this.isPending) return null;
    this.#isCleared = false;
    const timer = setTimeout(() => this.#slow(true), SLOW);
    await this.task.run([submit]);
    clearTimeout(timer);
    this.#slow(false);
    return this.task.status === TaskStatus.COMPLETE ? /** @type {T} */ (this.task.value) : null;
  }

  /** Forget the last failure. */
  clear() {
    this.#isCleared = true;
    this.host.requestUpdate();
  }

  /** @param {boolean} isSlow */
  #slow(isSlow) {
    this.isSlow = isSlow;
    this.host.requestUpdate();
  }
}
