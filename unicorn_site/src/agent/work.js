// One piece of work that a page waits for: it runs, it takes long, it failed. Renders its host anew at each turn.

const SLOW_MS = 6_000;

/** @typedef {import("lit").ReactiveController} ReactiveController */
/** @implements {ReactiveController} */
export class Work {
  /** @param {import("lit").LitElement} host */
  constructor(host) {
    this.host = host;
    this.busy = false;
    this.slow = false;
    /** @type {unknown} */
    this.error = null;
    host.addController(this);
  }

  hostConnected() {}

  /**
   * Do it, unless it is being done. What goes wrong is kept as `error`; the answer is then null.
   * @template Result
   * @param {() => Promise<Result>} work
   * @returns {Promise<Result | null>}
   */
  async run(work) {
    if (this.busy) return null;
    this.#set({ busy: true, slow: false, error: null });
    const timer = setTimeout(() => this.#set({ slow: true }), SLOW_MS);
    try {
      return await work();
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      clearTimeout(timer);
      this.#set({ busy: false, slow: false });
    }
  }

  clear() {
    this.#set({ error: null });
  }

  /** @param {Partial<Pick<Work, "busy" | "slow" | "error">>} turn */
  #set(turn) {
    Object.assign(this, turn);
    this.host.requestUpdate();
  }
}
