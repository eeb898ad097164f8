// Homes on a map: on a search's page, on a home's page, with the keyboard, and at the agents' desk.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { address, call, fillIn, openAs } from './agents.mjs';
import { accessible, fits, isTheScripts, open, report, site } from './harness.mjs';

const FREIBURG = '/search/germany/freiburg';
const HOME = '/properties/germany/freiburg/herrengasse/12';
const ROUGH = '/properties/germany/freiburg/am-waldrand/3'; // its agent states 47.9851, 7.8793
const UNPLACED = '/properties/wonderland/rainbow-falls/castle-hill/1';
const WINDOW = { width: 1280, height: 900 };
const LATE = { ...WINDOW, latePhotos: true };
const EVERYWHERE = 'bbox=-180,-90,180,90&limit=100';
const dots = (page) => page.locator('map-view .dot');
const found = async (path) => (await fetch(`${site}/api/web${path}`)).json();
const namesOf = (page) => page.locator('map-view .dot').evaluateAll((all) => all.map((dot) => dot.ariaLabel));

/** Open a page, and wait until the script shows it. */
async function show(t, path, options = LATE) {
  const page = await open(t, path, options);
  await isTheScripts(page);
  return page;
}

/** Open the map of a page, whose code is not there before. */
async function openMap(page, summary) {
  assert.equal(await hasCode(page), false, page.url());
  await page.getByText(summary, { exact: true }).click();
  await page.locator('map-view .scale').waitFor();
  assert.equal(await hasCode(page), true);
}

/** Whether a page has fetched the code of maps: what it does not know, it cannot draw. */
const hasCode = (page) => page.evaluate(() => Boolean(customElements.get('map-view')));

