// The customers' pages: places, search, one property.

import { html } from 'lit';
import { App } from '../shared/app.js';

class CustomersApp extends App {
  /** @override */
  get routes() {
    return [{ path: /^\/$/, render: () => html`<h1>Find a home</h1>` }];
  }
}

customElements.define('customers-app', CustomersApp);
