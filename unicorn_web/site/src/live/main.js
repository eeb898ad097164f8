// The live map.

import { html } from 'lit';
import { App } from '../shared/app.js';

class LiveApp extends App {
  get routes() {
    return [{ path: /^\/live\/$/, render: () => html`<h1>Live map</h1>` }];
  }
}

customElements.define('live-app', LiveApp);
