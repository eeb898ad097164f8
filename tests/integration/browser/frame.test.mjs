// What all three areas have in common.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, fits, open, site } from './harness.mjs';

for (const path of ['/', '/agent/', '/live/', '/events']) {
  test(`${path} has a heading, is accessible, and fits a narrow window`, async (t) => {
    const page = await open(t, path, { width: 320 });
    await page.locator('h1').first().waitFor();
    await accessible(page);
    await fits(page);
  });
}

test('the links at the top stand in one row on a small phone', async (t) => {
  const page = await open(t, '/', { width: 390 });
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const tops = await page.locator('.top nav a').evaluateAll((all) => all.map((one) => one.offsetTop));
    assert.deepEqual(new Set(tops).size, 1, `${width} px: ${tops}`);
  }
});

test('an unknown address shows a message and links to the home page', async (t) => {
  const page = await open(t, '/no/such/place');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await accessible(page);
  await page.getByRole('main').getByRole('link').first().click();
  await page.waitForURL(`${site}/`);
});

test('the keyboard reaches the content in two strokes', async (t) => {
  const page = await open(t, '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
});

test('an injected script is not run', async (t) => {
  const page = await open(t, '/', { expected: [/Content Security Policy|TrustedHTML|TrustedScript/i] });
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.ran = true';
    } catch {
      return 'refused';
    }
    document.body.append(script);
    return globalThis.ran ?? 'blocked';
  });
  assert.ok(['refused', 'blocked'].includes(ran));
});

test('the page of the Web API shows its operations', async (t) => {
  const page = await open(t, '/api/web/docs'); // a part that its policy forbids is an error in the console
  await page.locator('.opblock-summary').first().waitFor();
  assert.ok((await page.locator('.opblock-summary').count()) > 10);
});
