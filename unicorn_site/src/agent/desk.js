// What an agent can ask of the two APIs, one method a request.

import { contracts, web } from '../shared/api.js';

/** @typedef {import("../../generated/web").components["schemas"]} Web */
/** @typedef {import("../../generated/contracts").components["schemas"]} Contracts */
/** @typedef {Web["Image"]} Image */
/** @typedef {Web["Listing"]} Listing */
/** @typedef {Web["Publication"]} Publication */
/** @typedef {Contracts["ContractAnswer"]} Contract */
/** @typedef {{ image_id: string, alt_text: string | null, caption: string | null }} Placed */

export class Desk {
  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.session = session;
  }

  /** A page of own listings. @param {string} query @returns {Promise<{ listings: Listing[], next: string | null }>} */
  async listings(query) {
    const { data, next } = await this.#web(`/properties${query}`);
    return { listings: data, next };
  }

  /** @param {string} id @returns {Promise<Listing | null>} */
  async listing(id) {
    return (await this.listings(`?${new URLSearchParams({ property_id: id })}`)).listings[0] ?? null;
  }

  /** @param {Pick<Web["DraftListing"], "address">} body @returns {Promise<Listing>} */
  async draft(body) {
    return (await this.#web('/properties', { method: 'POST', body })).data;
  }

  /** @param {string} id @param {number} version @param {Partial<Web["ChangeListing"]>} body @returns {Promise<Listing>} */
  async change(id, version, body) {
    return (await this.#web(pathOf(id), { method: 'PATCH', body, ifMatch: `"${version}"` })).data;
  }

  /** Null if it is gone, else the listing as withdrawn. @param {string} id @returns {Promise<Listing | null>} */
  async remove(id) {
    return (await this.#web(pathOf(id), { method: 'DELETE' })).data;
  }

  /** @param {string} id @param {File} file @returns {Promise<import("./uploads.js").Ticket>} */
  async ticket(id, file) {
    const body = { filename: file.name.slice(-120), content_type: file.type, size: file.size };
    return (await this.#web(`${pathOf(id)}/images`, { method: 'POST', body })).data;
  }

  /** @param {string} id @param {Placed[]} pictures @returns {Promise<Listing>} */
  async arrange(id, pictures) {
    return (await this.#web(`${pathOf(id)}/images`, { method: 'PUT', body: pictures })).data;
  }

  /** @param {string} id @param {string} image @returns {Promise<Listing>} */
  async removePicture(id, image) {
    return (await this.#web(`${pathOf(id)}/images/${image}`, { method: 'DELETE' })).data;
  }

  /** @param {string} id @returns {Promise<Publication>} */
  async askForPublication(id) {
    return (await this.#web('/request_approval', { method: 'POST', body: { property_id: id } })).data;
  }

  /** @param {string} id @returns {Promise<Publication>} */
  async publication(id) {
    return (await this.#web(`${pathOf(id)}/publication`)).data;
  }

  /** Newest first. @param {string} id @returns {Promise<Contract[]>} */
  async contracts(id) {
    return (await this.#contracts(`/contracts?${new URLSearchParams({ property_id: id, limit: '100' })}`)).data;
  }

  /** @param {Contracts["DraftContract"]} body @param {string} key by which the API knows a second try @returns {Promise<Contract>} */
  async draftContract(body, key) {
    return (await this.#contracts('/contracts', { method: 'POST', body, idempotencyKey: key })).data;
  }

  /** @param {Contract} contract @param {Partial<Contracts["ChangeContract"]>} body @returns {Promise<Contract>} */
  async changeContract({ contract_id, version }, body) {
    const call = { method: 'PATCH', body, ifMatch: `"${version}"` };
    return (await this.#contracts(`/contracts/${contract_id}`, call)).data;
  }

  /** @param {string} path @param {import("../shared/api.js").Call} [call] */
  #web(path, call) {
    return this.session.send((token) => web(path, { ...call, token }));
  }

  /** @param {string} path @param {import("../shared/api.js").Call} [call] */
  #contracts(path, call) {
    return this.session.send((token) => contracts(path, { ...call, token }));
  }
}

/** @param {string} id */
const pathOf = (id) => `/properties/${id.split('/').map(encodeURIComponent).join('/')}`;
