// A queue of uploads: their states, retries and limits. It knows no page and no network.

import { LIMITS } from '../generated/rules.js';
import { isHeic, typeOf } from './image-type.js';

export const SIZE_MAX = LIMITS.size.maximum; // bytes
export const IMAGES_MAX = LIMITS.images.maxItems; // of one listing
const AT_ONCE = 3;
const TRIES = 3; // then the agent decides
const TICKET_MS = 12 * 60_000; // a ticket is valid for 15 minutes; one that is about to expire is replaced

/** @typedef {"waiting" | "sending" | "checking" | "ready" | "refused" | "broken"} State */
/** @typedef {{ image_id: string, url: string, fields: Record<string, string> }} Ticket */
/** @typedef {{ code: string, message?: string }} Fault its code is a key of the texts */
/**
 * @typedef {object} Upload
 * @property {string} id
 * @property {File} file
 * @property {State} state
 * @property {number} progress from 0 to 1
 * @property {Fault | null} fault
 * @property {Ticket | null} ticket
 * @property {string} key of the request for a ticket: the same until there is one
 * @property {number} asked when the ticket was given out, in milliseconds
 * @property {AbortController} stop
 */
/**
 * @typedef {object} Ports
 * @property {(file: File, key: string) => Promise<Ticket>} ask rejects with a Broken
 * @property {(ticket: Ticket, file: File, events: { progress: (part: number) => void, signal: AbortSignal }) => Promise<void>} send
 * @property {(milliseconds: number) => Promise<void>} pause
 * @property {() => number} now
 */

/** An upload that failed. */
export class Broken extends Error {
  /** @param {Fault} fault @param {{ again?: boolean, ticketIsGone?: boolean }} [more] `again`: whether a retry may succeed */
  constructor(fault, { again = true, ticketIsGone = false } = {}) {
    super(fault.code);
    this.fault = fault;
    this.again = again;
    this.ticketIsGone = ticketIsGone;
  }
}

/** Sends `change` whenever the state of an upload changes. */
export class Uploads extends EventTarget {
  /** @param {Ports} ports */
  constructor(ports) {
    super();
    this.ports = ports;
    /** @type {Upload[]} */
    this.list = [];
    this.count = 0;
  }

  /**
   * Add files; those that the API would reject are rejected here, with the reason.
   * @param {Iterable<File>} files
   * @param {number} room how many more images the listing may have
   */
  add(files, room) {
    for (const file of files) {
      const fault = faultOf(file) ?? (room > 0 ? null : { code: 'too-many-images' });
      if (!fault) room -= 1;
      this.list.push({
        id: `upload-${(this.count += 1)}`,
        file,
        state: fault ? 'refused' : 'waiting',
        progress: 0,
        fault,
        ticket: null,
        key: crypto.randomUUID(),
        asked: 0,
        stop: new AbortController(),
      });
    }
    this.#go();
  }

  /** @param {string} id Retry a failed one. */
  retry(id) {
    const upload = this.list.find((one) => one.id === id && one.state === 'broken');
    if (upload) Object.assign(upload, { state: 'waiting', progress: 0, fault: null, stop: new AbortController() });
    this.#go();
  }

  /** Retry all failed ones, as when the network is back. */
  retryAll() {
    for (const { id } of this.list.filter(({ state }) => state === 'broken')) this.retry(id);
  }

  /** @param {string} id Remove one; if it is being sent, it is aborted. */
  remove(id) {
    this.list.find((upload) => upload.id === id)?.stop.abort();
    this.list = this.list.filter((upload) => upload.id !== id);
    this.#go();
  }

  /**
   * Take over the API's status of the images that were sent.
   * @param {ReadonlyArray<{ image_id: string, status: string, refused?: { code: string, message: string } | null }>} images
   */
  settle(images) {
    for (const upload of this.list.filter(({ state }) => state === 'checking')) {
      const image = images.find(({ image_id }) => image_id === upload.ticket?.image_id);
      if (image?.status === 'READY') upload.state = 'ready';
      if (image?.status === 'REFUSED') Object.assign(upload, { state: 'refused', fault: image.refused });
    }
    this.#changed();
  }

  /** @param {...State} states */
  some(...states) {
    return this.list.some(({ state }) => states.includes(state));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  #go() {
    const moving = this.list.filter(({ state }) => state === 'sending').length;
    const next = this.list.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - moving));
    for (const upload of next) {
      upload.state = 'sending';
      void this.#carry(upload);
    }
    this.#changed();
  }

  /** @param {Upload} upload */
  async #carry(upload) {
    for (let tried = 1; !upload.stop.signal.aborted; tried += 1) {
      try {
        await this.#try(upload);
        upload.state = 'checking';
        break;
      } catch (error) {
        const broken = error instanceof Broken ? error : new Broken({ code: 'broken-off' }, { again: false });
        if (broken.ticketIsGone) upload.ticket = null;
        if (!broken.again || tried === TRIES) {
          Object.assign(upload, { state: 'broken', fault: broken.fault });
          break;
        }
        await this.ports.pause(500 * 2 ** tried);
      }
    }
    this.#go();
  }

  /** @param {Upload} upload */
  async #try(upload) {
    const { now, ask, send } = this.ports;
    if (!upload.ticket || now() - upload.asked > TICKET_MS) {
      upload.asked = now();
      upload.ticket = await ask(upload.file, upload.key);
      upload.key = crypto.randomUUID();
    }
    const progress = (/** @type {number} */ part) => {
      upload.progress = part;
      this.#changed();
    };
    await send(upload.ticket, upload.file, { progress, signal: upload.stop.signal });
  }
}

/** @param {File} file @returns {Fault | null} */
function faultOf(file) {
  if (isHeic(file)) return { code: 'heic' };
  if (!typeOf(file)) return { code: 'type-not-allowed' };
  if (file.size === 0) return { code: 'empty-file' };
  return file.size > SIZE_MAX ? { code: 'too-large' } : null;
}
