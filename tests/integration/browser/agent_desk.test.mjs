// What helps at the agents' desk: what is still to do, every reason at once, numbers as people type them, a long list.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GOOD, contracted, drafted, idOf, image, mark, openAs, placed } from './agents.mjs';
import { accessible, fits } from './harness.mjs';

/** The photo makes a new version, so the form that was typed before is merged and saved again. */
const SAVED_MEANWHILE = /status of 412/;
const NUMBERS = ['Bedrooms', 'Bathrooms', 'Living area', 'Lot size', 'Year built'];

describe('help at the desk', { concurrency: 2 }, () => {
  test('Publish is off while something is to do, and says what', async (t) => {
    const place = await drafted();
    const page = await openAs(t, `/agent/listings/${idOf(place)}`, { expected: [SAVED_MEANWHILE] });
    const asked = [];
    page.on('request', (request) => request.url().endsWith('/request_approval') && asked.push(request.url()));
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    const first = page.locator('#ask-first');
    const press = () => publish.press('Enter'); // a mouse would wait until the button is on
    await first
      .getByText('Before you can publish: At least one photo; A contract (it may still be a draft).')
      .waitFor();
    assert.equal(await publish.getAttribute('aria-disabled'), 'true');
    assert.equal(await publish.getAttribute('aria-describedby'), 'ask-first');
    await accessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await fits(page);

    await contracted(place); // by a colleague
    await press();
    await first.getByText('Before you can publish: At least one photo.').waitFor();
    await page.getByLabel('Headline').fill('Sun all day');
    await first.getByText('Before you can publish: At least one photo; Details are not saved yet.').waitFor();
    await page.locator('input[type=file]').setInputFiles([image('a.png')]);
    await placed(page, 1);
    await first.getByText('Before you can publish: Details are not saved yet.').waitFor();
    await press();
    assert.deepEqual(asked, []);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await first.waitFor({ state: 'detached' });
    await press();
    await mark(page, 'approval', 'current');
    assert.equal(asked.length, 1);
    const left = await page.locator('#time-left').textContent();
    assert.match(
      left,
      /^It waits for that until .+ at least, 14 minutes from now\. Without the approval it is declined/,
    );
    await accessible(page);
  });

  test('every reason is given at the first try, with the field and the words that it is about', async (t) => {
    const headline = 'A horrible and ugly place, for sale at last';
    const place = await drafted({ headline, description: GOOD });
    await contracted(place, 'APPROVED');
    const page = await openAs(t, `/agent/listings/${idOf(place)}`);
    await page.locator('input[type=file]').setInputFiles([image('fine.png'), image('unsafe.png', { marked: true })]);
    await placed(page, 2);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await mark(page, 'declined', 'current');
    const reasons = await page.locator('.reasons li').allTextContents();
    assert.equal(reasons.length, 2, String(reasons));
    assert.match(reasons[0], /^\s*The photo looks like Test Mark \(98\.5 %\)/);
    assert.match(reasons[1], /^\s*Negative: 'horrible', 'ugly' in the headline\. Reword it/);
    await accessible(page);

    await page.getByLabel('Headline').fill('A sunny place, for sale at last');
    await page.getByLabel('Description').fill(GOOD);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    await page.getByRole('button', { name: 'Remove unsafe.png' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await placed(page, 1);
    await page.getByRole('button', { name: 'Publish again' }).click();
    await mark(page, 'published', 'done');
  });

  test('a price is understood with its currency, and each field shows an example of its own', async (t) => {
    const place = await drafted();
    const page = await openAs(t, `/agent/listings/${idOf(place)}`);
    const price = page.getByLabel('Price', { exact: true });
    await price.fill('£450,000');
    await page.getByText('Customers see £450,000').waitFor();
    assert.equal(await page.getByLabel('Currency').inputValue(), 'GBP');
    await page.getByLabel('Currency').selectOption('CHF');
    await price.press('Tab');
    await page.getByText('Here the price is in GBP, but another currency is chosen.').waitFor();
    await price.fill('450 000 CHF');
    await page.getByText('Customers see CHF').waitFor();
    for (const name of NUMBERS) {
      const field = page.getByLabel(name);
      await field.fill('many');
      await field.press('Tab');
      const said = await page.locator(`#${await field.getAttribute('id')}-fault`).textContent();
      const [, example] = /^Type a number, such as (\S+)\.$/.exec(said) ?? assert.fail(said);
      await field.fill(example);
      await page.locator(`#${await field.getAttribute('id')}-fault`).waitFor({ state: 'detached' });
    }
    await accessible(page);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    await page.reload();
    await page.getByText('Customers see CHF').waitFor();
    assert.deepEqual([await price.inputValue(), await page.getByLabel('Year built').inputValue()], ['450000', '1987']);
  });

  test('the list is searched and sorted, and says how many listings there are of each status', async (t) => {
    const word = `orangery${Date.now()}`;
    const prices = [300_000, 100_000, 200_000];
    for (const listprice of prices)
      await drafted({ listprice, headline: `Sunny Órangery${word.slice(8)}` }, { name: 'agent2' });
    const page = await openAs(t, '/agent/', { name: 'agent2' });
    const shown = page.locator('.listings > li');
    const counts = async () => {
      await page.locator('.filter .count').nth(5).waitFor();
      return (await page.locator('.filter .count').allTextContents()).map(Number);
    };
    const [all, drafts, ...others] = await counts();
    assert.equal(all, drafts + others.reduce((sum, count) => sum + count, 0));
    assert.ok(drafts >= 3);

    await page.getByLabel('Search in addresses and texts').fill(`${word.toUpperCase()} browserville`);
    await page.getByText('3 listings found.').waitFor();
    const shownPrices = async () =>
      (await shown.locator('strong').allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
    assert.deepEqual(await shownPrices(), [200_000, 100_000, 300_000]);
    await page.getByLabel('Sort by').selectOption('Lowest price');
    await page.waitForFunction(() => new URL(location.href).searchParams.get('sort') === 'price');
    assert.deepEqual(await shownPrices(), [100_000, 200_000, 300_000]);
    await accessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await fits(page);

    await shown.first().getByRole('link').click();
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('heading', { name: 'My listings' }).waitFor();
    assert.deepEqual((await counts()).slice(0, 2), [all - 1, drafts - 1]);
    await page.evaluate(() => history.go(-2)); // past the page of what is deleted
    await page.getByText('2 listings found.').waitFor(); // the address has the words and the order
    assert.deepEqual(await shownPrices(), [200_000, 300_000]);
    await page.getByLabel('Search in addresses and texts').fill('no such words');
    await page.getByText('No listing has all these words.').waitFor();
    await accessible(page);
  });
});
