// What customers do with one home: they see its photos full-screen, print it, estimate a mortgage, save it, see others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, fits, open, site } from './harness.mjs';

const COTTAGE = '/properties/usa/anytown/main-street/111';
const NARROW = { width: 320, height: 640 };
const api = (path) => `${site}/api/web${path}`;
const real = async () => (await fetch(api(COTTAGE))).json();
/** Open the cottage with other details than it has. */
async function openWith(t, changes, options) {
  const details = await real();
  const page = await open(t, '/agent/', options);
  await page.route(api(COTTAGE), (route) => route.fulfill({ json: { ...details, ...changes } }));
  await page.goto(site + COTTAGE);
  await page.locator('customers-app h1').waitFor();
  return page;
}
const enlarge = (page) => page.getByRole('button', { name: 'Show the photos full-screen' });
const photos = (page) => page.getByRole('dialog', { name: 'Photos' });
/** Wait until a photo is shown full-screen. */
const at = (page, place) => photos(page).getByText(place, { exact: true }).waitFor();

test('photos are shown full-screen by keyboard alone, and the focus comes back', async (t) => {
  const { images } = await real();
  const [first, second] = images;
  const page = await openWith(t, { images: [first, { ...second, caption: 'From the garden' }, ...images.slice(2)] });
  await enlarge(page).focus();
  await page.keyboard.press('Enter');
  await at(page, '1 / 3');
  assert.equal(await page.evaluate(() => document.activeElement.closest('dialog') !== null), true);
  await page.keyboard.press('ArrowRight');
  await photos(page).getByText('From the garden').waitFor();
  await at(page, '2 / 3');
  await accessible(page);
  for (const [key, place] of Object.entries({ End: '3 / 3', ArrowRight: '1 / 3', ArrowLeft: '3 / 3', Home: '1 / 3' })) {
    await page.keyboard.press(key);
    await at(page, place);
  }
  await photos(page).getByRole('button', { name: 'Next photo' }).click();
  await at(page, '2 / 3');
  await page.keyboard.press('Escape');
  await photos(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.className), 'turn enlarge');
  await page.getByRole('region', { name: 'Photos' }).getByText('2 / 3').waitFor(); // the photo that was seen last
});

test('going back closes the photos and leaves the page as it is; forward and a reload show them again', async (t) => {
  const page = await open(t, '/search/usa/anytown');
  await page.locator(`customers-app a[href="${COTTAGE}"]`).click();
  await page.locator('.large').click();
  await at(page, '1 / 3');
  const before = await photos(page).elementHandle();
  const scrolled = await page.evaluate(() => scrollY);
  await page.goBack();
  await photos(page).waitFor({ state: 'detached' });
  assert.equal(page.url(), site + COTTAGE);
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  await page.goForward();
  await at(page, '1 / 3');
  await before.dispatchEvent('close'); // which the browser may do late
  await page.reload();
  await at(page, '1 / 3');
  await photos(page).getByRole('button', { name: 'Close the photos' }).click();
  await photos(page).waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
});

test('on a narrow window a finger turns the photos', async (t) => {
  const page = await open(t, COTTAGE, { ...NARROW, hasTouch: true });
  await enlarge(page).tap();
  await at(page, '1 / 3');
  await fits(page);
  const touch = await page.context().newCDPSession(page);
  const swipe = async (from, to) => {
    const send = (type, ...xs) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x) => ({ x, y: 500 })) });
    await send('touchStart', from);
    await send('touchMove', (from + to) / 2);
    await send('touchMove', to);
    await send('touchEnd');
  };
  await swipe(250, 60);
  await at(page, '2 / 3');
  await swipe(60, 250);
  await at(page, '1 / 3');
  await swipe(150, 130); // too short
  await swipe(60, 250);
  await at(page, '3 / 3');
});

