// Something that lies over a page and has an entry of its own in the browser's history, with the key of the page's: going
// back closes it, and leaves the page as it was.

import { entry } from '../shared/router.js';

/** @implements {EventListenerObject} */
export class Overlay {
  isOpen = false;
  #key = '';

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('popstate', this);
    this.#key = entry().key;
    this.isOpen = Boolean(entry().over); // after a reload
  }

  hostDisconnected() {
    window.removeEventListener('popstate', this);
    this.isOpen = false;
  }

  open() {
    this.#key = entry().key;
    history.pushState({ ...entry(), over: true }, '');
    this.#set(true);
  }

  close() {
    if (this.isOpen && entry().over) history.back();
    else this.#set(false);
  }

  handleEvent() {
    const { key, over } = entry();
    this.#set(key === this.#key && Boolean(over));
  }

  /** @param {boolean} isOpen */
  #set(isOpen) {
    this.isOpen = isOpen;
    this.host.requestUpdate();
  }
}
