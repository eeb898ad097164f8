// Statuses as coloured words; the colour adds nothing to the word.

import { html } from 'lit';

import { texts } from '../texts/agent.js';

/** @type {Record<string, string>} */
const LOOKS = { APPROVED: 'good', PENDING: 'warn', DECLINED: 'bad', CANCELLED: 'bad', EXPIRED: 'bad' };

/** @param {string} status of a listing */
export const badge = (status) => badged(status, texts.status);

/** @param {string} status of a contract */
export const contractBadge = (status) => badged(status, texts.contract.status);

/** @param {string} status @param {Record<string, string>} words */
const badged = (status, words) => html`<span class="badge ${LOOKS[status] ?? ''}">${words[status] ?? status}</span>`;
