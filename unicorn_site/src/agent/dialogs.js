// Questions that must be answered before anything is done. The browser's own dialog holds the focus and gives it back.

import { html, nothing, render } from 'lit';

import { texts } from '../texts/agent.js';

/**
 * Ask before something that cannot be undone; true if the agent wants it.
 * @param {{ title: string, help: string, yes: string }} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, help, yes }) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'question');
  dialog.setAttribute('aria-describedby', 'question-help');
  const form = html`<form method="dialog">
    <h2 id="question">${title}</h2>
    <p id="question-help">${help || nothing}</p>
    <div class="actions">
      <button class="button quiet" value="no">${texts.dialog.no}</button>
      <button class="button danger" value="yes">${yes}</button>
    </div>
  </form>`;
  render(form, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
