// The live map: what passes on the bus lights its way, and can be read, filtered and followed.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { address, call, contracted, drafted, idOf } from './agents.mjs';
import { accessible, fits, open, report } from './harness.mjs';

const MARKUP = 'A lovely house <img src=x onerror="globalThis.owned=1"> with a <b>garden</b>.';
const UNANSWERED = [/ERR_FAILED|Failed to load resource/];
let house;

before(async () => {
  const place = await drafted({ description: MARKUP, listprice: 480000 });
  house = idOf(place);
  await contracted(place);
  await call('Web', 'POST', '/request_approval', { property_id: house }); // declined: it has no image
});

/** Let something happen that the page has not seen; return the property it happens to. */
const newContract = async () => (await contracted(address())).property_id;

const first = (page) => page.locator('.list li').first();
const lit = (page) => page.locator('.lane.lit').evaluateAll((lanes) => lanes.map((lane) => lane.dataset.lane).sort());
const status = (page, words) => page.locator('.status', { hasText: words }).waitFor();
const sentences = (page) => page.locator('.timeline .sentence').allTextContents();

async function watching(t, path = '/live/', options = {}) {
  const page = await open(t, path, options);
  await status(page, 'Live');
  return page;
}

test('a new event is first in the list, and its path is highlighted: publisher, rule, queue, consumer', async (t) => {
  const page = await watching(t);
  const property = await newContract();
  const started = performance.now();
  await first(page).getByText(property).waitFor();
  report(`an event is on the map ${Math.round(performance.now() - started)} ms after its call was answered`);
  assert.match(await first(page).innerText(), /A contract was drafted/);
  assert.deepEqual(await lit(page), [
    'ContractsPublishContractChanges out ContractStatusChanged',
    'PropertiesRecordFacts in ContractStatusChanged',
  ]);
  assert.equal(await page.locator('.lane.lit [data-stop="rule"]').count(), 1);
  assert.equal(await page.locator('.lane.lit [data-stop="queue"]').count(), 1);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0); // who wants no motion gets none
  assert.match(await page.locator('#announcer').innerText(), /New event: A contract was drafted/);
});

test('an event is animated unless reduced motion is set, and the animation ends', async (t) => {
  const page = await watching(t, '/live/', { reducedMotion: 'no-preference' });
  await newContract();
  await page.locator('.spark').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('.spark'));
});