describe('the map', { concurrency: 2 }, () => {
  test('a search shows its homes on a map, and finds those of a part of it', async (t) => {
    const page = await show(t, FREIBURG);
    const fetched = [];
    page.on('response', (response) => fetched.push(response));
    await openMap(page, 'Show on a map');
    await dots(page).first().waitFor();
    await page.locator('map-view .inset .land').first().waitFor({ state: 'attached' });
    const scripts = fetched.filter((response) => response.url().endsWith('.js'));
    const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
    report(`a map: ${sizes.join(' + ')} bytes of script, compressed, fetched when it is opened`);
    const all = await found(`${FREIBURG}?${EVERYWHERE}`);
    assert.ok(all.length >= 2);
    await page.locator('homes-map').getByText(`${all.length} homes with a location are on the map.`).waitFor();
    await accessible(page);
    await page.locator('customers-app .card').first().hover();
    await page.locator('map-view .dot.near').waitFor();

    for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Search in this part of the map' }).click();
    await page.waitForURL(/bbox=/);
    const box = new URL(page.url()).searchParams.get('bbox');
    const some = await found(`${FREIBURG}?bbox=${box}&limit=24`);
    assert.ok(some.length < all.length);
    await page.waitForFunction(
      (wanted) =>
        wanted ===
        [...document.querySelectorAll('customers-app .card h3 a')].map((link) => link.getAttribute('href')).join(),
      some.map((card) => `/properties/${card.property_id}`).join(),
    );
    await page.getByRole('button', { name: 'Search everywhere again' }).click();
    await page.waitForURL((url) => !url.searchParams.has('bbox'));
    await page.goBack();
    await page.waitForURL(/bbox=/);
    await page.getByRole('button', { name: 'Search everywhere again' }).waitFor();
  });

  test('a part of the map without homes says so, and leads back', async (t) => {
    const page = await show(t, `${FREIBURG}?bbox=179.5,-1,-179.5,1`);
    await page.locator('homes-map').getByText('No home with a location is in this part of the map.').waitFor(); // it is open already
    await page.getByRole('heading', { name: 'No homes found' }).waitFor();
    assert.equal(await dots(page).count(), 0);
    await page.locator('map-view text', { hasText: '180° W' }).first().waitFor({ state: 'attached' });
    await accessible(page);
    await page.getByRole('button', { name: 'Search everywhere again' }).click();
    await dots(page).first().waitFor();
    await page.locator('customers-app .card').first().waitFor();
  });

  test('the keyboard goes from home to home, opens one and comes back', async (t) => {
    const page = await show(t, FREIBURG, { width: 320, height: 640, latePhotos: true });
    await page.getByText('Show on a map').focus();
    await page.keyboard.press('Enter');
    await dots(page).first().waitFor();
    await fits(page);
    assert.equal(await page.locator('map-view .dot[tabindex="0"]').count(), 1);
    for (let presses = 0; presses < 5; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.matches('.dot'))) break;
    }
    const first = await page.evaluate(() => document.activeElement.ariaLabel);
    assert.ok((await namesOf(page)).includes(first));
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((label) => document.activeElement.ariaLabel !== label, first);
    await page.keyboard.press('Enter');
    const link = page.locator('map-view .shown a').first();
    await link.waitFor();
    await page.waitForFunction(() => document.activeElement.closest('.shown'));
    await accessible(page);
    await fits(page);
    await page.keyboard.press('Escape');
    await link.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement.matches('.dot'));
    await page.keyboard.press('Enter');
    await link.waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/properties\/germany\/freiburg\//);
  });

  test('a hundred homes at one place, at the poles and beside the antimeridian are all found', async (t) => {
    const page = await show(t, FREIBURG, { ...LATE, expected: [/status of 404/] });
    await page.route('**/api/web/search/germany/freiburg?*', (route) =>
      route.fulfill({ json: crowd(), headers: { Link: `<${FREIBURG}?cursor=next>; rel="next"` } }),
    );
    await openMap(page, 'Show on a map');
    await page.locator('homes-map').getByText('The first 100 homes with a location are on the map').waitFor();
    const names = await namesOf(page);
    assert.equal(names.length, 4, names.join('; '));
    const window = await page.locator('map-view svg').first().boundingBox();
    for (const dot of await page.locator('map-view .dot .spot').all()) {
      const { x, y, width, height } = await dot.boundingBox();
      assert.ok(x >= window.x && x + width <= window.x + window.width, 'left and right');
      assert.ok(y >= window.y && y + height <= window.y + window.height, 'up and down');
    }
    await page.getByRole('button', { name: '97 homes: Home 0, and others' }).click();
    assert.equal(await page.locator('map-view .shown a').count(), 97);
    await accessible(page);
    await page.locator('map-view').getByRole('button', { name: 'Close' }).click();
    await page.locator('map-view .shown').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '97 homes: Home 0, and others' }).press('Enter');
    await page.getByRole('link', { name: 'Home 96' }).click(); // one that has gone since
    await page.getByRole('heading', { name: 'This home is not on offer' }).waitFor();
  });

  test('a home is shown with those around it', async (t) => {
    const page = await show(t, HOME, { ...LATE, colorScheme: 'dark' });
    await openMap(page, 'Where it is');
    await page.getByText('Location: 47.9936° N, 7.8517° E.').waitFor();
    await page.getByText(/other homes? within/).waitFor();
    const names = await namesOf(page);
    assert.equal(names.filter((name) => name.startsWith('This home: Three town houses')).length, 1, names.join('; '));
    await accessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page);
    const none = await show(t, UNPLACED);
    await none.locator('customers-app article.home').waitFor();
    assert.equal(await none.getByText('Where it is', { exact: true }).count(), 0);
    const front = await show(t, '/');
    assert.equal(await hasCode(front), false);
  });

  test('nothing that a browser is sent says more of a home that is shown roughly', async (t) => {
    const page = await open(t, '/', LATE);
    const texts = [];
    page.on('response', (response) => isText(response) && texts.push(response.text().catch(() => ''))); // left meanwhile
    await page.goto(site + ROUGH);
    await isTheScripts(page);
    await openMap(page, 'Where it is');
    await page.getByText('roughly where it is').waitFor();
    await page.locator('map-view .about').first().waitFor({ state: 'attached' });
    await accessible(page);
    texts.push(page.content(), (await fetch(site + ROUGH)).text());
    await Promise.all(texts);
    await page.goto(`${site}${FREIBURG}?bbox=7.8,47.9,8,48.1`);
    await page.locator('map-view .about').first().waitFor({ state: 'attached' });
    const sent = await Promise.all(texts);
    assert.ok(sent.filter((text) => /"shown": ?"rough"/.test(text) && text.includes('47.985')).length >= 2);
    for (const text of sent) assert.doesNotMatch(text, /47\.9851|7\.8793/);
  });

  test('an agent types a location or chooses it on the map, and clears it', async (t) => {
    const page = await openAs(t, '/agent/new', WINDOW);
    await fillIn(page, address());
    await page.getByLabel('Latitude').fill('95');
    await page.getByRole('button', { name: 'Create the draft' }).click(); // one press, though a fault moves the button
    await page.getByText('Type degrees from -90 to 90').waitFor();
    await page.getByText('Fill in both numbers, or neither.').waitFor();
    await page.getByLabel('Latitude').fill('44.6361, -124.0532'); // as maps copy it
    assert.equal(await page.getByLabel('Longitude').inputValue(), '-124.0532');
    await page.locator('#shown-fault').waitFor(); // no home is shown exactly by oversight
    await page.getByLabel('Customers see').selectOption('rough');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.waitForURL(/\/agent\/listings\//);
    const id = page.url().slice(`${site}/agent/listings/`.length);
    const stored = async () => (await call('Web', 'GET', `/agent/listings/${id}`)).location;
    assert.deepEqual(await stored(), { latitude: 44.6361, longitude: -124.0532, shown: 'rough' });

    await openMap(page, 'Choose on a map');
    await page.locator('map-view .pin').waitFor();
    await accessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page);
    await page.setViewportSize(WINDOW);
    const before = await page.getByLabel('Latitude').inputValue();
    await page.locator('map-view .dot:has(.pin)').focus();
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction((text) => document.querySelector('#latitude').value !== text, before);
    const map = await page.locator('map-view svg').first().boundingBox();
    await page.mouse.click(map.x + map.width / 4, map.y + map.height / 4);
    await page.waitForFunction(() => Number(document.querySelector('#longitude').value) < -124.0532);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    const moved = await stored();
    assert.ok(moved.latitude > 44.6361 && moved.longitude < -124.0532);
    for (const label of ['Latitude', 'Longitude']) await page.getByLabel(label).fill('');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    assert.equal(await stored(), null);
  });
});

const isText = (response) => /json|html|javascript/.test(response.headers()['content-type'] ?? '');

/** A hundred homes as a search finds them, 97 of them at one place. */
function crowd() {
  const home = (number, latitude, longitude) => ({
    property_id: `germany/freiburg/nowhere/${number}`,
    country: 'Germany',
    city: 'Freiburg',
    street: 'Nowhere',
    number: String(number),
    headline: `Home ${number}`,
    contract: 'sale',
    listprice: 100000,
    currency: 'EUR',
    status: 'APPROVED',
    location: { latitude, longitude, shown: 'exact' },
  });
  const together = Array.from({ length: 97 }, (_, number) => home(number, 47.99, 7.85));
  return [...together, home(97, 90, 0), home(98, -90, -60), home(99, 0, -180)];
}
