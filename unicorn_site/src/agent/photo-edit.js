// What an agent does to a photo before it is saved: quarter turns, and a frame around what is kept. It knows no page.

import { PHOTO_EDIT } from '../generated/rules.js';

/** @typedef {{ width: number, height: number }} Size in pixels */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame in pixels of the turned photo */
/** @typedef {{ turn: 0 | 90 | 180 | 270, frame: Frame }} Edit degrees, clockwise */
/** @typedef {"left" | "top" | "right" | "bottom"} Side */

export const SIDES = /** @type {const} */ (['left', 'right', 'top', 'bottom']);

/** @param {Size} photo @returns {Edit} the photo as it is */
export const unedited = ({ width, height }) => ({ turn: 0, frame: { left: 0, top: 0, width, height } });

/** How many pixels must be left on each side. @param {Size} photo */
export const sideMin = ({ width, height }) =>
  Math.ceil(PHOTO_EDIT.side_min * Math.max(1, Math.max(width, height) / PHOTO_EDIT.master_side));

/** @param {Size} photo */
export const canBeEdited = (photo) => Math.min(photo.width, photo.height) >= sideMin(photo);

/** The size of the photo once it is turned. @param {Size} photo @param {Edit["turn"]} turn @returns {Size} */
export const turnedSize = ({ width, height }, turn) =>
  turn % 180 ? { width: height, height: width } : { width, height };

/**
 * Turn a photo by a quarter; the frame stays around what it is around.
 * @param {Size} photo
 * @param {Edit} edit
 * @param {1 | -1} way clockwise or counter-clockwise
 * @returns {Edit}
 */
export function turned(photo, { turn, frame }, way) {
  const { width, height } = turnedSize(photo, turn);
  const [left, top] =
    way === 1 ? [height - frame.top - frame.height, frame.left] : [frame.top, width - frame.left - frame.width];
  return {
    turn: /** @type {Edit["turn"]} */ ((turn + 90 * way + 360) % 360),
    frame: { left, top, width: frame.height, height: frame.width },
  };
}

/** How many pixels are cut off at a side. @param {Size} photo @param {Edit} edit @param {Side} side */
export function cutOff(photo, { turn, frame }, side) {
  const { width, height } = turnedSize(photo, turn);
  if (side === 'left' || side === 'top') return frame[side];
  return side === 'right' ? width - frame.left - frame.width : height - frame.top - frame.height;
}

/** How many pixels may be cut off at a side, as the others are. @param {Size} photo @param {Edit} edit @param {Side} side */
export function cutOffMax(photo, edit, side) {
  const { width, height } = edit.frame;
  const along = side === 'left' || side === 'right' ? width : height;
  return Math.max(0, cutOff(photo, edit, side) + along - sideMin(photo));
}

/**
 * Cut off so many pixels at a side, within what is allowed.
 * @param {Size} photo
 * @param {Edit} edit
 * @param {Side} side
 * @param {number} pixels
 * @returns {Edit}
 */
export function cut(photo, edit, side, pixels) {
  const wanted = between(0, Math.round(pixels), cutOffMax(photo, edit, side));
  const more = wanted - cutOff(photo, edit, side);
  const { left, top, width, height } = edit.frame;
  const frames = {
    left: { left: left + more, top, width: width - more, height },
    right: { left, top, width: width - more, height },
    top: { left, top: top + more, width, height: height - more },
    bottom: { left, top, width, height: height - more },
  };
  return { ...edit, frame: frames[side] };
}

/**
 * Move the frame, within the photo. @param {Size} photo @param {Edit} edit @param {number} right @param {number} down
 * @returns {Edit}
 */
export function shifted(photo, edit, right, down) {
  const { width, height } = turnedSize(photo, edit.turn);
  const { frame } = edit;
  const left = between(0, Math.round(frame.left + right), width - frame.width);
  const top = between(0, Math.round(frame.top + down), height - frame.height);
  return { ...edit, frame: { ...frame, left, top } };
}

/**
 * The body that asks the API for an edit; null if the photo stays as it is.
 * @param {Size} photo
 * @param {Edit} edit
 */
export function bodyOf(photo, { turn, frame }) {
  const { width, height } = turnedSize(photo, turn);
  const isWhole = frame.width === width && frame.height === height;
  if (isWhole && !turn) return null;
  return { turn, ...(isWhole ? {} : { crop: frame }) };
}

/** @param {number} least @param {number} wanted @param {number} most */
const between = (least, wanted, most) => Math.max(least, Math.min(wanted, most));
