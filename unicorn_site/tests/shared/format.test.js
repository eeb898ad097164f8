import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DECIMALS } from '../../src/shared/currencies.js';
import { duration, money } from '../../src/shared/format.js';

const EVERY = [...DECIMALS.keys()];
/** What a reader takes a price by: its text without spaces and dots, in capitals. @param {string} text */
const asRead = (text) => text.toUpperCase().replace(/[\s.]/gu, '');

test('no two currencies show the same amount alike', () => {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const currency of EVERY) {
    const text = asRead(money(480_000, currency));
    assert.equal(seen.get(text), undefined, `${currency} is shown as ${text}`);
    seen.set(text, currency);
  }
  assert.ok(seen.size > 150);
});

test('a price has the decimals that ISO 4217 gives its currency', () => {
  for (const [currency, decimals] of DECIMALS) {
    const [, shown = ''] = money(1234 + (decimals ? 10 ** -decimals : 0), currency).match(/\.(\d+)/) ?? [];
    assert.equal(shown.length, decimals, currency);
  }
});

test('a symbol alone is shown only of the currency that nobody takes for another', () => {
  const shown = (/** @type {string[]} */ ...codes) => codes.map((code) => money(1234.5, code).replace(/\u00a0/g, ' '));
  assert.deepEqual(shown('USD', 'AUD', 'CAD', 'MXN'), ['US$1,234.50', 'A$1,234.50', 'CA$1,234.50', 'MX$1,234.50']);
  assert.deepEqual(shown('SEK', 'NOK', 'DKK', 'HUF'), ['SEK 1,234.50', 'NOK 1,234.50', 'DKK 1,234.50', 'HUF 1,234.50']);
  assert.deepEqual([money(1234, 'JPY'), money(1234, 'CNY')], ['JP¥1,234', 'CN¥1,234']);
  assert.deepEqual(shown('EUR', 'GBP'), ['€1,234.50', '£1,234.50']);
});

test('a whole amount has no decimals, and fifteen digits are exact', () => {
  assert.equal(money(480_000, 'USD'), 'US$480,000');
  assert.equal(money(1_234_567_890_123.45, 'EUR'), '€1,234,567,890,123.45');
});

test('the agency’s own currency and unknown ones are named after the amount', () => {
  assert.equal(money(480_000, 'SPL'), '480,000 Sparkles');
  assert.equal(money(10.25, 'ZZZ'), '10.25 ZZZ');
});

test('a length of time is in its largest unit, and never longer than it is', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  for (const [length, text] of /** @type {[number, string][]} */ ([
    [-minute, '0 minutes'],
    [minute - 1, '0 minutes'],
    [minute, '1 minute'],
    [hour - 1, '59 minutes'],
    [hour, '1 hour'],
    [day - 1, '23 hours'],
    [day, '1 day'],
    [30 * day, '30 days'],
  ]))
    assert.equal(duration(length), text);
});
