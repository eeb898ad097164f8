// The base of the parts of the agents' pages.

import { Element } from '../shared/element.js';

export class Part extends Element {
  /** Send an event to the parts around this one. @param {string} name @param {unknown} [detail] */
  send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** Move the focus, once the element is rendered. @param {string} selector */
  async focusOn(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }
}
