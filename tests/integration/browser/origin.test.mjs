// Pages call their own origin and the images bucket, nothing else: seen from outside, request by request.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, drafted, fillIn, idOf, image, openAs, placed, signIn } from './agents.mjs';
import { bucket, isAllowed, open, outputs, site } from './harness.mjs';

const COTTAGE = '/properties/usa/anytown/main-street/111';

/** Record every request of a page's browser context, to whatever address. */
function recorded(page, requests = []) {
  page.context().on('request', (request) => requests.push(request.url()));
  return requests;
}

test('a tour of all pages sends every request to the site and the bucket', async (t) => {
  const place = await drafted();
  const page = await open(t, '/events');
  const requests = recorded(page);

  await page.goto(site);
  await page.locator('.tile img').first().waitFor();
  await page.getByRole('link', { name: /Anytown/ }).click();
  await page.locator('.card img').first().waitFor();
  await page.goto(`${site}${COTTAGE}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${site}/live/`);
  await page.locator('.status', { hasText: 'Live' }).waitFor();
  await page.goto(`${site}/events`);
  await page.getByRole('heading', { level: 1 }).waitFor();

  await page.goto(`${site}/agent/`);
  await signIn(page);
  await page.locator('.listings li').first().waitFor();
  await page.goto(`${site}/agent/listings/${idOf(place)}`);
  await page.locator('input[type=file]').setInputFiles([image('a.png')]);
  await placed(page, 1);
  await page.getByRole('button', { name: 'Draft the contract' }).click();
  await page.getByLabel('Seller', { exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'Draft the contract' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.waitForLoadState('networkidle');

  assert.deepEqual(
    requests.filter((request) => !isAllowed(request)),
    [],
  );
  for (const prefix of [`${site}/api/web/`, `${site}/api/contracts/`, `${site}/api/sign-in/`, bucket])
    assert.ok(
      requests.some((request) => request.startsWith(prefix)),
      `the tour has not called ${prefix}`,
    );
});

test('a page that calls an API at its own address is noticed, and its browser refuses the call', async (t) => {
  const page = await open(t, '/', { expected: [/Content Security Policy/, /^request to /] });
  const refused = await page.evaluate((direct) => fetch(direct).then(String, String), `${outputs.WebApiUrl}/search`);
  assert.match(refused, /Failed to fetch/);
  assert.equal(isAllowed(`${outputs.WebApiUrl}/search`), false);
  assert.equal(isAllowed(`${outputs.ContractsApiUrl}/contracts`), false);
  assert.equal(isAllowed(`${bucket}-other/image.webp`), false);
});

test('the next page of a list is found behind the prefix, and so is a new listing', async (t) => {
  const page = await openAs(t, '/agent/');
  const [first, second] = await page.evaluate(async () => {
    const answer = await fetch('/api/web/search/usa/anytown?limit=1');
    const [, next] = answer.headers.get('Link').match(/<([^>]+)>; rel="next"/);
    const following = await fetch(new URL(next, answer.url));
    return [await answer.json(), await following.json()];
  });
  assert.equal(second.length, 1);
  assert.notDeepEqual(first, second);

  const place = address();
  await page.goto(`${site}/agent/new`);
  await fillIn(page, place);
  const drafting = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  const { location } = await (await drafting).allHeaders();
  assert.equal(new URL(location, (await drafting).url()).href, `${site}/api/web/properties/${idOf(place)}`);
});
