// What this browser remembers of a customer's own viewings: for each home the address of the last one's page.

import { Remembered } from './remembered.js';

const booked = new Remembered('unicorn:booked');

/** @param {string} property_id @returns {string | undefined} `/viewings/…#secret` */
export const bookedIn = (property_id) => booked.of(property_id);

/** @param {string} property_id @param {string} link */
export const rememberBooking = (property_id, link) => booked.keep(property_id, link);