test('a mortgage is estimated in the page, and its code is loaded only then', async (t) => {
  const scripts = [];
  const page = await open(t, COTTAGE, NARROW);
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  await page.locator('customers-app h1').waitFor();
  assert.match(await page.locator('.facts').textContent(), /Price per m²\s*US\$3,263/);
  assert.deepEqual(scripts, []);
  await page.locator('.mortgage summary').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Fill in all three fields').waitFor();
  assert.ok(scripts.length > 0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3,5');
  const estimate = page.locator('.estimate');
  await estimate.getByText('About US$1,542 a month').waitFor();
  assert.match(await estimate.textContent(), /US\$308,000 over 25 years; US\$154,5\d\d of what you pay is interest/);
  await page.getByLabel('Deposit in USD').fill('385,000');
  await page.getByLabel('Term in years').fill('51');
  await page.getByText('Use a whole number from 1 to 50').waitFor();
  await page.getByText('Use a whole number below the price').waitFor();
  await page.getByText('Fill in all three fields').waitFor();
  assert.equal(await page.getByLabel('Term in years').getAttribute('aria-invalid'), 'true');
  await accessible(page);
  await fits(page);
});

test('a rent has no mortgage; what is not known has no price of a square metre', async (t) => {
  const rent = { contract: 'rent', listprice: 1711, rent_period: 'month' };
  const page = await openWith(t, rent);
  assert.match(await page.locator('.facts').textContent(), /Price per m²\s*US\$14.50 a month/);
  assert.equal(await page.locator('.mortgage').count(), 0);
  const unknown = await openWith(t, { ...rent, rent_period: null });
  assert.doesNotMatch(await unknown.locator('.facts').textContent(), /Price per m²/);
  const hidden = await openWith(t, { price_on_request: true, listprice: null });
  assert.doesNotMatch(await hidden.locator('.facts').textContent(), /Price per m²/);
  assert.equal(await hidden.locator('.mortgage').count(), 0);
});

test('a home is printed on one page, with its address, and in light colours', async (t) => {
  const { images } = await real();
  const long = {
    headline: 'A long headline '.repeat(7),
    description: 'A sunny room with a view of the garden.\n'.repeat(120),
    images: Array.from({ length: 40 }, (_, index) => ({ ...images[index % 3], caption: 'A caption' })),
  };
  for (const page of [
    await openWith(t, long, { colorScheme: 'dark' }),
    await open(t, COTTAGE, { javaScriptEnabled: false }),
  ]) {
    await page.emulateMedia({ media: 'print' });
    await page
      .locator('.printed')
      .getByText(site + COTTAGE)
      .waitFor();
    assert.equal(await page.getByRole('navigation', { name: 'Main' }).isVisible(), false);
    for (const format of ['A4', 'Letter']) {
      const sheet = await page.pdf({ format });
      assert.equal(sheet.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1, format);
    }
  }
});

test('while a home loads, its photo has its place, and nothing moves when it comes', async (t) => {
  const page = await open(t, '/search/usa/anytown');
  let answer = () => {};
  const held = new Promise((resolve) => (answer = resolve));
  await page.route(api(COTTAGE), async (route) => {
    await held;
    await route.continue();
  });
  await page.locator(`customers-app a[href="${COTTAGE}"]`).click();
  const places = async () =>
    Promise.all(['.gallery .image', '.summary'].map((one) => page.locator(one).first().boundingBox()));
  await page.locator('.home.skeleton').waitFor();
  const [photo, summary] = await places();
  assert.equal(
    await page
      .locator('.skeleton i')
      .first()
      .evaluate((one) => getComputedStyle(one).animationName),
    'none', // as the person prefers
  );
  answer();
  await page.locator('.home:not(.skeleton)').waitFor();
  const [photoAfter, summaryAfter] = await places();
  assert.deepEqual(photoAfter, photo);
  assert.deepEqual([summaryAfter.x, summaryAfter.y], [summary.x, summary.y]);
});

test('a home is saved in this browser, listed, and taken out again', async (t) => {
  const page = await open(t, COTTAGE, NARROW);
  await page.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove from saved' }).waitFor();
  await page.getByRole('link', { name: 'Your homes' }).click();
  const saved = page.getByRole('region', { name: 'Saved homes' });
  await saved.getByRole('heading', { name: 'Sunny cottage' }).waitFor();
  await accessible(page);
  await fits(page);
  await page.reload();
  await saved.getByRole('link', { name: 'Sunny cottage' }).click();
  await page.getByRole('button', { name: 'Remove from saved' }).click();
  await page.goBack();
  const seen = page.getByRole('region', { name: 'Recently seen' });
  await seen.getByRole('heading', { name: 'Sunny cottage' }).waitFor();
  assert.equal(await saved.count(), 0);
  await seen.getByRole('button', { name: 'Clear recently seen' }).click();
  await page.getByRole('heading', { name: 'No homes yet' }).waitFor();
  await accessible(page);
});

test('saved homes that are gone are named once and forgotten, and the others stay when the API fails', async (t) => {
  const page = await open(t, COTTAGE, { expected: [/404/, /ERR_FAILED/] });
  await page.getByRole('button', { name: 'Save' }).click();
  const gone = { id: 'usa/anytown/main-street/12345', name: 'A house <b>that</b> was sold' };
  await page.evaluate((home) => {
    const homes = JSON.parse(localStorage.getItem('unicorn:saved-homes'));
    localStorage.setItem('unicorn:saved-homes', JSON.stringify([home, ...homes]));
  }, gone);
  await page.goto(`${site}/saved`);
  await page.getByText(`removed from your lists: ${gone.name}.`).first().waitFor();
  await page.getByRole('heading', { level: 3, name: 'Sunny cottage' }).waitFor();
  assert.equal(await page.locator('.card').count(), 1);
  await page.route(api(COTTAGE), (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  assert.equal(await page.getByText('removed from your lists').count(), 0);
  await page.unroute(api(COTTAGE));
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 3, name: 'Sunny cottage' }).waitFor();
});

test('a browser that keeps nothing shows every page, and says that nothing was saved', async (t) => {
  const page = await open(t, '/agent/');
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto(site + COTTAGE);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Not saved: this browser keeps no more homes.').first().waitFor();
  await page.getByRole('link', { name: 'Your homes' }).click();
  await page.getByRole('heading', { name: 'No homes yet' }).waitFor();
});

test('similar homes are those of one search, when they come near the window', async (t) => {
  const cards = await (await fetch(api('/search/usa/anytown'))).json();
  const card = cards.find(({ number }) => number === '111');
  const page = await open(t, '/agent/');
  const asked = [];
  await page.route(`${api('/search/usa/anytown')}**`, (route) => {
    asked.push(Object.fromEntries(new URL(route.request().url()).searchParams));
    const other = { ...card, property_id: 'usa/anytown/main-street/7', number: '7', headline: 'Another cottage' };
    return route.fulfill({ json: [card, other] });
  });
  await page.goto(site + COTTAGE);
  const similar = page.getByRole('region', { name: 'Similar homes' });
  await page.locator('similar-homes').scrollIntoViewIfNeeded();
  await similar.getByRole('heading', { name: 'Another cottage' }).waitFor();
  assert.equal(await similar.locator('.card').count(), 1);
  const range = { min_price: '288750', max_price: '481250', currency: 'USD', contract: 'sale' };
  assert.deepEqual(asked, [{ ...range, sort: 'price', limit: '5' }]);
  await accessible(page);
});

test('a first page loads no other code than its document names', async (t) => {
  const page = await open(t, '/agent/');
  const asked = [];
  page.on('request', (request) => request.resourceType() === 'script' && asked.push(new URL(request.url()).pathname));
  for (const path of ['/', COTTAGE]) {
    asked.length = 0;
    const document = await (await page.goto(site + path)).text();
    await page.locator('customers-app h1').waitFor();
    await page.waitForLoadState('networkidle');
    const named = document.match(/\/assets\/[\w-]+\.js/g);
    assert.deepEqual(
      [...new Set(asked)].filter((script) => !named.includes(script)),
      [],
    );
  }
});
