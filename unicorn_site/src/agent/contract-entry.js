// One contract as an entry of a list.

import { html } from 'lit';

import { oneLine } from '../shared/address.js';
import { date, dateTime } from '../shared/format.js';
import { texts } from '../texts/agent.js';
import { contractBadge } from './badges.js';

const words = texts.contract;

/** @param {import("./desk.js").Contract} contract */
export const entry = ({ address, seller_name, contract_status, expires_on, contract_last_modified_on }) =>
  html`<li class="contract">
    <p>${contractBadge(contract_status)} <strong>${seller_name}</strong></p>
    <p class="hint">${oneLine(address)}</p>
    <p class="hint">
      ${expires_on ? words.holdsUntil(date(expires_on)) : words.holds}.
      ${words.since(dateTime(contract_last_modified_on))}
    </p>
  </li>`;
