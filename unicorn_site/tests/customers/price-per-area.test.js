// What a square metre costs, where that is known; nothing where it would be a guess.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perArea, pricePerArea } from '../../src/customers/price-per-area.js';
import { DECIMALS } from '../../src/shared/currencies.js';
import { numbers } from '../numbers.js';

/** @typedef {import('../../src/customers/price-per-area.js').Offer} Offer */
const HOME = /** @type {Offer} */ ({
  contract: 'sale',
  listprice: 385_000,
  currency: 'USD',
  price_on_request: false,
  rent_period: null,
  living_area: 120.5,
});
const RENT = /** @type {Offer} */ ({
  ...HOME,
  contract: 'rent',
  listprice: 1392,
  rent_period: 'month',
  living_area: 96,
});

/** @type {[string, Offer, string | null][]} */
const TABLE = [
  ['a whole amount from a hundred on', HOME, 'US$3,195'],
  ['a rent for its period, with decimals below a hundred', RENT, 'US$14.50 a month'],
  ['a currency without decimals', { ...RENT, currency: 'JPY' }, 'JP¥15 a month'],
  ['a currency with three', { ...RENT, currency: 'KWD', listprice: 100 }, 'KWD\u00a01.042 a month'],
  ['sparkles', { ...HOME, currency: 'SPL' }, '3,195 Sparkles'],
  ['a rent without a period', { ...RENT, rent_period: null }, null],
  ['a price on request', { ...HOME, price_on_request: true }, null],
  ['a price that is not told', { ...HOME, listprice: null }, null],
  ['a home for nothing', { ...HOME, listprice: 0 }, null],
  ['an area that is not known', { ...HOME, living_area: null }, null],
  ['a living area of nothing, as land has', { ...HOME, living_area: 0 }, null],
  ['so little that it rounds to nothing', { ...HOME, currency: 'JPY', listprice: 40, living_area: 100 }, null],
];
for (const [title, offer, shown] of TABLE) test(title, () => assert.equal(perArea(offer), shown));

test('the price of all square metres is the price, as near as it is rounded', () => {
  const random = numbers(17);
  for (const [currency, decimals] of DECIMALS) {
    for (let turn = 0; turn < 50; turn++) {
      const [listprice, living_area] = [Math.ceil(10 ** (random() * 9)), Math.ceil(10 ** (random() * 5) * 100) / 100];
      const found = pricePerArea({ ...HOME, currency, listprice, living_area }) ?? 0;
      const unit = listprice / living_area < 100 ? 10 ** -decimals : 1;
      assert.ok(
        Math.abs(found - listprice / living_area) <= unit * 0.500001,
        `${listprice} ${currency} ${living_area}`,
      );
    }
  }
});
