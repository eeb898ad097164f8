// What customers do: they look at places, search, go back, share an address, and look at one home.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, figures, fits, open, report, site } from './harness.mjs';

const ANYTOWN = '/search/usa/anytown';
const COTTAGE = '/properties/usa/anytown/main-street/111';
const NARROW = { width: 320, height: 640 };
const api = (path) => `${site}/api/web${path}`;
const names = (page) => page.locator('customers-app .card h3').allTextContents();
/** The names of the homes that the API finds. */
const found = async (search) =>
  (await (await fetch(api(search))).json()).map((card) => card.headline ?? `${card.number} ${card.street}`);
/** Wait until a page shows these homes in this order. */
const shows = (page, homes) =>
  page.waitForFunction(
    (wanted) =>
      wanted === [...document.querySelectorAll('customers-app .card h3')].map((name) => name.textContent).join(),
    homes.join(),
  );

test('every country and city is shown with its count, and a city links to its listings', async (t) => {
  const page = await open(t, '/');
  const countries = await (await fetch(api('/search'))).json();
  await page
    .getByRole('heading', { level: 2 })
    .nth(countries.length - 1)
    .waitFor();
  for (const { name, listings } of countries) {
    const section = page.getByRole('region', { name, exact: true });
    assert.match(await section.textContent(), new RegExp(`${listings} home`));
  }
  await page.locator('.tile img').first().waitFor();
  await accessible(page);
  for (const path of ['/', ANYTOWN, COTTAGE]) {
    const shown = await open(t, path);
    await shown.waitForLoadState('networkidle');
    const { firstContentfulPaint, largestContentfulPaint, totalBlockingTime } = await figures(shown);
    assert.ok(largestContentfulPaint >= firstContentfulPaint);
    report(
      `${path}: first contentful paint ${firstContentfulPaint} ms, largest ${largestContentfulPaint} ms, blocked ${totalBlockingTime} ms`,
    );
  }
  await page.getByRole('link', { name: /Anytown/ }).click();
  await page.getByRole('heading', { name: 'Homes in Anytown' }).waitFor();
  assert.equal(page.url(), `${site}${ANYTOWN}`);
});

test('filters and order are in the address: back undoes them, and a shared address shows the same listings', async (t) => {
  const page = await open(t, ANYTOWN);
  const all = await found(ANYTOWN);
  const filtered = await found(`${ANYTOWN}?sort=-price&min_price=400000`);
  assert.ok(filtered.length < all.length);
  await shows(page, all);
  await page.getByLabel('Sort by').selectOption('-price');
  await page.waitForURL(/sort=-price/);
  await page.getByLabel('Price from').fill('400,000');
  await page.getByLabel('Price from').press('Enter');
  await shows(page, filtered);
  const other = await open(t, page.url().slice(site.length));
  await shows(other, filtered);
  assert.equal(await other.getByLabel('Price from').inputValue(), '400000');
  await page.goBack();
  await page.goBack();
  await shows(page, all);
  assert.equal(page.url(), site + ANYTOWN);
  assert.equal(await page.getByLabel('Price from').inputValue(), '');
});

test('a price that is being typed stays while the listings arrive', async (t) => {
  const page = await open(t, '/');
  let answer = () => {};
  const held = new Promise((resolve) => (answer = resolve));
  await page.route(`${api(ANYTOWN)}**`, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: /Anytown/ }).click();
  await page.getByLabel('Price from').pressSequentially('400,');
  answer();
  await page.locator('customers-app .card h3').first().waitFor();
  await page.getByLabel('Price from').pressSequentially('000');
  assert.equal(await page.getByLabel('Price from').inputValue(), '400,000');
  await page.getByLabel('Price from').press('Enter');
  await page.waitForURL(/min_price=400000/);
});

test('listings are sorted by highest price and filtered by kind of offer', async (t) => {
  const page = await open(t, `${ANYTOWN}?sort=-price`);
  await page.locator('customers-app .card h3').first().waitFor();
  const prices = (await page.locator('customers-app .card .price').allTextContents()).map((price) =>
    Number(price.replace(/\D/g, '')),
  );
  assert.deepEqual(
    prices,
    prices.toSorted((a, b) => b - a),
  );
  await page.getByRole('radio', { name: 'For rent' }).check();
  await page.getByRole('heading', { name: 'No homes found' }).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await page.locator('customers-app .card h3').first().waitFor();
  assert.equal(page.url(), `${site}${ANYTOWN}?sort=-price`);
});

