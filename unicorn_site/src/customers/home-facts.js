// What is known of a home, as a list of facts.

import { FACT_NAMES, FACTS } from '../generated/rules.js';
import { html } from 'lit';
import { area, date, number } from '../shared/format.js';
import { texts } from '../texts/customers.js';
import { choiceText, facts } from '../texts/facts.js';
import { perArea } from './price-per-area.js';

/** @typedef {import('../shared/types.js').Details} Details */
/** @typedef {import('../texts/facts.js').FactName} FactName */

/** @param {Details} listing */
export function homeFacts(listing) {
  const names = FACT_NAMES.filter((name) => name !== 'rent_period'); // stands beside the price
  const rows = [
    ...names.map((name) => [facts[name].shown ?? facts[name].label, shown(listing, name)]),
    [texts.property.perArea, perArea(listing)],
    [texts.property.published, date(listing.published_at)],
  ];
  return html`<dl class="facts" aria-label=${texts.property.facts}>
    ${rows
      .filter(([, value]) => value !== null)
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

/** A fact in words; null if it is not stated. @param {Details} listing @param {FactName} name */
function shown(listing, name) {
  const value = listing[name];
  if (value == null) return null;
  if (typeof value === 'string') return choiceText(name, value);
  const { kind } = FACTS[name];
  return kind === 'area' ? area(value) : kind === 'year' ? String(value) : number(value);
}
