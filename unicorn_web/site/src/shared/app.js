// An area's app: it shows the page that the address names, and moves title, focus and scroll as a browser would.

import { html } from 'lit';
import { texts } from '../texts/shared.js';
import { Element } from './element.js';
import { onAddress, rememberedScroll, resolve } from './router.js';

export class App extends Element {
  /** The area's pages. @returns {import('./router.js').Route[]} */
  get routes() {
    return [];
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    onAddress(({ back, replace }) => void this.arrive(back, replace));
  }

  /** @param {boolean} back @param {boolean} replace */
  async arrive(back, replace) {
    this.requestUpdate();
    await this.updateComplete;
    if (replace) return;
    window.scrollTo(0, back ? rememberedScroll() : 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }

  /** @override */
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