test('an invalid price or price range is reported beside its field', async (t) => {
  const page = await open(t, `${ANYTOWN}?max_price=500000`);
  const from = page.getByLabel('Price from');
  await from.fill('cheap');
  await from.press('Enter');
  assert.match(await page.getByRole('alert').textContent(), /whole number/);
  await accessible(page);
  await from.fill('2450.50');
  await from.press('Enter');
  await page.getByText('Use a whole number').waitFor();
  await from.fill('600 000');
  await from.press('Enter');
  await page.getByText('The highest price is below the lowest').waitFor();
  assert.doesNotMatch(page.url(), /min_price/);
});

test('more listings are added below, and back returns to the same position', async (t) => {
  const page = await open(t, '/', NARROW);
  await page.route(`${api(ANYTOWN)}**`, (route) =>
    route.continue({ url: route.request().url().replace('limit=24', 'limit=1') }),
  );
  await page.getByRole('link', { name: /Anytown/ }).click();
  await page.getByRole('button', { name: 'Show more homes' }).click();
  await page.locator('customers-app .card').nth(1).waitFor();
  await page.waitForFunction((second) => document.activeElement?.textContent === second, (await names(page))[1]);
  await page.locator('customers-app .card').nth(1).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 100);
  await page.locator('customers-app .card h3 a').nth(1).click();
  await page.locator('.home h1').waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.goBack();
  await page.locator('customers-app .card').nth(1).waitFor();
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 3, before);
  await page.reload();
  await page.locator('customers-app .card').nth(1).waitFor();
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 3, before);
});

test('a listing shows its images, facts and history, also to search engines', async (t) => {
  const page = await open(t, '/search/usa', NARROW);
  const real = await (await fetch(api(COTTAGE))).json();
  const [image] = real.images;
  const changed = {
    ...real,
    headline: 'A cottage with roses',
    property_type: 'house',
    bedrooms: 3,
    bathrooms: null,
    living_area: 120.5,
    images: [
      { ...image, alt_text: null },
      { ...image, image_id: 'other', caption: 'From the garden', alt_text: 'The garden side' },
    ],
    price_history: [
      { listprice: 400000, currency: 'USD', at: '2026-01-01T00:00:00.000Z' },
      { listprice: 385000, currency: 'USD', at: '2026-02-01T00:00:00.000Z' },
    ],
  };
  await page.route(api(COTTAGE), (route) => route.fulfill({ json: changed }));
  await page.goto(site + COTTAGE);
  await page.getByRole('heading', { level: 1, name: 'A cottage with roses' }).waitFor();
  assert.match(await page.locator('.facts').textContent(), /Bedrooms\s*3\s*Living area\s*120\.5 m²/);
  assert.match(await page.locator('.history').textContent(), /1 February 2026\s*US\$385,000\s*−3\.8 %/);
  await page.locator('.thumbs button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('From the garden').waitFor();
  await page.getByRole('button', { name: 'Next photo' }).click();
  await page.getByAltText('Photo 1 of 2').first().waitFor();
  const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  assert.equal(data.offers.price, real.listprice);
  assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), site + COTTAGE);
  await accessible(page);
  await fits(page);
});

test('sharing a listing copies its address', async (t) => {
  const page = await open(t, COTTAGE, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('The address is copied').first().waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), site + COTTAGE);
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Main Street' }).click();
  await page.getByRole('heading', { name: 'Homes in Main Street, Anytown' }).waitFor();
});

test('user input is shown as text everywhere', async (t) => {
  const page = await open(t, '/search/usa');
  const hostile = '<img src=x onerror="globalThis.ran = true"><script>globalThis.ran = true</script></script>{{7*7}}';
  const [card] = await (await fetch(api(ANYTOWN))).json();
  const details = await (await fetch(api(COTTAGE))).json();
  const written = { headline: hostile, city: hostile, street: hostile };
  const fulfilled = (json) => (route) => route.fulfill({ json });
  await page.route(`${api(ANYTOWN)}**`, fulfilled([{ ...card, ...written }]));
  await page.route(api(COTTAGE), fulfilled({ ...details, ...written, description: hostile }));
  await page.goto(site + ANYTOWN);
  await page.getByRole('heading', { level: 3, name: hostile }).waitFor();
  await page.goto(site + COTTAGE);
  await page.getByText(hostile).last().waitFor();
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});

