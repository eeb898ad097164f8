// The search box: what is typed is understood, places are suggested, and what is not understood is said.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, fits, open, site } from './harness.mjs';

const ANYTOWN = '/search/usa/anytown';
const TYPED = 'Anytown 3 bed under 900k with a GARDEN and 9 rooms';
const QUERY = 'bedrooms=3&max_price=900000&words=garden&limit=24';
const box = (page) => page.getByRole('combobox', { name: 'Where, and what kind of home?' });
const options = (page) => page.getByRole('listbox', { name: 'Places' }).getByRole('option');

/** The query of a page's address. */
const asked = (page) => Object.fromEntries(new URL(page.url()).searchParams);

test('a sentence leads to the place and its filters, and says what was left out', async (t) => {
  const page = await open(t, '/');
  await box(page).fill(TYPED);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
  assert.equal(new URL(page.url()).pathname, ANYTOWN);
  assert.deepEqual(asked(page), {
    bedrooms: '3',
    max_price: '900000',
    words: 'GARDEN',
    q: TYPED,
  });
  assert.equal(await page.getByLabel('Bedrooms').inputValue(), '3');
  assert.equal(await page.getByLabel('Price to').inputValue(), '900000');
  await page.getByText('Not understood, and left out: “9 rooms”').waitFor();
  await page.locator('customers-app .card').first().waitFor();
  const cards = await (await fetch(`${site}/api/web${ANYTOWN}?${QUERY}`)).json();
  assert.ok(cards.length);
  assert.equal(await page.locator('customers-app .card').count(), cards.length);
  await accessible(page);
  await page.goBack();
  await page.getByRole('heading', { name: /Find a home/ }).waitFor(); // the text's own address left no entry
});

test('places are suggested while one types, with the keyboard alone', async (t) => {
  const page = await open(t, '/');
  await page.keyboard.press('Tab');
  while (!(await box(page).evaluate((field) => field === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.type('ANYT');
  await options(page).first().waitFor();
  assert.match(await options(page).first().textContent(), /Anytown\s+USA/);
  assert.equal(await box(page).getAttribute('aria-expanded'), 'true');
  await accessible(page);
  await page.keyboard.press('Escape');
  await options(page).first().waitFor({ state: 'detached' });
  await page.keyboard.type('own 2 bed');
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const active = await box(page).getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
  assert.equal(asked(page).bedrooms, '2');
});

test('a suggestion is chosen with the mouse, and a street is one', async (t) => {
  const page = await open(t, '/');
  await box(page).fill('anytown main');
  await options(page).filter({ hasText: 'Main Street' }).click();
  await page.waitForURL(new RegExp(`${ANYTOWN}/main-street`));
  await page.getByRole('heading', { name: 'Homes in Main Street, Anytown' }).waitFor();
});

test('what is no place is said, on a narrow window too', async (t) => {
  const page = await open(t, '/', { width: 320, height: 640 });
  await box(page).fill('Atlantis 3 bed');
  await box(page).press('Enter');
  await page.getByRole('heading', { name: 'No place with homes has this name' }).waitFor();
  await page.getByText('“Atlantis”').waitFor();
  assert.equal(await box(page).inputValue(), 'Atlantis 3 bed');
  await accessible(page);
  await fits(page);
});

test('without JavaScript the same form shows the same homes', async (t) => {
  const page = await open(t, '/', { javaScriptEnabled: false });
  await page.getByRole('searchbox', { name: 'Where, and what kind of home?' }).fill(TYPED);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/search/');
  await page.getByText('3 or more bedrooms, up to 900,000').waitFor();
  await page.getByText('“GARDEN”').waitFor();
  await page.getByText('“9 rooms”').waitFor();
  const cards = await (await fetch(`${site}/api/web${ANYTOWN}?${QUERY}`)).json();
  assert.ok(cards.length);
  assert.equal(await page.locator('.card').count(), cards.length);
});
