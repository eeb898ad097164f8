// The calls of both APIs that the agents' pages make, one method each.

import { LIMITS } from '../generated/rules.js';
import { contracts, web } from '../shared/api.js';
import { ApiProblem } from '../shared/problems.js';
import { typeOf } from './image-type.js';

/** @typedef {import("../../generated/web").components["schemas"]} Web */
/** @typedef {import("../../generated/contracts").components["schemas"]} Contracts */
/** @typedef {import("../../generated/web").paths["/properties"]["get"]["parameters"]["query"]} ListQuery */
/** @typedef {import("../../generated/web").paths["/agent/enquiries"]["get"]["parameters"]["query"]} InboxQuery */
/** @typedef {import("../../generated/web").paths["/reviews"]["get"]["parameters"]["query"]} ReviewQuery */
/** @typedef {Web["Enquiry"]} Enquiry */
/** @typedef {Web["AgendaEntry"]} AgendaEntry */
/** @typedef {import("../../generated/web").paths["/agent/viewings"]["get"]["parameters"]["query"]} AgendaQuery */
/** @typedef {Web["Image"]} Image */
/** @typedef {Web["Listing"]} Listing */
/** @typedef {Web["DraftListing"]} Draft */
/** @typedef {Web["Publication"]} Publication */
/** @typedef {Web["WaitingReview"]} WaitingReview */
/** @typedef {Contracts["ContractAnswer"]} Contract */
/** @typedef {{ image_id: string, alt_text: string | null, caption: string | null }} Placed an image in its order */

const HIDDEN = new Set(['listing-not-found', 'not-your-listing']);
const PROPERTY = '/properties/{country}/{city}/{street}/{number}';

export class Desk {
  /** @param {import("./session.js").Session} session @param {import("../shared/config.js").Config} config */
  constructor(session, { approvalWaitSeconds }) {
    this.session = session;
    this.approvalWaitSeconds = approvalWaitSeconds;
  }

  /** A page of the agent's own listings. @param {ListQuery} query */
  async listings(query) {
    const { data, cursor } = await this.#web((api) => api.GET('/properties', { params: { query } }));
    return { listings: data, cursor };
  }

