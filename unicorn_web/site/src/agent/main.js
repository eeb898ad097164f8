// The agents' pages.

import { html } from 'lit';
import { App } from '../shared/app.js';

class AgentApp extends App {
  /** @override */
  get routes() {
    return [{ path: /^\/agent\/$/, render: () => html`<h1>For agents</h1>` }];
  }
}

customElements.define('agent-app', AgentApp);
