import assert from 'node:assert/strict';
import { test } from 'node:test';

import { namesOf } from '../../src/agent/currency-names.js';
import { exampleOf } from '../../src/agent/listing-fields.js';
import {
  FIELDS,
  changeBody,
  draftBody,
  emptyValues,
  faultOf,
  faultsOf,
  hasAddress,
  isSame,
  valuesOf,
} from '../../src/agent/listing-rules.js';
import { plainPrice, priceFault } from '../../src/agent/money.js';
import { DECIMALS } from '../../src/shared/currencies.js';

const HOUSE = {
  ...emptyValues(),
  country: 'USA',
  city: 'Anytown',
  street: 'Main Street',
  number: '111',
  listprice: '250000',
  description: 'A sunny house.',
};

/** @param {Partial<import("../../src/agent/listing-rules.js").Values>} typed */
const codes = (typed) =>
  Object.fromEntries([...faultsOf({ ...HOUSE, ...typed })].map(([field, { code }]) => [field, code]));

test('a house with address, price and description may be drafted', () => {
  assert.deepEqual(codes({}), {});
});

test('an empty form names every required field', () => {
  assert.deepEqual(Object.keys(Object.fromEntries(faultsOf(emptyValues()))), [
    'country',
    'city',
    'street',
    'number',
    'listprice',
    'description',
  ]);
});

test('every error is shown at its field', () => {
  assert.deepEqual(codes({ street: ' \t ', city: 'x'.repeat(61) }), { street: 'required', city: 'too-long' });
  assert.deepEqual(codes({ headline: 'a\u202eb', bedrooms: '2.5' }), {
    headline: 'hidden-characters',
    bedrooms: 'whole-number',
  });
  assert.deepEqual(codes({ bathrooms: '100', year_built: '999' }), { bathrooms: 'range', year_built: 'range' });
  assert.deepEqual(codes({ living_area: '80.123', lot_size: 'many' }), {
    living_area: 'decimals',
    lot_size: 'not-a-number',
  });
  assert.deepEqual(codes({ currency: 'usd', contract: 'swap' }), { currency: 'choose', contract: 'choose' });
});

test('how an address is spelled is left to the API: letters, signs and spaces are no fault', () => {
  assert.deepEqual(codes({ city: '苏州', street: 'O’Connell  Street', number: '121/2', unit: '#5' }), {});
  assert.deepEqual(codes({ city: ` ${'x'.repeat(30)}${' '.repeat(40)}${'y'.repeat(29)} ` }), {});
  assert.deepEqual(codes({ region: '', postcode: '', unit: 'x'.repeat(61) }), { unit: 'too-long' });
});

test('pasted tabs and line ends are no fault, as the API turns them into spaces', () => {
  assert.deepEqual(codes({ headline: 'a\tb\nc\u2028d', description: 'a\u2029b' }), {});
  assert.deepEqual(codes({ headline: 'a\u0007', description: 'b\u2066' }), {
    headline: 'hidden-characters',
    description: 'hidden-characters',
  });
});

test('a rent has a period, and a sale sends none', () => {
  assert.deepEqual(codes({ contract: 'rent' }), { rent_period: 'required' });
  assert.deepEqual(codes({ contract: 'rent', rent_period: 'day' }), { rent_period: 'choose' });
  const rent = { ...HOUSE, contract: 'rent', rent_period: 'week' };
  assert.deepEqual([...faultsOf(rent)], []);
  assert.equal(draftBody(rent).rent_period, 'week');
  assert.equal('rent_period' in draftBody({ ...rent, contract: 'sale' }), false);
  assert.deepEqual(changeBody(rent, { ...rent, contract: 'sale' }), { contract: 'sale', rent_period: null });
});

test('bathrooms are counted in halves and quarters', () => {
  for (const count of ['0', '2', '2.5', '1.75', '1.250']) assert.deepEqual(codes({ bathrooms: count }), {}, count);
  assert.deepEqual(codes({ bathrooms: '1.3' }), { bathrooms: 'quarters' });
  assert.deepEqual(codes({ bathrooms: '99.25' }), { bathrooms: 'range' });
  assert.equal(draftBody({ ...HOUSE, bathrooms: '2.50' }).bathrooms, 2.5);
});

test('a price is on request or not, never unknown', () => {
  const shown = valuesOf({ ...HOUSE, price_on_request: false });
  const hidden = valuesOf({ ...HOUSE, price_on_request: true });
  assert.deepEqual(changeBody(shown, hidden), { price_on_request: true });
  assert.deepEqual(changeBody(hidden, shown), { price_on_request: false });
  assert.equal(draftBody(hidden).price_on_request, true);
  assert.equal('price_on_request' in draftBody(shown), false);
});

test('a listing has the typed address whatever its capitals and spaces', () => {
  const typed = { ...HOUSE, city: ' anytown ', unit: 'apt  4' };
  assert.ok(hasAddress(typed, { ...HOUSE, region: null, postcode: null, unit: 'Apt 4' }));
  assert.equal(hasAddress(typed, { ...HOUSE, unit: 'Apt 5' }), false);
  assert.equal(hasAddress(typed, { ...HOUSE, unit: null }), false);
});