  /** Null if there is none, or it is another agent's. @param {string} id @returns {Promise<Listing | null>} */
  async listing(id) {
    const params = { path: pathOf(id) };
    try {
      return (await this.#web((api) => api.GET('/agent/listings/{country}/{city}/{street}/{number}', { params }))).data;
    } catch (error) {
      if (error instanceof ApiProblem && HIDDEN.has(error.kind)) return null;
      throw error;
    }
  }

  /** @param {Draft} body @param {string} key by which the API recognises a repeated request */
  async draft(body, key) {
    const params = { header: keyed(key) };
    return (await this.#web((api) => api.POST('/properties', { params, body }))).data;
  }

  /** @param {string} id @param {number} version @param {Web["ChangeListing"]} body */
  async change(id, version, body) {
    const params = { path: pathOf(id), header: ifMatch(version) };
    return (await this.#web((api) => api.PATCH(PROPERTY, { params, body }))).data;
  }

  /** Returns the withdrawn listing, or null if it was a draft and is deleted. @param {string} id */
  async remove(id) {
    return (await this.#web((api) => api.DELETE(PROPERTY, { params: { path: pathOf(id) } }))).data ?? null;
  }

  /** @param {string} id @param {File} file @param {string} key */
  async ticket(id, file, key) {
    const params = { path: pathOf(id), header: keyed(key) };
    const body = /** @type {Web["ImageUpload"]} */ ({
      filename: file.name.slice(-LIMITS.filename.maxLength),
      content_type: typeOf(file),
      size: file.size,
    });
    return (await this.#web((api) => api.POST(`${PROPERTY}/images`, { params, body }))).data;
  }

  /** @param {string} id @param {Placed[]} body every image, in order */
  async arrange(id, body) {
    return (await this.#web((api) => api.PUT(`${PROPERTY}/images`, { params: { path: pathOf(id) }, body }))).data;
  }

  /** Returns the image that takes its place once it is ready. @param {string} id @param {string} image_id @param {Web["EditImage"]} body @param {string} key */
  async editImage(id, image_id, body, key) {
    const params = { path: { ...pathOf(id), image_id }, header: keyed(key) };
    return (await this.#web((api) => api.POST(`${PROPERTY}/images/{image_id}/edits`, { params, body }))).data;
  }

  /** @param {string} id @param {string} image_id */
  async removeImage(id, image_id) {
    const params = { path: { ...pathOf(id), image_id } };
    return (await this.#web((api) => api.DELETE(`${PROPERTY}/images/{image_id}`, { params }))).data;
  }

  /** @param {string} property_id @param {string} key */
  async requestPublication(property_id, key) {
    const params = { header: keyed(key) };
    return (await this.#web((api) => api.POST('/request_approval', { params, body: { property_id } }))).data;
  }

  /** @param {string} id */
  async publication(id) {
    return (await this.#web((api) => api.GET(`${PROPERTY}/publication`, { params: { path: pathOf(id) } }))).data;
  }

  /** Have a person judge what was declined. @param {string} id @param {string} comment @param {string} key */
  async appeal(id, comment, key) {
    const params = { path: pathOf(id), header: keyed(key) };
    return (await this.#web((api) => api.POST(`${PROPERTY}/publication/appeal`, { params, body: { comment } }))).data;
  }

  /** A page of what waits for a person, oldest first, and how many these are, for admins. @param {ReviewQuery} query */
  async reviews(query) {
    const { data, cursor, waiting } = await this.#web((api) => api.GET('/reviews', { params: { query } }));
    return { reviews: data, cursor, waiting: Number(waiting ?? 0) };
  }

  /** @param {string} request_id @param {Web["DecideReview"]} body @param {string} key */
  async decideReview(request_id, body, key) {
    const params = { path: { request_id }, header: keyed(key) };
    return (await this.#web((api) => api.POST('/reviews/{request_id}', { params, body }))).data;
  }

  /** A page of the agent's inbox, and how many enquiries are new. @param {InboxQuery} query */
  async enquiries(query) {
    const { data, cursor, fresh } = await this.#web((api) => api.GET('/agent/enquiries', { params: { query } }));
    return { enquiries: data, cursor, fresh: Number(fresh ?? 0) };
  }

  /** @param {Enquiry} enquiry @param {Enquiry["state"]} state */
  async moveEnquiry({ property_id, enquiry_id, version }, state) {
    const params = { path: { ...pathOf(property_id), enquiry_id }, header: ifMatch(version) };
    return (await this.#web((api) => api.PATCH(`${PROPERTY}/enquiries/{enquiry_id}`, { params, body: { state } })))
      .data;
  }

  /** All own homes that customers see. @returns {Promise<Listing[]>} */
  async publicHomes() {
    const found = [];
    let cursor;
    do {
      const page = await this.listings({ limit: 100, ...(cursor ? { cursor } : {}) });
      found.push(...page.listings.filter(({ is_public }) => is_public));
      cursor = page.cursor;
    } while (cursor);
    return found;
  }

  /** A page of the agent's own times, free and booked. @param {AgendaQuery} query */
  async agenda(query) {
    const { data, cursor } = await this.#web((api) => api.GET('/agent/viewings', { params: { query } }));
    return { entries: data, cursor };
  }

  /** @param {string} property_id @param {Web["OfferSlots"]} body @param {string} key */
  async offerSlots(property_id, body, key) {
    const params = { path: pathOf(property_id), header: keyed(key) };
    return (await this.#web((api) => api.POST(`${PROPERTY}/slots`, { params, body }))).data;
  }

  /** @param {AgendaEntry} entry */
  async removeSlot({ property_id, slot_id }) {
    const params = { path: { ...pathOf(property_id), slot_id } };
    await this.#web((api) => api.DELETE(`${PROPERTY}/slots/{slot_id}`, { params }));
    return true;
  }

  /** @param {string} property_id @param {NonNullable<AgendaEntry["viewing"]>} viewing */
  async callOff(property_id, { viewing_id, version }) {
    const params = { path: { ...pathOf(property_id), viewing_id }, header: ifMatch(version) };
    const path = '/agent/viewings/{country}/{city}/{street}/{number}/{viewing_id}';
    return (await this.#web((api) => api.DELETE(path, { params }))).data;
  }

  /** Newest first. @param {string} property_id */
  async contracts(property_id) {
    const params = { query: { property_id, limit: 100 } };
    return (await this.#contracts((api) => api.GET('/contracts', { params }))).data;
  }

  /** @param {Contracts["DraftContract"]} body @param {string} key */
  async draftContract(body, key) {
    const params = { header: keyed(key) };
    return (await this.#contracts((api) => api.POST('/contracts', { params, body }))).data;
  }

  /** @param {Contract} contract @param {Contracts["ChangeContract"]} body */
  async changeContract({ contract_id, version }, body) {
    const params = { path: { contract_id }, header: ifMatch(version) };
    return (await this.#contracts((api) => api.PATCH('/contracts/{contract_id}', { params, body }))).data;
  }

  /**
   * @template T
   * @param {(api: import("../shared/api.js").WebClient) => import("../shared/api.js").Call<T>} call
   */
  #web(call) {
    return this.session.send((token) => web(call, token));
  }

  /**
   * @template T
   * @param {(api: import("../shared/api.js").ContractsClient) => import("../shared/api.js").Call<T>} call
   */
  #contracts(call) {
    return this.session.send((token) => contracts(call, token));
  }
}

/** @param {string} id */
function pathOf(id) {
  const [country = '', city = '', street = '', number = ''] = id.split('/');
  return { country, city, street, number };
}

/** @param {string} key */
const keyed = (key) => ({ 'Idempotency-Key': key });

/** @param {number} version */
const ifMatch = (version) => ({ 'If-Match': `"${version}"` });
