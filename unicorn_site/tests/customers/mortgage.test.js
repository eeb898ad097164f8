// What a loan costs: known answers, the bank's own arithmetic month by month, and terms that make no sense.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS, estimate, typedNumber, wrongTerms } from '../../src/customers/mortgage.js';
import { numbers } from '../numbers.js';

/** @type {[number, number, number, number, number, number][]} price, deposit, rate, years; monthly, interest */
const TABLE = [
  [300_000, 60_000, 4, 25, 1266.81, 140_042.53],
  [200_000, 0, 6, 30, 1199.1, 231_676.38],
  [100_000, 20_000, 0, 20, 333.33, 0],
  [120_000, 0, 12, 1, 10_661.85, 7942.26],
  [1, 0, 30, 50, 0.03, 14.0],
];
for (const [price, deposit, rate, years, monthly, interest] of TABLE) {
  test(`${price - deposit} at ${rate} % over ${years} years`, () => {
    const found = estimate({ price, deposit, rate, years });
    assert.equal(found.loan, price - deposit);
    assert.ok(Math.abs(found.monthly - monthly) < 0.006, String(found.monthly));
    assert.ok(Math.abs(found.interest - interest) < 0.02, String(found.interest));
  });
}

test('after the last payment nothing is owed', () => {
  const random = numbers(5);
  for (let turn = 0; turn < 300; turn++) {
    const price = Math.ceil(10 ** (2 + random() * 10));
    const terms = {
      price,
      deposit: Math.floor(price * random()),
      rate: Math.round(random() * LIMITS.rate * 1000) / 1000,
      years: 1 + Math.floor(random() * LIMITS.years),
    };
    assert.deepEqual(wrongTerms(terms), []);
    const { loan, monthly, interest } = estimate(terms);
    let owed = loan;
    for (let month = 0; month < terms.years * 12; month++) owed += (owed * terms.rate) / 1200 - monthly;
    const growth = (1 + terms.rate / 1200) ** (terms.years * 12); // what a rounding error becomes
    assert.ok(Math.abs(owed) <= loan * growth * 1e-11 + 1e-9, JSON.stringify({ terms, owed }));
    assert.ok(interest >= 0);
  }
});

test('a higher rate costs more, and a longer term less a month', () => {
  const terms = { price: 300_000, deposit: 60_000, rate: 4, years: 25 };
  assert.ok(estimate({ ...terms, rate: 4.1 }).monthly > estimate(terms).monthly);
  assert.ok(estimate({ ...terms, rate: 0.000_001 }).monthly - 800 < 0.001);
  assert.ok(estimate({ ...terms, years: 26 }).monthly < estimate(terms).monthly);
});

/** @type {[Partial<import('../../src/customers/mortgage.js').Terms>, string[]][]} */
const WRONG = [
  [{}, []],
  [{ deposit: 0, rate: 0, years: 1 }, []],
  [{ rate: LIMITS.rate, years: LIMITS.years }, []],
  [{ deposit: 300_000 }, ['deposit']],
  [{ deposit: -1 }, ['deposit']],
  [{ deposit: NaN }, ['deposit']],
  [{ rate: -0.1 }, ['rate']],
  [{ rate: LIMITS.rate + 0.1 }, ['rate']],
  [{ rate: NaN }, ['rate']],
  [{ years: 0 }, ['years']],
  [{ years: 2.5 }, ['years']],
  [{ years: LIMITS.years + 1, rate: NaN }, ['rate', 'years']],
];
for (const [change, fields] of WRONG) {
  const terms = { price: 300_000, deposit: 60_000, rate: 4, years: 25, ...change };
  test(`wrong in ${JSON.stringify(terms)}: ${fields}`, () => assert.deepEqual(wrongTerms(terms), fields));
}

/** @type {[string, {whole?: boolean}, number][]} */
const TYPED = [
  ['3.5', {}, 3.5],
  ['3,5', {}, 3.5],
  [' 4 ', {}, 4],
  ['3.5.1', {}, NaN],
  ['-3', {}, NaN],
  ['1e2', {}, NaN],
  ['3 %', {}, NaN],
  ['', {}, NaN],
  ['250000', { whole: true }, 250_000],
  ['250,000', { whole: true }, 250_000],
  ['1.250.000', { whole: true }, 1_250_000],
  ['1 250 000', { whole: true }, 1_250_000],
  ["250'000", { whole: true }, 250_000],
  ['2450.50', { whole: true }, NaN],
  ['25,0', { whole: true }, NaN],
  ['', { whole: true }, NaN],
];
for (const [text, how, value] of TYPED)
  test(`"${text}" as ${how.whole ? 'a whole number' : 'a number'}`, () => assert.equal(typedNumber(text, how), value));
