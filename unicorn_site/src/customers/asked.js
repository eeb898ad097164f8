// What this browser remembers of a customer's own enquiries: for each home the id of the last one, and nothing else.

import { Remembered } from './remembered.js';

const asked = new Remembered('unicorn:asked');

/** @param {string} property_id @returns {string | undefined} */
export const askedAbout = (property_id) => asked.of(property_id);

/** @param {string} property_id @param {string} enquiry_id */
export const remember = (property_id, enquiry_id) => asked.keep(property_id, enquiry_id);