test('one property can be followed through all contexts in order of time', async (t) => {
  const page = await watching(t);
  await page.getByLabel('Property').fill(house.toUpperCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  const declined = page.locator('.timeline .at-properties .sentence', { hasText: 'was declined' });
  await declined.waitFor();
  const shown = await sentences(page);
  assert.equal(shown[0], 'A contract was drafted');
  assert.match(shown[1], /^An agent requested publication, at US\$480,000$/);
  assert.match(await declined.innerText(), /picture|photo|image/i);
  assert.match(page.url(), /property_id=/);
  await page.reload();
  await declined.waitFor();
  await accessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Events' }).click();
  await page.locator('.list').waitFor();
  await page.goBack();
  await page.locator('.timeline').waitFor();
});

test('an event is shown whole, as text, can be copied, and links to its request', async (t) => {
  const page = await watching(t, `/live/?property_id=${house}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const asked = page.locator('live-event', { hasText: 'An agent requested' });
  await asked.locator('summary').focus();
  await page.keyboard.press('Enter');
  await asked.locator('pre', { hasText: '<img src=x onerror=' }).waitFor();
  assert.equal(await page.locator('main img, main b').count(), 0);
  assert.equal(await page.evaluate(() => globalThis.owned), undefined);
  assert.deepEqual(await lit(page), [
    'PropertiesPublicationApproval in PublicationApprovalRequested',
    'WebPublishListingChanges out PublicationApprovalRequested',
  ]);
  await page.getByText('The map as a table').click();
  await fits(page);
  await accessible(page);
  await asked.getByRole('button', { name: 'Copy JSON' }).click();
  await asked.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.detail.description, MARKUP);
  await asked.getByRole('link', { name: copied.correlation_id }).click();
  await page.waitForURL(/correlation_id=/);
  await page.locator('.timeline .at-properties').waitFor();
  assert.deepEqual(
    (await sentences(page)).map((one) => one.split(' ').slice(0, 3).join(' ')),
    ['An agent requested', 'The listing was'],
  );
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.locator('.list').waitFor();
});

test('a paused page does not change, and continues without missing an event', async (t) => {
  const page = await watching(t);
  await page.getByRole('button', { name: 'Pause' }).focus();
  await page.keyboard.press('Space');
  await status(page, 'Paused');
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/live/events')));
  const property = await newContract();
  assert.equal(asked, 0);
  assert.equal(await page.getByText(property).count(), 0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await first(page).getByText(property).waitFor();
});

test('when the API is down a message is shown, the events stay, and the page continues by itself', async (t) => {
  const page = await watching(t, '/live/', { expected: UNANSWERED });
  const events = await page.locator('.list li').count();
  await page.route('**/live/events*', (route) => route.abort());
  await status(page, 'Not connected');
  assert.equal(await page.locator('.list li').count(), events);
  await accessible(page);
  await page.unroute('**/live/events*');
  const tryNow = page.getByRole('button', { name: 'Try now' });
  await tryNow.evaluateAll((buttons) => buttons.forEach((button) => button.click())); // none if it has tried by itself
  await status(page, 'Live');
});

test('it polls rarely when nothing happens, never when hidden, and reports a slow response', async (t) => {
  const page = await open(t, '/');
  await page.clock.install();
  await page.addInitScript(() => {
    const ask = globalThis.fetch; // nothing ever happens in this world
    const nothing = JSON.stringify({ events: [], cursor: 'c', poll_after_ms: 2000 });
    globalThis.polls = [];
    globalThis.fetch = async (url, how) => {
      if (!(url.url ?? url).includes('/live/events')) return ask(url, how);
      globalThis.polls.push(Date.now());
      return globalThis.isSlow ? new Promise(() => {}) : new Response(nothing);
    };
  });
  await page.getByRole('link', { name: 'Live map' }).click();
  await status(page, 'Live');
  const polls = async () => page.evaluate(() => globalThis.polls.length);
  const pass = async (seconds) => {
    const before = await polls();
    for (let left = seconds; left > 0; left--) await page.clock.runFor(1000);
    return (await polls()) - before;
  };
  const hide = (hidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  const busy = await pass(30);
  await pass(150);
  const idle = await pass(30);
  assert.ok(idle > 0 && idle <= busy / 3, `${busy} polls in the first half minute, ${idle} in the seventh`);
  await hide(true);
  await pass(20); // what was under way
  assert.equal(await pass(60), 0);
  const before = await polls();
  await hide(false);
  await page.waitForFunction((known) => globalThis.polls.length > known, before);
  await page.evaluate(() => (globalThis.isSlow = true));
  await pass(10);
  await status(page, 'The answer takes long');
});

test('an invalid property id is an error, and an unknown one a message', async (t) => {
  const page = await open(t, '/live/?property_id=nonsense', { expected: UNANSWERED });
  await page.locator('#property_id-error', { hasText: 'country/city/street/number' }).waitFor();
  assert.equal(await page.getByLabel('Property').getAttribute('aria-invalid'), 'true');
  await accessible(page);
  await page.getByLabel('Property').fill('usa/nowhere/no-street/1');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('heading', { name: 'No events match yet' }).waitFor();
  await accessible(page);
});

test('on a stage without the live feed the page names the stages that have it', async (t) => {
  const page = await open(t, '/');
  await page.route('**/config.json', async (route) =>
    route.fulfill({ json: { ...(await (await route.fetch()).json()), live: false } }),
  );
  await page.getByRole('link', { name: 'Live map' }).click();
  await page.getByRole('heading', { name: 'The live map is off on this stage' }).waitFor();
  await accessible(page);
});

test('the page fits a window of 320 pixels, with an event and the table open', async (t) => {
  const page = await watching(t, '/live/', { width: 320 });
  await first(page).locator('summary').click();
  await page.getByText('The map as a table').click();
  await page.locator('.as-table table').waitFor();
  await fits(page);
  await accessible(page);
});
