// Every text of the agents' page about viewings.

import { counted } from '../shared/format.js';

export const texts = {
  title: 'Viewings',
  offer: 'Offer times',
  offerHelp: 'Customers book one each. Times are by the clocks at the home.',
  noHomes: 'Customers see none of your homes yet. Publish one to offer times for it.',
  fields: {
    home: 'Home',
    day: 'Day',
    time: 'First one begins at',
    minutes: 'Length',
    in_a_row: 'How many, one after another',
    offset: 'Clocks there, from UTC',
  },
  minutes: (/** @type {number} */ n) => `${n} minutes`,
  submit: 'Offer these times',
  offered: (/** @type {number} */ n) => `${counted(n, 'time is', 'times are')} offered.`,
  required: 'Fill this in.',
  agenda: 'What is to come',
  free: 'Free',
  booked: 'Booked',
  shown: (/** @type {number} */ n) => counted(n, 'time', 'times'),
  remove: 'Remove',
  removed: 'The time is removed.',
  cancel: 'Cancel the viewing',
  cancelTitle: (/** @type {string} */ name) => `Cancel the viewing of ${name}?`,
  cancelHelp: 'The page of the viewing says so at once. No message is sent: tell your visitor, too.',
  cancelYes: 'Cancel it',
  cancelled: 'The viewing is cancelled.',
  deleted: (/** @type {string} */ when) => `Name and address are deleted on ${when}`,
  reload: 'Load the page again to see it as it is now.',
  empty: 'You offer no times. Offer some above, and customers can book them.',
};
