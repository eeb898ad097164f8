// The filters by facts of a home: behind one disclosure, in the address, and as the API answers them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, fits, open, site } from './harness.mjs';

const ANYTOWN = '/search/usa/anytown';
const USA = '/search-homes/usa';
const NARROW = { width: 320, height: 640 };

/** The query of a page's address. */
const asked = (page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Wait until a page shows what the API finds for its address: as much as a page of it has. */
async function agrees(page) {
  const { pathname, search } = new URL(page.url());
  const found = await (await fetch(`${site}/api/web${pathname}${search || '?'}&limit=24`)).json();
  await page.waitForFunction(
    (homes) => {
      const shown = [...document.querySelectorAll('customers-app .card a')].map((link) => link.getAttribute('href'));
      return JSON.stringify(shown) === JSON.stringify(homes);
    },
    found.map((card) => `/properties/${card.property_id}`),
  );
  return found;
}

test('facts are filtered behind one disclosure; back undoes them, and a shared address shows them', async (t) => {
  const page = await open(t, ANYTOWN);
  const all = await agrees(page);
  assert.equal(await page.getByLabel('Heating').count(), 0); // their code is not loaded yet
  await page.getByText('More filters').click();
  const type = all.find((card) => card.property_type).property_type;
  await page.getByLabel('Type').selectOption(type);
  await page.waitForURL(/property_type=/);
  const some = await agrees(page);
  assert.ok(some.length && some.every((card) => card.property_type === type));
  await page.getByLabel('Bathrooms').selectOption('2');
  await page.waitForURL(/bathrooms=2/);
  await agrees(page);
  await accessible(page);
  const other = await open(t, page.url().slice(site.length));
  await agrees(other);
  assert.equal(await other.getByLabel('Bathrooms').inputValue(), '2');
  await page.goBack();
  await page.goBack();
  await agrees(page);
  assert.deepEqual(asked(page), {});
});

test('a number that is none is explained, and searched only when it is right, with the keyboard alone', async (t) => {
  const page = await open(t, ANYTOWN);
  await page.setViewportSize(NARROW);
  await agrees(page);
  await page.getByText('More filters').focus();
  await page.keyboard.press('Enter');
  const least = page.getByLabel('Living area from (m²)');
  await least.focus();
  await page.keyboard.type('large');
  await page.keyboard.press('Enter');
  await page.getByText('Use a number up to 100,000, such as 85 or 120.5').waitFor();
  assert.equal(await least.inputValue(), 'large');
  assert.deepEqual(asked(page), {});
  await accessible(page);
  await fits(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1,00.5');
  await page.keyboard.press('Enter');
  await page.waitForURL(/min_living_area=100\.5/);
  await agrees(page);
  assert.equal(await least.inputValue(), '100.5');
  await page.getByLabel('Living area to (m²)').fill('50');
  await page.getByLabel('Living area to (m²)').press('Enter');
  await page.getByText('The greatest is below the least').waitFor();
  assert.deepEqual(asked(page), { min_living_area: '100.5' });
});

test('a sentence with facts leads to its filters', async (t) => {
  const page = await open(t, `/search/?q=${encodeURIComponent('Anytown house with 2 baths, at least 90 m²')}`);
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
  const { q, ...filters } = asked(page);
  assert.ok(q);
  assert.deepEqual(filters, { property_type: 'house', bathrooms: '2', min_living_area: '90' });
  await page.getByLabel('Living area from (m²)').waitFor();
  assert.equal(await page.getByLabel('Living area from (m²)').inputValue(), '90');
  assert.equal(await page.getByLabel('Type').inputValue(), 'house');
});

test('all homes of a country are searched from the page of its cities, and from a sentence', async (t) => {
  const page = await open(t, '/search/usa');
  await page.getByRole('link', { name: 'Search all of its homes' }).click();
  await page.getByRole('heading', { name: 'All homes in USA' }).waitFor();
  assert.equal(new URL(page.url()).pathname, USA);
  const all = await agrees(page);
  assert.ok(all.length && all.every((card) => card.country === 'USA'));
  await page.getByLabel('Sort by').selectOption('price');
  await page.waitForURL(/sort=price/);
  const priced = await agrees(page);
  await page.getByText(`Only homes priced in ${priced[0].currency}`).waitFor();
  await accessible(page);
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'USA' }).click();
  await page.getByRole('heading', { name: 'Homes in USA', exact: true }).waitFor();
  const typed = await open(t, `/search/?q=${encodeURIComponent('USA house with 2 baths')}`);
  await typed.waitForURL(`**${USA}?*`);
  const { q, ...filters } = asked(typed);
  assert.equal(q, 'USA house with 2 baths');
  assert.deepEqual(filters, { property_type: 'house', bathrooms: '2' });
  assert.ok((await agrees(typed)).length);
  await fits(typed);
});

test('words of descriptions are looked for, and what is no word is explained', async (t) => {
  const page = await open(t, ANYTOWN);
  const all = await agrees(page);
  await page.getByText('More filters').click();
  const words = page.getByLabel('Words in its description');
  await words.fill('COTTAGE gard');
  await words.press('Enter');
  await page.waitForURL(/words=COTTAGE\+gard/);
  const some = await agrees(page);
  assert.ok(some.length && some.length < all.length);
  assert.ok(some.some((card) => /cottage/i.test(card.headline ?? '')));
  await words.fill('!!');
  await words.press('Enter');
  await page.getByText('Use a word with letters or digits').waitFor();
  assert.equal(await words.inputValue(), '!!');
  assert.equal(asked(page).words, 'COTTAGE gard');
  await accessible(page);
  await words.fill('no home has this word');
  await words.press('Enter');
  await page.getByText('No home here matches all of these filters').waitFor();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await agrees(page);
});
