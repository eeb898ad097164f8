// A part of a page whose code is fetched when it is shown.

import { nothing } from 'lit';
import { Element } from './element.js';
import { missing } from './failure.js';
import { Load } from './load.js';

export class DeferredPart extends Element {
  static properties = { code: { attribute: false }, content: { attribute: false } };

  constructor() {
    super();
    /** Fetch the code: the same function each time. @type {() => Promise<unknown>} */
    this.code = async () => null;
    /** @type {() => unknown} */
    this.content = () => nothing;
    this.fetched = new Load(this, {
      task: ([code]) => code(),
      args: () => /** @type {const} */ ([this.code]),
    });
  }

  render() {
    const { value, error, retry } = this.fetched;
    return value ? this.content() : missing(error, retry);
  }
}

customElements.define('deferred-part', DeferredPart);
