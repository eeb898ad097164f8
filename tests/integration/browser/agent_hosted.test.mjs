// Sign-in on the user pool's own page by authorization code with PKCE, as on AWS; the engine has such a page too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, drafted } from './agents.mjs';
import { accessible, open, outputs, passwords, site } from './harness.mjs';

const pool = new URL(outputs.WebApiUrl).origin;
/** The pool's page is left for, and comes back: the browser goes there, no page calls it. */
const POOL_PAGE = /^request to [^ ]*\/(oauth2\/authorize|login)\b/;

test('an agent signs in on the page of the user pool and returns to the page where the sign-in started', async (t) => {
  const place = await drafted();
  const page = await open(t, '/agent/', { expected: [POOL_PAGE] });
  await page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, signInUrl: pool, userPoolClientId: process.env.HOSTED_CLIENT } });
  });
  await page.goto(`${site}/agent/listings/${idOf(place)}`);
  await page.getByRole('button', { name: 'Continue to the sign-in page' }).waitFor();
  await accessible(page);
  const asked = page.waitForRequest(/oauth2\/authorize/);
  await page.getByRole('button', { name: 'Continue to the sign-in page' }).click();
  const query = new URL((await asked).url()).searchParams;
  assert.deepEqual([query.get('code_challenge_method'), query.get('response_type')], ['S256', 'code']);
  await page.locator('input[name=username]').fill('agent1');
  await page.locator('input[name=password]').fill(passwords.agent1);
  await page.locator('button, input[type=submit]').first().click();
  await page.getByRole('heading', { name: 'Details' }).waitFor();
  assert.equal(page.url(), `${site}/agent/listings/${idOf(place)}`);
});
