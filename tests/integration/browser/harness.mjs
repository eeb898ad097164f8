// What browser tests share: pages that are watched, axe, and the browser's own figures.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

const { SITE_SOURCES, SITE_URL, CHROMIUM, OUTPUTS, PASSWORDS, SCREENSHOTS } = process.env;
const require = createRequire(`${SITE_SOURCES}/package.json`);
const { chromium } = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const site = SITE_URL;
export const outputs = JSON.parse(OUTPUTS ?? '{}');
export const passwords = JSON.parse(PASSWORDS ?? '{}');
/** The address of the images bucket. Here it shares its origin with the APIs, so that its path counts, too. */
export const bucket = `${new URL(outputs.WebApiUrl).origin}/${outputs.ImagesBucketName}`;

const LATE_PHOTO = /404 .*?(https?:\S+\/published\/((?:[^/]+\/){3}[^/]+)\/\S+)/;
const LATE = 20_000; // milliseconds

/** The one browser of a file, whose tests may run side by side. */
let launched;
after(async () => (await launched)?.close());

/**
 * Open a page in a context of its own. When the test ends, an error on its console, a request to another address than
 * the site's origin and the bucket, or a breach of the content security policy fails it; `expected` are patterns of
 * errors that the test provokes. With `latePhotos`, a photo may be missing as `isLate` says.
 */
export async function open(
  t,
  path,
  { expected = [], latePhotos = false, width = 1280, height = 900, ...context } = {},
) {
  launched ??= chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
  const own = await (await launched).newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...context });
  await own.addInitScript({ path: AXE });
  await own.exposeFunction('reportSent', (sent) => console.log(`sent: ${JSON.stringify(sent)}`));
  await own.addInitScript(reportBodies);
  const page = await own.newPage();
  page.setDefaultTimeout(15_000);
  const problems = watch(page);
  t.after(async () => {
    const others = problems.filter((one) => !expected.some((pattern) => pattern.test(one)));
    const late = await Promise.all(others.map((one) => latePhotos && isLate(one)));
    const unexpected = others.filter((_, index) => !late[index]);
    if (t.passed === false || unexpected.length) await keepScreenshot(t, page);
    await own.close();
    assert.deepEqual(unexpected, []);
  });
  await page.goto(site + path);
  return page;
}

/**
 * Whether a problem is the 404 of a photo that is there by now, or whose home is no longer public: a home's photos are
 * copied some seconds after it is published, and deleted after it is taken down (docs/adr/0045), and a page of a place
 * lists homes of other tests as well.
 */
async function isLate(problem) {
  const [, photo, home] = LATE_PHOTO.exec(problem) ?? [];
  for (const end = Date.now() + LATE; photo && Date.now() < end; await pause(250)) {
    if ((await fetch(photo, { method: 'HEAD' })).ok) return true;
    if ((await fetch(`${site}/api/web/properties/${home}`)).status === 404) return true;
  }
  return false;
}

/** Report each body that an API accepts to test_pages.py; runs in the page, since a browser hides a Request's body. */
function reportBodies() {
  const send = globalThis.fetch;
  globalThis.fetch = async (request, options) => {
    const isJson = request instanceof Request && request.headers.get('content-type')?.startsWith('application/json');
    const body = isJson ? await request.clone().text() : '';
    const answer = await send(request, options);
    if (body && answer.ok) await globalThis.reportSent({ method: request.method, address: request.url, body });
    return answer;
  };
}

/** Keep the page as a failed test left it, for those who cannot look at its browser. */
async function keepScreenshot(t, page) {
  const name = t.name.replaceAll(/\W+/g, '-');
  if (SCREENSHOTS)
    await page.screenshot({ path: `${SCREENSHOTS}/${name}-${Date.now()}.png`, fullPage: true }).catch(() => {});
}

/** Whether a page may send a request to an address: to the site's own origin, and to the bucket. */
export function isAllowed(address) {
  const { origin, pathname, protocol } = new URL(address);
  const isBucket = `${origin}${pathname}/`.startsWith(`${bucket}/`);
  return origin === site || isBucket || !protocol.startsWith('http'); // data: and blob: send nothing
}

/** Note what a page should not do. */
function watch(page) {
  const problems = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!isAllowed(request.url())) problems.push(`request to ${request.url()}`);
  });
  return problems;
}

/** Wait until the script shows the page, in place of the content that it arrived with. */
export const isTheScripts = (page) => page.locator('#plain').waitFor({ state: 'detached' });

/** Assert that axe finds nothing, in light and in dark. */
export async function accessible(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await page.evaluate(async () => {
      const found = await globalThis.axe.run(document, { resultTypes: ['violations'] });
      return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
    });
    assert.deepEqual(violations, [], `${colorScheme}: ${page.url()}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** Assert that nothing is wider than the window. */
export async function fits(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${page.url()} is ${content} px wide in a window of ${window} px`);
}

/** The browser's own figures for a page, in milliseconds. */
export async function figures(page) {
  return page.evaluate(async () => {
    const entries = (type) =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
        setTimeout(() => resolve([]), 200);
      });
    const [paints, largest, long] = await Promise.all(['paint', 'largest-contentful-paint', 'longtask'].map(entries));
    const first = paints.find((paint) => paint.name === 'first-contentful-paint');
    return {
      firstContentfulPaint: Math.round(first?.startTime ?? NaN),
      largestContentfulPaint: Math.round(largest.at(-1)?.startTime ?? NaN),
      totalBlockingTime: Math.round(long.reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0)),
    };
  });
}

/** Print a figure in the test output. */
export function report(words) {
  console.log(`figure: ${words}`);
}
