// The live map.

import { html } from 'lit';
import { App } from '../shared/app.js';
import { shownBy } from './address.js';
import './page.js';

class LiveApp extends App {
  get routes() {
    return [{ path: /^\/live\/?$/, render: livePage }];
  }
}

/** @param {Record<string, string>} _ @param {URLSearchParams} query */
function livePage(_, query) {
  return html`<live-page .shown=${shownBy(query)}></live-page>`;
}

customElements.define('live-app', LiveApp);
