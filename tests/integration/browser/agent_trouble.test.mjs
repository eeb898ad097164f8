// What goes wrong while an agent works: the page says so, keeps what was typed, and goes on where it was.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GOOD, address, call, contracted, drafted, fillIn, idOf, openAs, image, placed } from './agents.mjs';
import { accessible, passwords, site } from './harness.mjs';

const MARKUP = '<img src=x onerror=alert(1)>';
const NO_ANSWER = /Failed to load resource|net::ERR/;

/** A listing's page, with an agent signed in. */
async function at(t, place, options) {
  const page = await openAs(t, `/agent/listings/${idOf(place)}`, options);
  await page.getByRole('heading', { name: 'Details' }).waitFor();
  await page.waitForLoadState('networkidle'); // publication and contracts have come, too
  return page;
}
const saved = (page) => page.getByText('Everything is saved').waitFor();
const save = (page) => page.getByRole('button', { name: 'Save changes' }).click();

describe('agents with failures and conflicts', { concurrency: 2 }, () => {
  test('offline, a change is kept over a closed page, and saved once the network is back', async (t) => {
    const place = await drafted();
    const page = await at(t, place, { expected: [NO_ANSWER] });
    await page.context().setOffline(true);
    await page.getByLabel('Headline').fill('Sun all day');
    await save(page);
    await page.getByRole('alert').getByText('You are offline').waitFor();
    await accessible(page);
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('was kept and is restored').waitFor();
    assert.equal(await page.getByLabel('Headline').inputValue(), 'Sun all day');
    await accessible(page);
    await save(page);
    await saved(page);
    const [listing] = await call('Web', 'GET', `/properties?property_id=${idOf(place)}`);
    assert.equal(listing.headline, 'Sun all day');
  });

  test('a sign-in that ends in the middle of an edit is renewed in place, and the edit goes through', async (t) => {
    const place = await drafted();
    const page = await at(t, place, { expected: [NO_ANSWER] });
    await page.getByLabel('Headline').fill('Still here');
    await page.evaluate(() => {
      const spoilt = (token) => `${token.slice(0, -8)}AAAAAAAA`;
      const kept = JSON.parse(sessionStorage.getItem('unicorn:session'));
      const tokens = { id_token: spoilt(kept.id_token), refresh_token: 'none' };
      document.querySelector('agent-app').session.begin(tokens);
    });
    await save(page);
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await accessible(page);
    await dialog.getByLabel('Password').fill('wrong');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.getByText('Wrong name or password').waitFor();
    await dialog.getByLabel('Password').fill(passwords.agent1);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await saved(page);
    assert.equal(await page.getByLabel('Headline').inputValue(), 'Still here');
  });

  test('after a concurrent change both versions are shown and either can be chosen', async (t) => {
    const place = await drafted();
    const page = await at(t, place, { expected: [NO_ANSWER] });
    await page.getByLabel('Price', { exact: true }).fill('260000');
    await page.getByLabel('Headline').fill('Mine');
    const path = `/properties/${idOf(place)}`;
    const theirs = { listprice: 270000, bedrooms: 3, headline: MARKUP };
    await call('Web', 'PATCH', path, theirs, { name: 'admin1', headers: { 'If-Match': '*' } });
    await save(page);
    const conflict = page.getByRole('region', { name: 'Somebody else changed this listing while you typed' });
    await conflict.waitFor();
    await accessible(page);
    await conflict.getByRole('group', { name: 'Headline' }).getByLabel('Theirs').check();
    await conflict.getByRole('button', { name: 'Save both together' }).click();
    await saved(page);
    const [{ listprice, bedrooms, headline }] = await call('Web', 'GET', `/properties?property_id=${idOf(place)}`);
    assert.deepEqual({ listprice, bedrooms, headline }, { listprice: 260000, bedrooms: 3, headline: MARKUP });
    await page.getByRole('heading', { name: MARKUP }).waitFor();
    assert.equal(await page.locator('img[src=x]').count(), 0);
  });

  test('an address that another agent has listed is an error that keeps the input', async (t) => {
    const place = await drafted({}, { name: 'agent2' });
    const page = await openAs(t, '/agent/new', { expected: [NO_ANSWER] });
    await fillIn(page, place);
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByText(`${place.number} Window Lane, Browserville, USA. It is another agent’s.`).waitFor();
    await accessible(page);
    assert.equal(await page.getByLabel('Description').inputValue(), GOOD);
  });

  test('a contract that somebody else has changed is shown in its current status', async (t) => {
    const place = await drafted();
    await contracted(place);
    const page = await at(t, place, { expected: [NO_ANSWER] });
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await call('Contracts', 'PUT', '/contracts', { property_id: idOf(place), contract_status: 'CANCELLED' });
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Somebody else changed the contract meanwhile').waitFor();
    await page.getByRole('button', { name: 'Draft the contract' }).waitFor();
    await accessible(page);
  });

  test('an interrupted upload is reported, and succeeds at the next try', async (t) => {
    const place = await drafted();
    const page = await at(t, place, { expected: [NO_ANSWER] });
    let broken = 0;
    const breakOff = (route) =>
      route.request().method() === 'POST' ? ((broken += 1), route.abort('connectionreset')) : route.continue();
    await page.route(/imagesbucket/, breakOff);
    await page
      .locator('input[type=file]')
      .setInputFiles([image('a.png'), { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') }]);
    await page.getByText('Interrupted: The connection was interrupted.').waitFor();
    await page.getByText('Rejected: This is not a JPEG, PNG, WebP, GIF or AVIF file.').waitFor();
    assert.equal(broken, 3);
    await accessible(page);
    await page.unroute(/imagesbucket/, breakOff);
    await page.getByRole('button', { name: 'Try again: a.png' }).click();
    await placed(page, 1);
    const [{ images }] = await call('Web', 'GET', `/properties?property_id=${idOf(place)}`);
    assert.deepEqual(
      images.map(({ status }) => status),
      ['READY'],
    );
  });

  test('a file that is not an image is rejected with the reason, whatever its name', async (t) => {
    const place = await drafted();
    const page = await at(t, place);
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no image') }]);
    await page.getByText(/^Rejected: .*JPEG, PNG, WebP, GIF or AVIF/).waitFor();
    await page.getByRole('button', { name: 'Dismiss: a.png' }).click();
  });

  test('an API that is down has another message than being offline, and the page recovers', async (t) => {
    const place = address();
    const page = await openAs(t, '/agent/new', { expected: [NO_ANSWER] });
    await fillIn(page, place);
    const down = (route) => route.abort('connectionrefused');
    await page.route(/\/api\/web\//, down);
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('alert').getByText('We cannot be reached at the moment').waitFor();
    await accessible(page);
    await page.unroute(/\/api\/web\//, down);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: `${place.number} ${place.street}, ${place.city}` }).waitFor();
  });

  test('a publication or contract call that fails leaves the form unchanged and can be repeated', async (t) => {
    const place = await drafted();
    const page = await openAs(t, '/agent/', { expected: [NO_ANSWER] });
    const down = (route) => route.abort('connectionrefused');
    for (const path of [/\/publication$/, /\/contracts\?/]) await page.route(path, down);
    await page.goto(`${site}/agent/listings/${idOf(place)}`);
    const publication = page.locator('.card.publication').getByRole('alert');
    const contract = page.locator('.card.contract').getByRole('alert');
    await publication.getByText('We cannot be reached at the moment').waitFor();
    await contract.getByText('We cannot be reached at the moment').waitFor();
    await page.getByLabel('Headline').fill('Still here');
    await accessible(page);
    await page.unrouteAll();
    await contract.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Draft the contract' }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
    await save(page);
    await saved(page);
    assert.equal(await page.getByLabel('Headline').inputValue(), 'Still here');
  });

  test('a lost response does not cause a duplicate', async (t) => {
    const place = address();
    const page = await openAs(t, '/agent/new', { expected: [NO_ANSWER] });
    await fillIn(page, place);
    /** Let one request through, and lose its answer. */
    const loseAnswer = (path) => {
      let isLost = false;
      return page.route(path, async (route) => {
        if (isLost || route.request().method() !== 'POST') return route.fallback();
        isLost = true;
        await route.fetch();
        await route.abort('connectionreset');
      });
    };
    await loseAnswer(/\/api\/web\/properties$/);
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: `${place.number} ${place.street}, ${place.city}` }).waitFor();

    await page.getByLabel('Seller', { exact: true }).fill('Ada');
    await loseAnswer(/\/api\/contracts\/contracts$/);
    await page.getByRole('button', { name: 'Draft the contract' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    const contracts = await call('Contracts', 'GET', `/contracts?property_id=${idOf(place)}`);
    assert.equal(contracts.length, 1);
  });

  test('an order of images is kept for the remaining images after a concurrent removal', async (t) => {
    const place = await drafted();
    const page = await at(t, place, { expected: [NO_ANSWER] });
    await page.locator('input[type=file]').setInputFiles(['a.png', 'b.png', 'c.png'].map((name) => image(name)));
    await placed(page, 3);
    const names = await page.locator('.images .name').allTextContents();
    await page.getByRole('button', { name: `Move ${names[2]} earlier` }).click();
    const [{ images }] = await call('Web', 'GET', `/properties?property_id=${idOf(place)}`);
    await call('Web', 'DELETE', `/properties/${idOf(place)}/images/${images[0].image_id}`);
    await page.getByRole('button', { name: 'Save order and texts' }).click();
    await page.getByText('Photos were added or removed meanwhile').waitFor();
    await page.getByRole('button', { name: 'Save order and texts' }).click();
    await page.getByRole('button', { name: 'Save order and texts' }).waitFor({ state: 'detached' });
    assert.deepEqual(await page.locator('.images .name').allTextContents(), [names[2], names[1]]);
  });
});
