// The customers' pages: places, search, one home, saved homes.

import { html } from 'lit';
import { App } from '../shared/app.js';
import '../shared/deferred-part.js';
import './country-page.js';
import './home-page.js';
import './property-page.js';
import './search-page.js';

const typedCode = () => import('./typed-page.js');
const savedCode = () => import('./saved-page.js');
const viewingCode = () => import('./viewing-page.js');
const alertCode = () => import('./alert-page.js');
const savedPage = () => html`<saved-page></saved-page>`;

/** @type {import('../shared/router.js').Route[]} */
const ROUTES = [
  { path: /^\/$/, render: () => html`<home-page></home-page>` },
  {
    path: /^\/search\/?$/,
    render: (_, query) => {
      const typedPage = () => html`<typed-page .text=${query.get('q') ?? ''}></typed-page>`;
      return html`<deferred-part .code=${typedCode} .content=${typedPage}></deferred-part>`;
    },
  },
  {
    path: /^\/search\/(?<country>[^/]+)\/?$/,
    render: ({ country }) => html`<country-page .country=${country}></country-page>`,
  },
  {
    path: /^\/search-homes\/(?<country>[^/]+)\/?$/,
    render: ({ country }, query) => html`<search-page .country=${country} .query=${query}></search-page>`,
  },
  {
    path: /^\/search\/(?<country>[^/]+)\/(?<city>[^/]+)(?:\/(?<street>[^/]+))?\/?$/,
    render: ({ country, city, street }, query) =>
      html`<search-page .country=${country} .city=${city} .street=${street} .query=${query}></search-page>`,
  },
  {
    path: /^\/properties\/(?<country>[^/]+)\/(?<city>[^/]+)\/(?<street>[^/]+)\/(?<number>[^/]+)\/?$/,
    render: ({ country, city, street, number }) =>
      html`<property-page .country=${country} .city=${city} .street=${street} .number=${number}></property-page>`,
  },
  {
    path: /^\/viewings\/(?:[^/]+\/){4}[^/]+\/?$/,
    render: () => {
      const link = location.pathname + location.hash;
      const viewingPage = () => html`<viewing-page .link=${link}></viewing-page>`;
      return html`<deferred-part .code=${viewingCode} .content=${viewingPage}></deferred-part>`;
    },
  },
  {
    path: /^\/alerts\/[^/]+\/?$/,
    render: () => {
      const link = location.pathname + location.hash;
      const alertPage = () => html`<alert-page .link=${link}></alert-page>`;
      return html`<deferred-part .code=${alertCode} .content=${alertPage}></deferred-part>`;
    },
  },
  {
    path: /^\/saved\/?$/,
    render: () => html`<deferred-part .code=${savedCode} .content=${savedPage}></deferred-part>`,
  },
];

class CustomersApp extends App {
  get routes() {
    return ROUTES;
  }
}

customElements.define('customers-app', CustomersApp);
