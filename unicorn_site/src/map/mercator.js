// The map's projection, Web Mercator: places in degrees ↔ pixels of a window on the map.

/** @typedef {{latitude: number, longitude: number}} Place */
/** @typedef {{x: number, y: number, scale: number}} View its middle in degrees of the projection, y southwards; pixels for each degree */
/** @typedef {{width: number, height: number}} Size in pixels */
/** @typedef {{x: number, y: number}} Point in pixels, from the window's upper left corner */

const EDGE = 85; // degrees north and south: the projection has no poles
export const METRES = 111_195.08; // of a degree of a great circle
const [LEAST, MOST] = [0.8, 400_000]; // pixels for each degree: the earth in a small window, and 30 cm each
const FILLED = 0.7; // of a window, by the places that it is to show
const SIDES = 130; // pixels, of which half are below the buttons
const NARROW = 1e-6; // degrees: a box may be a line
const RADIANS = Math.PI / 180;

/** @param {number} value @param {number} low @param {number} high */
const within = (value, low, high) => Math.min(high, Math.max(low, value));

/** Degrees from -180 on, and less than 180. @param {number} longitude */
export const around = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** @param {number} latitude */
export const yOf = (latitude) =>
  -Math.log(Math.tan(Math.PI / 4 + (within(latitude, -EDGE, EDGE) * RADIANS) / 2)) / RADIANS;

/** @param {number} y */
export const latitudeOf = (y) => (Math.atan(Math.exp(-y * RADIANS)) * 2 - Math.PI / 2) / RADIANS;

/** @param {View} view @param {Size} size @param {Place} place @returns {Point} */
export const toPoint = (view, { width, height }, { latitude, longitude }) => ({
  x: width / 2 + around(longitude - view.x) * view.scale,
  y: height / 2 + (yOf(latitude) - view.y) * view.scale,
});

/** @param {View} view @param {Size} size @param {Point} point @returns {Place} */
export const toPlace = (view, { width, height }, { x, y }) => ({
  latitude: latitudeOf(within(view.y + (y - height / 2) / view.scale, yOf(EDGE), yOf(-EDGE))),
  longitude: around(view.x + (x - width / 2) / view.scale),
});

/** The same map moved by so many pixels. @param {View} view @param {number} right @param {number} down @returns {View} */
export const moved = (view, right, down) => ({
  ...view,
  x: around(view.x - right / view.scale),
  y: within(view.y - down / view.scale, yOf(EDGE), yOf(-EDGE)),
});

/** The map nearer or farther; what is at a point stays there. @param {View} view @param {number} factor @param {Size} size @param {Point} [at] */
export function zoomed(view, factor, size, at = { x: size.width / 2, y: size.height / 2 }) {
  const scale = within(view.scale * factor, LEAST, MOST);
  const [right, down] = [at.x - size.width / 2, at.y - size.height / 2];
  return moved({ ...moved(view, -right, -down), scale }, right, down);
}

/** The map that shows all of some places, and at least so many metres. @param {Place[]} places @param {Size} size @param {number} least @returns {View} */
export function fitting(places, size, least) {
  if (!places.length) return { x: 0, y: 0, scale: size.width / 360 };
  const west = westmost(places.map((place) => place.longitude));
  const easts = places.map((place) => (around(place.longitude - west) + 360) % 360);
  const ys = places.map((place) => yOf(place.latitude));
  const [wide, high] = [Math.max(...easts), Math.max(...ys) - Math.min(...ys)];
  const y = Math.min(...ys) + high / 2;
  const degrees = least / METRES / Math.cos(latitudeOf(y) * RADIANS);
  const scale = Math.min(
    Math.min(size.width * FILLED, Math.max(1, size.width - SIDES)) / Math.max(wide, degrees),
    (size.height * FILLED) / Math.max(high, degrees),
  );
  return { x: around(west + wide / 2), y, scale: within(scale, LEAST, MOST) };
}

/** The meridian behind the widest gap: from there, all of them are nearest together. @param {number[]} longitudes */
function westmost(longitudes) {
  const sorted = longitudes.map(around).toSorted((one, other) => one - other);
  const gaps = sorted.map((longitude, at) => (longitude - (sorted.at(at - 1) ?? 0) + 360) % 360 || (at ? 0 : 360));
  return sorted[gaps.indexOf(Math.max(...gaps))];
}

/** What the window shows, as the API takes it: west, south, east, north. @param {View} view @param {Size} size */
export function boxOf(view, size) {
  const [upper, lower] = [toPlace(view, size, { x: 0, y: 0 }), toPlace(view, size, { x: size.width, y: size.height })];
  const [south, north] = [lower, upper].map(({ latitude }) => toPole(latitude));
  const isAll = size.width / view.scale >= 360;
  const [west, east] = isAll ? [-180, 180] : [upper.longitude, lower.longitude];
  return [west, south, east, north].map(degrees).join(',');
}

/** The map ends before the poles: what is beyond its edge is drawn there. @param {number} latitude */
const toPole = (latitude) => (Math.abs(latitude) > EDGE - 1e-6 ? 90 * Math.sign(latitude) : latitude);

/** The map of such a box. @param {string} box @param {Size} size @returns {View} */
export function viewOf(box, size) {
  const [west, south, east, north] = box.split(',').map(Number);
  const wide = east < west ? east - west + 360 : east - west;
  const [upper, lower] = [yOf(north), yOf(south)];
  const scale = Math.min(size.width / Math.max(wide, NARROW), size.height / Math.max(lower - upper, NARROW));
  return { x: around(west + wide / 2), y: (upper + lower) / 2, scale: within(scale, LEAST, MOST) };
}

/** @param {number} value a metre is enough */
const degrees = (value) => String(Number(value.toFixed(5)) + 0);

/** @param {View} view @returns {number} in its middle */
export const metresPerPixel = (view) => (METRES * Math.cos(latitudeOf(view.y) * RADIANS)) / view.scale;

/** The longest round distance that fits: 1, 2 or 5 and zeros. @param {number} metres */
export function roundDistance(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((step) => step * power <= metres) ?? 1) * power;
}

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45];

/** How far apart the lines of the grid are, in degrees: about a hundred pixels. @param {View} view */
export const gridStep = (view) => STEPS.find((step) => step * view.scale >= 100) ?? 90;
