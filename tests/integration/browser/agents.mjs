// What the tests of the agents' pages share: agents at their pages and at the APIs, and images to upload.

import { crc32, deflateSync } from 'node:zlib';
import { open, outputs, passwords, site } from './harness.mjs';

/** The origin of the engine, whose user pool takes name and password; for programs, which need no page. */
const engine = new URL(outputs.WebApiUrl).origin;
const tokens = new Map();

/** Sign in by the page's own form. */
export async function signIn(page, name = 'agent1') {
  await page.getByLabel('Agent').fill(name);
  await page.getByLabel('Password').fill(passwords[name]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in as').waitFor();
}

/** Open a page with an agent signed in already. */
export async function openAs(t, path, { name = 'agent1', ...options } = {}) {
  const page = await open(t, '/agent/', options);
  const kept = JSON.stringify(await tokensOf(name));
  await page.evaluate((tokens) => sessionStorage.setItem('unicorn:session', tokens), kept);
  await page.goto(site + path);
  return page;
}

/** Call an API as an agent does who is not at this page. Throws unless the answer is a good one. */
export async function call(api, method, path, body, { name = 'agent1', headers = {} } = {}) {
  const answer = await fetch(outputs[`${api}ApiUrl`] + path, {
    method,
    headers: {
      Authorization: `Bearer ${(await tokensOf(name)).id_token}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

async function tokensOf(name) {
  if (!tokens.has(name)) tokens.set(name, await signedIn(name));
  return tokens.get(name);
}

async function signedIn(name) {
  const answer = await fetch(engine, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId: outputs.UserPoolClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: passwords[name] },
    }),
  });
  const { IdToken, RefreshToken } = (await answer.json()).AuthenticationResult;
  return { id_token: IdToken, refresh_token: RefreshToken };
}

export const GOOD = 'A sunny and friendly house with a lovely garden, close to the park and the school.';

/** An address that no other test has. */
export function address() {
  const number = String(Math.floor(Math.random() * 1e9));
  return { country: 'USA', city: 'Browserville', street: 'Window Lane', number };
}

export const idOf = ({ number }) => `usa/browserville/window-lane/${number}`;

/** A listing as another agent's program would draft it. */
export async function drafted(more = {}, who = {}) {
  const place = address();
  const terms = { description: GOOD, contract: 'sale', listprice: 250000, currency: 'USD' };
  await call('Web', 'POST', '/properties', { address: place, ...terms, ...more }, who);
  return place;
}

/** A contract in the status that is wanted. */
export async function contracted(place, status = 'DRAFT') {
  const property_id = idOf(place);
  const contract = await call('Contracts', 'POST', '/contracts', { property_id, address: place, seller_name: 'Ada' });
  if (status !== 'DRAFT') await call('Contracts', 'PUT', '/contracts', { property_id, contract_status: status });
  return contract;
}

/** A PNG as the file chooser takes it, of one colour or of one for each place; with `marked`, the mark that the local
 * moderation declines. */
export function image(name, { marked = false, width = 480, height = 320, colour = [90, 140, 200] } = {}) {
  const [magenta, green] = [
    [255, 0, 255],
    [0, 255, 0],
  ];
  const plain = (x, y) => (typeof colour === 'function' ? colour(x, y) : colour);
  const pixel = (x, y) =>
    marked && y < height / 8 ? ('MGMMGGMG'[Math.floor((x * 8) / width)] === 'M' ? magenta : green) : plain(x, y);
  const row = (y) => [0, ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat()];
  const rows = Buffer.from(Array.from({ length: height }, (_, y) => row(y)).flat());
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  const buffer = Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]);
  return { name, mimeType: 'image/png', buffer };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Drop files onto the page's place for images, as a mouse would. */
export async function drop(page, files) {
  const sent = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, content: buffer.toString('base64') }));
  const dataTransfer = await page.evaluateHandle((all) => {
    const held = new DataTransfer();
    for (const { name, mimeType, content } of all) {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      held.items.add(new File([bytes], name, { type: mimeType }));
    }
    return held;
  }, sent);
  await page.locator('.drop').dispatchEvent('dragover', { dataTransfer });
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer });
}

/** Wait until this many images have a place in the listing. */
export const placed = (page, count) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.images > li').length === wanted, count);

/** The mark of a station in the drawing that is seen. */
export const mark = (page, station, wanted) =>
  page.locator(`svg.workflow:visible [data-station=${station}][data-mark=${wanted}]`).waitFor();

/** Fill in the form of a new listing. */
export async function fillIn(page, place, description = GOOD) {
  await page.getByLabel('Country').fill(place.country);
  await page.getByLabel('City').fill(place.city);
  await page.getByLabel('Street').fill(place.street);
  await page.getByLabel('House number').fill(place.number);
  await page.getByLabel('Price', { exact: true }).fill('250,000');
  await page.getByLabel('Description').fill(description);
}
