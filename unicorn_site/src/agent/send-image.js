// Gets a ticket for an image, and sends the image to the bucket with it.

import { ApiProblem, TooSlow, Unreachable } from '../shared/problems.js';
import { Broken } from './uploads.js';

/** @param {import("./desk.js").Desk} desk @param {string} id of the listing @param {File} file @param {string} key */
export async function ticket(desk, id, file, key) {
  try {
    return await desk.ticket(id, file, key);
  } catch (error) {
    if (error instanceof ApiProblem) {
      throw new Broken({ code: 'no-ticket', message: error.message }, { again: error.status >= 500 });
    }
    throw new Broken({ code: 'broken-off' }, { again: error instanceof Unreachable || error instanceof TooSlow });
  }
}

/** By XMLHttpRequest, since fetch reports no upload progress. @type {import("./uploads.js").Ports["send"]} */
export const sendImage = (ticket, file, { progress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
    form.append('file', file);
    const stop = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusal(request.status)));
    request.onerror = () => reject(new Broken({ code: 'broken-off' }));
    request.onabort = () => reject(new Broken({ code: 'stopped' }, { again: false }));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    request.open('POST', ticket.url);
    request.send(form);
  });

/** @param {number} status */
const refusal = (status) =>
  status >= 500 || status === 429
    ? new Broken({ code: 'bucket-busy' })
    : new Broken({ code: 'bucket-refused' }, { ticketIsGone: true }); // it has probably expired
