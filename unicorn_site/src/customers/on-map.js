// Cards and homes → what a map shows of them.

import { nameOf } from '../shared/address.js';
import { priceText } from '../shared/price.js';
import { propertyAddress } from './addresses.js';

/** @typedef {import('../shared/types.js').Card | import('../shared/types.js').Details} Shown */

export const EVERYWHERE = '-180,-90,180,90'; // a search of a region answers with locations

/** Those that state where they are. @param {Shown[]} found @returns {import('../map/dots.js').Home[]} */
export const homesOn = (found) => found.flatMap((one) => (one.location ? [homeOn(one, one.location)] : []));

/** @param {Shown} home @param {NonNullable<Shown['location']>} location @returns {import('../map/dots.js').Home} */
const homeOn = (home, { latitude, longitude, shown }) => ({
  id: home.property_id,
  name: nameOf(home),
  address: propertyAddress(home),
  price: priceText(home),
  latitude,
  longitude,
  isRough: shown === 'rough',
  street: home.street,
  city: home.city,
});
