// On the page of a home that is gone: what has become of the viewing that this browser booked in it.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { earlier } from './viewing-form.js';
import { stateText } from './viewing-parts.js';

class ViewingState extends Element {
  static properties = { home: {} };

  constructor() {
    super();
    this.home = '';
    this.found = new Load(this, {
      task: ([home], { signal }) => earlier(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  render() {
    const { value } = this.found;
    return value ? html`<p class="message" role="status">${stateText(value)}</p>` : nothing;
  }
}

customElements.define('viewing-state', ViewingState);
