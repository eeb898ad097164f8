// What an agent can say of a home, and what customers see of it: the whole address, rents, prices on request.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GOOD, address, call, drafted, fillIn, idOf, image, mark, openAs, placed } from './agents.mjs';
import { accessible, fits, isTheScripts, open, site } from './harness.mjs';

const NO_ANSWER = /status of 4\d\d/;
const WINDOW = { width: 1280, height: 900 };
const create = (page) => page.getByRole('button', { name: 'Create the draft' }).click();
const idIn = (page) => page.url().slice(`${site}/agent/listings/`.length);

/** What a page says of itself to search engines; a page that the script went to says nothing, so it is read anew. */
async function schema(page) {
  await page.reload();
  await isTheScripts(page);
  return JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
}

/** Give the open listing a photo and an approved contract, and publish it. */
async function publish(page) {
  await page.locator('input[type=file]').setInputFiles([image('a.png')]);
  await placed(page, 1);
  await page.getByLabel('Seller', { exact: true }).fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Draft the contract' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('button', { name: 'Close as sold or let' }).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await mark(page, 'published', 'done');
}

describe('the fields of a listing', { concurrency: 2 }, () => {
  test('a flat for rent is drafted, published and seen with its whole address and its period', async (t) => {
    const place = { ...address(), city: 'Fieldton' };
    const line = `Apt 4, ${place.number} Window Lane`;
    const page = await openAs(t, '/agent/new', WINDOW);
    await fillIn(page, place);
    await page.getByLabel('Region').fill('Illinois');
    await page.getByLabel('Postcode').fill('62704');
    await page.getByLabel('Flat or unit').fill('Apt 4');
    await page.getByLabel('Bathrooms').fill('2.3');
    assert.equal(await page.getByLabel('Rent is per').count(), 0);
    await page.getByRole('radio', { name: 'For rent' }).check();
    await create(page);
    await page.getByText('Use halves and quarters alone').waitFor();
    assert.equal(await page.locator('#rent_period-fault').textContent(), 'Fill this in.');
    await accessible(page);
    await page.getByLabel('Bathrooms').fill('2.5');
    await page.getByLabel('Rent is per').selectOption('week');
    await page.getByText('Customers see US$250,000 a week').waitFor();
    await create(page);
    await page.getByRole('heading', { level: 1, name: `${line}, Fieldton` }).waitFor();
    await page.getByText(`${line}, Fieldton, Illinois, 62704, USA`).first().waitFor();
    const id = idIn(page);
    await publish(page);
    const [contract] = await call('Contracts', 'GET', `/contracts?property_id=${id}`);
    assert.deepEqual(contract.address, { ...place, region: 'Illinois', postcode: '62704', unit: 'Apt 4' });

    const customer = await open(t, `/search/${id.split('/').slice(0, 2).join('/')}?sort=newest`, {
      ...WINDOW,
      latePhotos: true,
    });
    await isTheScripts(customer);
    await customer.getByRole('heading', { name: 'Homes in Fieldton, Illinois' }).waitFor();
    const card = customer.locator('.card').filter({ hasText: line });
    assert.match(await card.textContent(), /US\$250,000 a week[^]*Fieldton, Illinois, 62704[^]*2\.5 bath/);
    await customer.getByLabel('Sort by').selectOption('price');
    await customer.getByText('Only homes priced in USD').waitFor();
    await customer.getByLabel('Currency').selectOption('EUR');
    await customer.getByRole('heading', { name: 'No homes found' }).waitFor();
    assert.match(customer.url(), /currency=EUR/);
    await accessible(customer);
    await customer.goBack();
    await card.getByRole('link').click();
    await customer.getByRole('heading', { level: 1, name: line }).waitFor();
    assert.match(
      await customer.locator('.summary').textContent(),
      /Fieldton, Illinois, 62704, USA\s+US\$250,000 a week/,
    );
    const { offers, about } = await schema(customer);
    assert.deepEqual(offers.priceSpecification, {
      '@type': 'UnitPriceSpecification',
      price: 250000,
      priceCurrency: 'USD',
      unitCode: 'WEE',
    });
    assert.deepEqual([about.address.streetAddress, about.numberOfPartialBathrooms], [line, 1]);
  });

  test('a price on request is shown to its agent, and as no number to anybody else', async (t) => {
    const place = await drafted({ listprice: 987654 });
    const page = await openAs(t, `/agent/listings/${idOf(place)}`, WINDOW);
    await page.getByLabel('On request').check();
    await page.getByText('Customers see Price on request').waitFor();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('US$987,654 (on request').first().waitFor();
    await publish(page);
    await page.goto(`${site}/agent/`);
    await page.getByText('US$987,654 (on request').first().waitFor();

    const customer = await open(t, '/search/usa/browserville?sort=newest', { ...WINDOW, latePhotos: true });
    await isTheScripts(customer);
    const card = customer.locator('.card').filter({ hasText: `${place.number} Window Lane` });
    await card.getByText('Price on request').waitFor();
    await card.getByRole('link').click();
    await customer.getByText(GOOD).waitFor();
    assert.equal(await customer.locator('.price').textContent(), 'Price on request');
    assert.doesNotMatch(await customer.content(), /987[,.]?654/);
    assert.deepEqual(Object.keys((await schema(customer)).offers), [
      '@type',
      'url',
      'businessFunction',
      'availability',
    ]);
    await accessible(customer);
    await customer.setViewportSize({ width: 320, height: 640 });
    await fits(customer);
  });

  test('an address that is taken is shown with the listing that has it, and the API’s errors at their fields', async (t) => {
    const place = await drafted({ headline: 'The first one' });
    const page = await openAs(t, '/agent/new', { ...WINDOW, expected: [NO_ANSWER] });
    await fillIn(page, { ...place, street: '\u{1f984}' });
    await create(page);
    await page.locator('#street-fault').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'street');
    await page.getByLabel('Street').fill(' window   LANE ');
    await create(page);
    const held = page.getByRole('alert').filter({ hasText: `${place.number} Window Lane, Browserville, USA` });
    await held.getByText('It is yours').waitFor();
    await accessible(page);
    await held.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'The first one' }).waitFor();
    assert.equal(idIn(page), idOf(place));
  });
});
