// On the page of a home that is gone: what has become of the question that this browser sent about it.

import { html, nothing } from 'lit';
import { Element } from '../shared/element.js';
import { Load } from '../shared/load.js';
import { asked, stateText } from './enquiry-form.js';

class EnquiryState extends Element {
  static properties = { home: {} };

  constructor() {
    super();
    this.home = '';
    this.found = new Load(this, {
      task: ([home], { signal }) => asked(home, signal),
      args: () => /** @type {const} */ ([this.home]),
    });
  }

  render() {
    const { value } = this.found;
    return value ? html`<p class="message" role="status">${stateText(value)}</p>` : nothing;
  }
}

customElements.define('enquiry-state', EnquiryState);
