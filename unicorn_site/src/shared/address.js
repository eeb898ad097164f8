// Addresses as the APIs answer them, in lines for people. Fields that an address does not have are null.

import { ADDRESS_FIELDS } from '../generated/rules.js';

/** @typedef {Record<'country' | 'city' | 'street' | 'number', string>} Needed */
/** @typedef {Needed & Partial<Record<'region' | 'postcode' | 'unit', string | null>>} Address */

/** @param {...(string | null | undefined)} texts */
const joined = (...texts) => texts.filter(Boolean).join(', ');

/** `Apt 4, 12 Main Street` @param {Pick<Address, 'unit' | 'number' | 'street'>} address */
export const streetLine = ({ unit, number, street }) => joined(unit, `${number} ${street}`);

/** What a home is called: its headline, or its address. @param {Pick<Address, 'unit' | 'number' | 'street'> & {headline?: string | null}} home */
export const nameOf = (home) => home.headline || streetLine(home);

/** What tells a city from its namesakes. @param {Pick<Address, 'city' | 'region'>} address */
export const cityName = ({ city, region }) => joined(city, region);

/** `Springfield, Illinois, 62704` @param {Pick<Address, 'city' | 'region' | 'postcode'>} address */
export const cityLine = ({ city, region, postcode }) => joined(city, region, postcode);

/** The whole address, in the order of the APIs' own sentences. @param {Address} address */
export const oneLine = (address) => joined(streetLine(address), cityLine(address), address.country);

/** The address in a listing, as a request takes it. @param {Address} listing @returns {Address} */
export const addressOf = (listing) =>
  /** @type {Address} */ (
    Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, listing[field]]).filter(([, text]) => text))
  );