test('without JavaScript a page shows what it is about, and leads to every home', async (t) => {
  const real = await (await fetch(api(COTTAGE))).json();
  const page = await open(t, '/', { javaScriptEnabled: false, ...NARROW });
  for (const place of ['USA', 'Anytown']) await page.getByRole('link', { name: place }).first().click();
  for (const home of await found('/search/usa/anytown')) await page.getByRole('link', { name: home }).waitFor();
  await page.getByRole('link', { name: real.headline }).click();
  assert.equal(page.url(), site + COTTAGE);
  await page.getByRole('heading', { level: 1, name: real.headline }).waitFor();
  for (const fact of ['US$385,000', `${real.bedrooms}`, `${real.living_area} m²`, real.description])
    await page.getByText(fact, { exact: true }).first().waitFor();
  await page.getByAltText(real.images[0].alt_text).first().waitFor();
  assert.equal(await page.getByText('needs JavaScript').count(), 0);
});

test('a page never shows its plain content beside that of the script, nor nothing', async (t) => {
  const page = await open(t, '/agent/');
  await page.addInitScript(() => {
    globalThis.seen = { both: 0, none: 0, frames: 0 };
    const look = () => {
      const [plain, app] = [document.getElementById('plain'), document.querySelector('customers-app')];
      if (app) {
        const { seen } = globalThis;
        seen.frames += 1;
        const isShown = !app.hidden && app.textContent.trim() !== '';
        if (plain && isShown) seen.both += 1;
        if (!plain && !isShown && document.readyState !== 'loading') seen.none += 1;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  for (const path of ['/', '/search/usa', ANYTOWN, COTTAGE]) {
    await page.goto(site + path);
    await page.locator('#plain').waitFor({ state: 'detached' });
    const { both, none, frames } = await page.evaluate(() => globalThis.seen);
    assert.ok(frames > 0);
    assert.deepEqual({ path, both, none }, { path, both: 0, none: 0 });
    assert.equal(await page.locator('h1').count(), 1);
  }
});

test('the plain content stays as long as the script gets no answer', async (t) => {
  const page = await open(t, '/agent/');
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  await page.route(`${api(COTTAGE)}`, async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(site + COTTAGE);
  await page.locator('#plain h1').waitFor();
  await page.locator('customers-app[hidden] .home.skeleton').waitFor({ state: 'attached' });
  assert.equal(await page.locator('h1:visible').count(), 1);
  answer();
  await page.locator('customers-app h1').waitFor();
  assert.equal(await page.locator('#plain').count(), 0);
});

test('a listing that is not public shows a message and links to others nearby', async (t) => {
  const path = '/properties/usa/anytown/main-street/12345'; // of the page, and of the API that it asks
  const page = await open(t, path, { expected: [/404 .*\/properties\/usa\/anytown\/main-street\/12345$/] });
  await page.getByRole('heading', { level: 1, name: 'This home is not on offer' }).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Look nearby' }).click();
  await page.locator('customers-app .card h3').first().waitFor();
});

test('while the API is throttled the page waits for Retry-After and continues', async (t) => {
  const page = await open(t, '/search/usa', { expected: [/503/] });
  let asked = 0;
  await page.route(`${api(ANYTOWN)}**`, (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    return route.fulfill({
      status: 503,
      headers: { 'Retry-After': '1' },
      contentType: 'application/problem+json',
      body: '{}',
    });
  });
  await page.goto(site + ANYTOWN);
  await page.locator('customers-app .card h3').first().waitFor();
  assert.equal(asked, 2);
});

test('when the API is down the page shows a message, and a retry continues', async (t) => {
  const page = await open(t, '/search/usa', { expected: [/ERR_/], ...NARROW });
  await page.route(`${api(ANYTOWN)}**`, (route) => route.abort());
  await page.goto(site + ANYTOWN);
  await page.getByRole('heading', { name: 'We cannot be reached at the moment' }).waitFor();
  await accessible(page);
  await fits(page);
  await page.unroute(`${api(ANYTOWN)}**`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('customers-app .card h3').first().waitFor();
});

test('being offline is shown, and the page continues by itself', async (t) => {
  const page = await open(t, '/search/usa', { expected: [/ERR_INTERNET_DISCONNECTED/] });
  await page.locator('.tile').first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: /Anytown/ }).click();
  await page.getByRole('heading', { name: 'You are offline' }).waitFor();
  await page.context().setOffline(false);
  await page.locator('customers-app .card h3').first().waitFor();
});

test('a filter that the API rejects is shown with its fix', async (t) => {
  const page = await open(t, `${ANYTOWN}?sort=beauty&contract=sale`, { expected: [/400/] });
  await page.getByRole('heading', { name: 'This was not accepted' }).waitFor();
  await page.getByRole('link', { name: 'Clear filters' }).waitFor();
  await accessible(page);
});