test('a description is measured in bytes, as the API does', () => {
  assert.deepEqual(codes({ description: 'é'.repeat(2500) }), {});
  assert.deepEqual(codes({ description: 'é'.repeat(2501) }), { description: 'too-many-bytes' });
});

test('a price has the decimals of its currency', () => {
  assert.equal(priceFault('199.99', 'USD'), null);
  assert.deepEqual(priceFault('199.999', 'USD'), { code: 'decimals', decimals: 2 });
  assert.deepEqual(priceFault('100.5', 'SPL'), { code: 'decimals', decimals: 0 });
  assert.deepEqual(priceFault('100.5', 'JPY'), { code: 'decimals', decimals: 0 });
  assert.equal(priceFault('100.555', 'KWD'), null);
  assert.equal(priceFault('1,250,000.50', 'USD'), null);
  assert.deepEqual(priceFault('0', 'USD'), { code: 'not-positive' });
  assert.deepEqual(priceFault('9'.repeat(14), 'USD'), { code: 'too-long' });
  assert.deepEqual(priceFault('1,25', 'USD'), { code: 'not-a-number' });
});

test('a point before three digits is never read as decimals that end in zeros', () => {
  for (const [code, decimals] of DECIMALS)
    for (const typed of ['450.000', '1.250', '12.500']) {
      const fault = decimals < 3 ? { code: 'decimals', decimals } : null;
      assert.deepEqual(priceFault(typed, code), fault, `${typed} in ${code}`);
    }
  assert.deepEqual(codes({ living_area: '1.200', year_built: '1.990' }), {
    living_area: 'decimals',
    year_built: 'whole-number',
  });
  assert.equal(priceFault('450000.00', 'EUR'), null);
});

test('a price is understood with its currency before or behind it, in every way that a person writes it', () => {
  for (const code of DECIMALS.keys())
    for (const name of namesOf(code))
      for (const typed of [`${name}450,000`, `${name} 450 000`, `450000${name}`, `450,000 ${name.toUpperCase()}`]) {
        assert.equal(plainPrice(typed), '450000', typed);
        assert.equal(priceFault(typed, code), null, `${typed} in ${code}`);
      }
});

test('a price says so if its currency is another one than that which is chosen, unknown, or one of several', () => {
  assert.deepEqual(priceFault('£450,000', 'USD'), { code: 'other-currency', named: 'GBP' });
  assert.deepEqual(priceFault('$450,000', 'AUD'), null);
  assert.deepEqual(priceFault('$450,000', 'EUR'), { code: 'other-currency', named: 'USD' });
  assert.deepEqual(priceFault('450,000 kr', 'USD'), { code: 'currency-unclear' });
  assert.deepEqual(priceFault('450,000 doubloons', 'USD'), { code: 'currency-unclear' });
  for (const typed of ['£', '£450,000 GBP', '450£000', '-450000', '£4,50'])
    assert.deepEqual(priceFault(typed, 'GBP'), { code: 'not-a-number' }, typed);
});

test('every example fits the field beside which it is shown', () => {
  const numbers = FIELDS.filter(exampleOf);
  assert.ok(numbers.length >= 6, String(numbers));
  for (const field of numbers)
    for (const example of exampleOf(field).split(' or ')) {
      const fault = faultOf(field, { ...HOUSE, currency: 'GBP', [field]: example });
      assert.equal(fault, null, `${field}: ${example}`);
    }
});

test('the body has the numbers of the API, and leaves out empty fields', () => {
  assert.deepEqual(draftBody({ ...HOUSE, listprice: 'US$1,250,000.50', bedrooms: '3' }), {
    address: { country: 'USA', city: 'Anytown', street: 'Main Street', number: '111' },
    contract: 'sale',
    listprice: 1250000.5,
    currency: 'USD',
    description: 'A sunny house.',
    bedrooms: 3,
  });
});

test('the body has all seven fields of an address that has them', () => {
  const address = { ...HOUSE, region: 'Illinois', postcode: '62704', unit: ' Apt 4 ' };
  assert.deepEqual(draftBody(address).address, {
    country: 'USA',
    region: 'Illinois',
    city: 'Anytown',
    postcode: '62704',
    street: 'Main Street',
    number: '111',
    unit: 'Apt 4',
  });
});

test('a change sends changed fields, and null for emptied ones', () => {
  const before = valuesOf({ ...HOUSE, listprice: 250000, bedrooms: 3, headline: null });
  assert.deepEqual(changeBody(before, before), {});
  assert.deepEqual(changeBody(before, { ...before, bedrooms: ' ', listprice: '250,000.00', headline: ' New ' }), {
    bedrooms: null,
    headline: 'New',
  });
  assert.ok(isSame('listprice', '1,000', '1000.00'));
});
