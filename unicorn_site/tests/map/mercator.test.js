// The projection of the map: there and back, at the antimeridian, and around any places.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dotWith, dotsOf, namesOn } from '../../src/map/dots.js';
import {
  around,
  boxOf,
  fitting,
  gridStep,
  metresPerPixel,
  moved,
  roundDistance,
  toPlace,
  toPoint,
  viewOf,
  yOf,
  zoomed,
} from '../../src/map/mercator.js';

const SIZE = { width: 600, height: 400 };
const random = (() => {
  let seed = 7;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
})();
const anywhere = () => ({ latitude: random() * 160 - 80, longitude: random() * 360 - 180 });
const near = (/** @type {number} */ one, /** @type {number} */ other, by = 1e-6) =>
  assert.ok(Math.abs(one - other) <= by, `${one} is not ${other}`);
const sameEast = (/** @type {number} */ one, /** @type {number} */ other, by = 1e-6) =>
  near(around(one - other), 0, by);

test('a place is where its point says', () => {
  for (let round = 0; round < 500; round++) {
    const view = fitting([anywhere()], SIZE, 10 ** (2 + 4 * random()));
    const point = { x: random() * 600, y: random() * 400 };
    const place = toPlace(view, SIZE, point);
    if (Math.abs(place.latitude) > 84) continue;
    const found = toPoint(view, SIZE, place);
    near(found.x, point.x, 1e-3);
    near(found.y, point.y, 1e-3);
  }
});

test('all places fit, on whichever side of the antimeridian', () => {
  for (let round = 0; round < 300; round++) {
    const middle = anywhere();
    const places = Array.from({ length: 1 + Math.floor(random() * 8) }, () => ({
      latitude: Math.max(-84, Math.min(84, middle.latitude + random() * 8 - 4)),
      longitude: around(middle.longitude + random() * 20 - 10),
    }));
    const view = fitting(places, SIZE, 500);
    for (const place of places) {
      const { x, y } = toPoint(view, SIZE, place);
      assert.ok(x >= 0 && x <= 600 && y >= 0 && y <= 400, JSON.stringify({ place, view, x, y }));
    }
  }
});

test('homes on a phone are not below the buttons, which have 60 pixels at the right', () => {
  const [size, homes] = [{ width: 280, height: 460 }, [7.8, 7.9].map((longitude) => ({ latitude: 48, longitude }))];
  const view = fitting(homes, size, 500);
  for (const home of homes) assert.ok(toPoint(view, size, home).x < 280 - 60 && toPoint(view, size, home).x > 60);
});

test('one place alone has so many metres around it', () => {
  const view = fitting([{ latitude: 60, longitude: 10 }], SIZE, 1000);
  near(metresPerPixel(view) * 280, 1000, 1);
});

test('what is under the pointer stays there when the map comes nearer', () => {
  for (let round = 0; round < 200; round++) {
    const view = fitting([{ latitude: random() * 120 - 60, longitude: random() * 360 - 180 }], SIZE, 5000);
    const at = { x: random() * 600, y: random() * 400 };
    const [before, after] = [toPlace(view, SIZE, at), toPlace(zoomed(view, 1 + random(), SIZE, at), SIZE, at)];
    near(before.latitude, after.latitude);
    sameEast(before.longitude, after.longitude);
  }
});

test('a box is the window, and the window of a box shows all of it', () => {
  const view = fitting([{ latitude: -17, longitude: 179.99 }], SIZE, 20_000);
  const [west, south, east, north] = boxOf(view, SIZE).split(',').map(Number);
  assert.ok(west > east, 'it crosses the antimeridian');
  assert.ok(south < -17 && -17 < north);
  const again = viewOf(boxOf(view, SIZE), SIZE);
  sameEast(again.x, view.x, 1e-4);
  near(again.y, view.y, 1e-4);
  near(again.scale / view.scale, 1, 1e-3);
  assert.equal(boxOf(fitting([], { width: 700, height: 400 }, 1), { width: 700, height: 400 }).split(',')[2], '180');
});

test('the box of a map that goes to its edge goes to the pole, since homes beyond are drawn there', () => {
  const box = (/** @type {number} */ latitude, /** @type {number} */ metres) =>
    boxOf(fitting([{ latitude, longitude: 20 }], SIZE, metres), SIZE)
      .split(',')
      .map(Number);
  assert.equal(box(89, 1000)[3], 90);
  assert.equal(box(-90, 1000)[1], -90);
  assert.ok(box(84, 1000)[3] < 85);
  const { y } = toPoint(fitting([{ latitude: 85, longitude: 0 }], SIZE, 1000), SIZE, { latitude: 90, longitude: 0 });
  assert.ok(y >= 0 && y <= 400);
});

test('a box that is a line or a point is shown as near as it goes, and one of the whole earth as far', () => {
  for (const box of ['11,48,11,48', '11,48,11,49', '180,1,180,1']) assert.ok(viewOf(box, SIZE).scale > 200, box);
  near(viewOf('-180,-90,180,90', SIZE).scale, SIZE.height / (2 * -yOf(90)));
});

test('a map that is moved shows what is beside it', () => {
  const view = fitting([{ latitude: 48, longitude: 11 }], SIZE, 1000);
  const place = toPlace(view, SIZE, { x: 100, y: 100 });
  const { x, y } = toPoint(moved(view, 50, -20), SIZE, place);
  near(x, 150, 1e-3);
  near(y, 80, 1e-3);
});

test('distances and grids are round', () => {
  assert.deepEqual([999, 1000, 2300, 7, 0.6].map(roundDistance), [500, 1000, 2000, 5, 0.5]);
  assert.equal(gridStep({ x: 0, y: 0, scale: 1000 }), 0.1);
  assert.equal(gridStep({ x: 0, y: 0, scale: 1 }), 90);
});

/** @param {string} id @param {number} latitude @param {number} longitude @param {string} street */
const home = (id, latitude, longitude, street = 'Elm Street') => ({
  id,
  name: id,
  address: `/properties/${id}`,
  price: '',
  latitude,
  longitude,
  isRough: false,
  street,
});

test('homes that would cover each other have one dot, and every home is in one', () => {
  const homes = Array.from({ length: 80 }, (_, at) => home(String(at), 48 + random() / 50, 11 + random() / 50));
  const view = fitting(homes, SIZE, 500);
  const dots = dotsOf(homes, view, SIZE);
  assert.equal(dots.flatMap((dot) => dot.homes).length, 80);
  for (const one of homes) assert.ok(dotWith(dots, one.id)?.homes.includes(one));
  for (const [at, dot] of dots.entries())
    for (const other of dots.slice(at + 1)) assert.ok(Math.hypot(dot.x - other.x, dot.y - other.y) >= 22);
  assert.ok(dotsOf(homes, zoomed(view, 8, SIZE), SIZE).length > dots.length);
});

test('a street has its label in the middle of its homes', () => {
  assert.deepEqual(namesOn([home('1', 48, 11), home('2', 50, 13), home('3', 1, 1, 'Oak')], 'street'), [
    { name: 'Elm Street', latitude: 49, longitude: 12 },
    { name: 'Oak', latitude: 1, longitude: 1 },
  ]);
  const [across] = namesOn([home('1', 0, 179), home('2', 0, -177)], 'street');
  assert.equal(across.longitude, -179);
});
