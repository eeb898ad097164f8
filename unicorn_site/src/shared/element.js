// What all our elements share: they render into the page itself, so that one style sheet serves them all.

import { LitElement } from 'lit';

export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}
