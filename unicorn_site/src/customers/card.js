// One home in a list.

import { html, nothing } from 'lit';
import { cityLine, nameOf, streetLine } from '../shared/address.js';
import { area } from '../shared/format.js';
import { responsiveImage } from '../shared/image.js';
import { priceParts } from '../shared/price.js';
import { texts } from '../texts/customers.js';
import { choiceText } from '../texts/facts.js';
import { propertyAddress } from './addresses.js';

/** @typedef {import('../shared/types.js').Card} Card */
/** @typedef {import('../shared/types.js').Details} Details */

const SIZES = '(min-width: 76rem) 18rem, (min-width: 56rem) 30vw, (min-width: 36rem) 46vw, 92vw';

/** @param {Card | Details} card */
export function price(card) {
  const { amount, period } = priceParts(card);
  return html`<span class="price">${amount}${period ? html` <small>${period}</small>` : nothing}</span>`;
}

/** @param {Card} card */
function facts(card) {
  const known = [
    card.bedrooms == null ? '' : texts.card.bedrooms(card.bedrooms),
    card.bathrooms == null ? '' : texts.card.bathrooms(card.bathrooms),
    card.living_area == null ? '' : area(card.living_area),
  ];
  return known.filter(Boolean).join(' · ');
}

/** @param {Card} card @param {boolean} eager whether it is among the first that are seen */
export function cardOf(card, eager) {
  const line = facts(card) || (card.property_type ? choiceText('property_type', card.property_type) : '');
  return html`<li class="card">
    ${
      card.image
        ? responsiveImage(card.image, { sizes: SIZES, alt: card.image.alt_text ?? '', eager })
        : html`<span class="image none">${texts.card.noImage}</span>`
    }
    <span class="badge offer">${texts.offers[card.contract]}</span>
    <div class="words">
      ${price(card)}
      <h3><a href=${propertyAddress(card)}>${nameOf(card)}</a></h3>
      <p class="faint">${card.headline ? `${streetLine(card)}, ` : nothing}${cityLine(card)}</p>
      ${line ? html`<p class="facts">${line}</p>` : nothing}
    </div>
  </li>`;
}

/** The places of cards that are on their way. @param {number} count */
export const skeletons = (count) =>
  Array.from(
    { length: count },
    () =>
      html`<li class="card skeleton" aria-hidden="true">
        <span class="image"></span>
        <div class="words"><i></i><i></i><i></i></div>
      </li>`,
  );
