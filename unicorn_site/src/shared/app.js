// An area's app: it shows the page that the address names, and moves title, focus and scroll as a browser would.

import { html } from 'lit';
import { texts } from '../texts/shared.js';
import { Element } from './element.js';
import { onAddress, resolve } from './router.js';
import { restoreScroll } from './scroll.js';
import { forgetFirstPage, takeOver } from './takeover.js';

export class App extends Element {
  /** Show this in place of the plain content. */
  show = () => {};

  /** The area's pages. @returns {import('./router.js').Route[]} */
  get routes() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.show = takeOver(this);
    onAddress((move) => void this.arrive(move));
    restoreScroll(); // after a reload
  }

  /** @param {import('./router.js').Move} move */
  async arrive({ back, keep }) {
    this.show();
    if (!keep) forgetFirstPage();
    this.requestUpdate();
    await this.updateComplete;
    if (keep) return;
    document.getElementById('content')?.focus({ preventScroll: true });
    if (back) restoreScroll();
    else window.scrollTo(0, 0);
  }

  render() {
    return (resolve(this.routes) ?? notFound)();
  }
}

export function notFound() {
  document.title = `${texts.notFound.title}: ${texts.brand}`;
  return html`<section class="notice">
    <h1>${texts.notFound.title}</h1>
    <p>${texts.notFound.body}</p>
    <p><a class="button" href="/">${texts.notFound.home}</a></p>
  </section>`;
}
