import assert from 'node:assert/strict';
import { test } from 'node:test';

import { schemaOf } from '../../src/customers/schema.js';

globalThis.location = /** @type {any} */ ({ origin: 'https://site.test', pathname: '/properties/a/b/c/d' });

const HOME = /** @type {any} */ ({
  country: 'USA',
  region: 'Illinois',
  city: 'Springfield',
  postcode: '62704',
  street: 'Main Street',
  number: '12',
  unit: 'Apt 4',
  contract: 'sale',
  listprice: 480000,
  currency: 'USD',
  price_on_request: false,
  rent_period: null,
  property_type: 'house',
  bedrooms: 3,
  bathrooms: 2.5,
  living_area: 118.25,
  lot_size: 640,
  year_built: 1934,
  description: 'Sunny.',
  published_at: '2026-01-01T00:00:00.000Z',
  images: [],
});
const schema = (/** @type {object} */ more) => /** @type {any} */ (schemaOf({ ...HOME, ...more }, 'Home'));
const LOT = { '@type': 'PropertyValue', name: 'Lot size', value: 640, unitCode: 'MTK' };

test('a sale has a price', () => {
  const { offers } = schema({});
  assert.deepEqual([offers.price, offers.priceCurrency, offers.priceSpecification], [480000, 'USD', undefined]);
});

test('a rent is the price of a unit of time', () => {
  for (const [rent_period, unitCode] of Object.entries({ week: 'WEE', month: 'MON', year: 'ANN' })) {
    const { offers } = schema({ contract: 'rent', listprice: 1200, rent_period });
    assert.deepEqual(offers.priceSpecification, {
      '@type': 'UnitPriceSpecification',
      price: 1200,
      priceCurrency: 'USD',
      unitCode,
    });
    assert.equal(offers.price, undefined);
  }
});

test('a price on request is nowhere', () => {
  for (const price of [{ listprice: null }, { listprice: 480000 }]) {
    const text = JSON.stringify(schema({ ...price, price_on_request: true }));
    assert.doesNotMatch(text, /480000|"price|USD/);
  }
});

test('the address has region, postcode and unit as far as there are any', () => {
  assert.deepEqual(schema({}).about.address, {
    '@type': 'PostalAddress',
    addressCountry: 'USA',
    addressRegion: 'Illinois',
    addressLocality: 'Springfield',
    postalCode: '62704',
    streetAddress: 'Apt 4, 12 Main Street',
  });
  const plain = schema({ region: null, postcode: null, unit: null }).about.address;
  assert.deepEqual(Object.keys(plain), ['@type', 'addressCountry', 'addressLocality', 'streetAddress']);
});

test('half a bathroom is a partial one', () => {
  const { about } = schema({});
  assert.deepEqual(
    [about.numberOfBathroomsTotal, about.numberOfFullBathrooms, about.numberOfPartialBathrooms],
    [3, 2, 1],
  );
  assert.equal(schema({ bathrooms: 2 }).about.numberOfPartialBathrooms, 0);
  assert.equal('numberOfBathroomsTotal' in schema({ bathrooms: null }).about, false);
});

test('land is a place with a lot, and has no rooms', () => {
  const { about } = schema({ property_type: 'land' });
  assert.deepEqual([about['@type'], about.additionalProperty], ['Place', LOT]);
  assert.equal(JSON.stringify(about).includes('numberOf'), false);
  assert.deepEqual(schema({}).about.additionalProperty, LOT);
});

test('an image has a whole address, for readers who are not at this page', () => {
  const images = [{ urls: { 1600: '/published/a/b/c/d/1/1600.webp' } }];
  assert.deepEqual(schema({ images }).image, ['https://site.test/published/a/b/c/d/1/1600.webp']);
});
