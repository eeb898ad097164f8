import assert from 'node:assert/strict';
import { test } from 'node:test';

import { agentsPrice, priceText } from '../../src/shared/price.js';

const OFFER = { listprice: 1200, currency: 'USD', price_on_request: false, rent_period: null };

test('a rent is shown with its period, and none is guessed', () => {
  assert.equal(priceText({ ...OFFER, rent_period: 'week' }), 'US$1,200 a week');
  assert.equal(priceText({ ...OFFER, rent_period: 'month' }), 'US$1,200 a month');
  assert.equal(priceText({ ...OFFER, rent_period: 'year' }), 'US$1,200 a year');
  assert.equal(priceText(OFFER), 'US$1,200');
});

test('a price on request is no number, even where one is known', () => {
  assert.equal(priceText({ ...OFFER, price_on_request: true, rent_period: 'month' }), 'Price on request');
  assert.equal(priceText({ ...OFFER, listprice: null }), 'Price on request');
});

test('an agent reads the price that customers are not shown', () => {
  assert.match(agentsPrice({ ...OFFER, price_on_request: true }), /^US\$1,200 \(on request/);
});
