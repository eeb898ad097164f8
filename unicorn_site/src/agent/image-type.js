// The type of a photo: as the browser names it, or by the file's name where the browser knows none.

import { CONTENT_TYPES } from '../generated/rules.js';

/** @type {Record<string, string>} */
const BY_ENDING = { jpg: 'jpeg', jpeg: 'jpeg', jfif: 'jpeg', png: 'png', webp: 'webp', gif: 'gif', avif: 'avif' };
const ALL = /** @type {readonly string[]} */ (CONTENT_TYPES);

/** @param {File} file @returns {string} one of CONTENT_TYPES, empty for any other file */
export function typeOf(file) {
  const named = file.type
    .split(';')[0]
    .trim()
    .toLowerCase()
    .replace(/\/p?jpe?g$/, '/jpeg');
  const type = named || `image/${BY_ENDING[ending(file)]}`;
  return ALL.includes(type) ? type : '';
}

/** @param {File} file */
export const isHeic = (file) =>
  /^image\/hei[cf]/i.test(file.type) || (!file.type && ['heic', 'heif'].includes(ending(file)));

/** @param {File} file */
const ending = (file) => file.name.split('.').at(-1)?.toLowerCase() ?? '';
