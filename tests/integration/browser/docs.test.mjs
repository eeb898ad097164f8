// The page of an API's description: "Try it out" and "Execute" send a request that the API answers, wherever it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, outputs, site } from './harness.mjs';

/** Execute an operation by its buttons; returns the request's address, and the status that the page shows. */
async function executed(page, base, operation) {
  await page.goto(`${base}/docs`);
  const row = page.locator(`[id$="-${operation}"]`);
  await row.locator('.opblock-summary').click();
  await row.getByRole('button', { name: 'Try it out' }).click();
  const asking = page.waitForResponse((answer) => answer.url().startsWith(base) && !answer.url().endsWith('/docs'));
  await row.getByRole('button', { name: 'Execute' }).click();
  const answer = await asking;
  const status = row.locator('.live-responses-table tr.response .response-col_status');
  await status.filter({ hasText: String(answer.status()) }).waitFor();
  return [answer.url().split('?')[0], answer.status()]; // defaults of the query are sent, too
}

for (const [where, api] of [
  ['behind the site', `${site}/api/web`],
  ["at the API's own address", outputs.WebApiUrl],
])
  test(`a search is executed from the page of the Web API ${where}`, async (t) => {
    const page = await open(t, '/', {
      expected: [/^request to / /* the API's own address is not the site's */],
    });
    assert.deepEqual(await executed(page, api, 'list_countries'), [`${api}/search`, 200]);
  });

for (const [where, api] of [
  ['behind the site', `${site}/api/contracts`],
  ["at the API's own address", outputs.ContractsApiUrl],
])
  test(`a list is asked for from the page of the Contracts API ${where}, which needs a token`, async (t) => {
    const page = await open(t, '/', {
      expected: [/^request to /, /status of 401/],
    });
    assert.deepEqual(await executed(page, api, 'list_contracts'), [`${api}/contracts`, 401]);
  });
