// A customer saves a search, confirms it by the link in the mail, keeps it and ends it; the mails are the local inbox's.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { GOOD, contracted, drafted, idOf, image, mark, openAs, placed } from './agents.mjs';
import { accessible, fits, open, outputs, site } from './harness.mjs';

const ANYTOWN = '/search/usa/anytown';
const NARROW = { width: 320, height: 640 };
const INBOX = `${new URL(outputs.WebApiUrl).origin}/_ministack/ses/messages`;
const LATE = 20_000; // milliseconds
const unique = () => `ada.${Math.floor(Math.random() * 1e12)}@example.com`;

/** Return the texts of the mails to an address. */
async function mailsTo(email) {
  const { messages } = await (await fetch(INBOX)).json();
  const mails = Object.values(messages).flat();
  return mails.filter(({ To }) => To.includes(email)).map(({ BodyText }) => BodyText);
}

/** Return a mail to an address, once there is one with some text; `look` is done before each look. */
async function mailWith(text, email, look = () => pause(250)) {
  for (const end = Date.now() + LATE; Date.now() < end; await look()) {
    const found = (await mailsTo(email)).find((mail) => mail.includes(text));
    if (found) return found;
  }
  throw new Error(`no mail to ${email} with ${text}`);
}

/** Return the link in a mail that leads to its search. */
const linkIn = (mail) => mail.match(/http\S+\/alerts\/\S+/)[0];
const linkTo = async (email) => linkIn(await mailWith('/alerts/', email));

/** Send the day's mails, as the clock does. */
const sendMails = () => promisify(execFile)(process.env.UNICORN, ['reconcile', '--context', 'alerts']);

/** Press a button or follow a link, with the keyboard alone. */
async function press(target) {
  await target.focus();
  await target.press('Enter');
}

async function openForm(page) {
  await page.locator('.card, .empty').first().waitFor();
  await press(page.locator('summary', { hasText: 'Save this search' }));
  await page.getByLabel('Your e-mail address').waitFor();
}

/** Save the search of a page by its own form, with the keyboard alone. */
async function save(page, email) {
  await openForm(page);
  await page.getByLabel('Your e-mail address').focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.locator('#alert-saved').waitFor();
}

test('a search is saved by keyboard, confirmed by the link in the mail, kept and ended', async (t) => {
  const email = unique();
  const page = await open(t, `${ANYTOWN}?contract=sale`, { latePhotos: true, expected: [/410/] });
  await save(page, email);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'alert-saved');
  await accessible(page);

  const link = await linkTo(email);
  assert.ok(link.startsWith(`${site}/alerts/`));
  await page.goto(link);
  await page.getByText('It is not confirmed yet').waitFor();
  await accessible(page);
  await press(page.getByRole('button', { name: 'Yes, mail me new homes' }));
  await page.locator('.message', { hasText: 'Your search is confirmed.' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  await accessible(page);
  const search = await page.getByRole('link', { name: 'See the homes of this search' }).getAttribute('href');
  assert.equal(search, `${ANYTOWN}?contract=sale`);

  await page.goto(link); // a second time
  await page.getByText('We mail you new homes that match it').waitFor();
  await press(page.getByRole('button', { name: 'Keep them for half a year' }));
  await page.locator('.message', { hasText: 'The mails go on.' }).waitFor();

  await press(page.getByRole('button', { name: 'End the mails' }));
  await page.getByRole('heading', { name: 'The mails have ended' }).waitFor();
  await accessible(page);
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'This search is no longer saved' }).waitFor();
  await accessible(page);
});

test('a home that an agent publishes is mailed to the customer who saved a search that it matches', async (t) => {
  const email = unique();
  const listprice = 1e6 + Math.floor(Math.random() * 1e6); // as no other home has it
  const search = `/search/usa/browserville?max_price=${listprice}&min_price=${listprice}`;
  const firstThere = /404 .*browserville/; // a city without a home
  const customer = await open(t, search, { latePhotos: true, expected: [firstThere] });
  await save(customer, email);
  await customer.goto(await linkTo(email));
  await press(customer.getByRole('button', { name: 'Yes, mail me new homes' }));
  await customer.locator('.message', { hasText: 'Your search is confirmed.' }).waitFor();

  const place = await drafted({ listprice });
  await contracted(place, 'APPROVED');
  const agent = await openAs(t, `/agent/listings/${idOf(place)}`);
  await agent.locator('input[type=file]').setInputFiles([image('front.png')]);
  await placed(agent, 1);
  await agent.getByRole('button', { name: 'Publish', exact: true }).click();
  await mark(agent, 'published', 'done');

  const home = `${site}/properties/${idOf(place)}`;
  const mail = await mailWith(home, email, sendMails);
  assert.equal((await mailsTo(email)).length, 2); // the one that asked, and this one
  await customer.goto(home);
  await customer.getByText(GOOD).first().waitFor(); // also while the page takes over what the server has drawn
  await customer.goto(linkIn(mail));
  await press(customer.getByRole('button', { name: 'End the mails' }));
  await customer.getByRole('heading', { name: 'The mails have ended' }).waitFor();
});

test('an address that is none, or waits for its answer, is said at its field, in the narrowest window', async (t) => {
  const page = await open(t, ANYTOWN, { latePhotos: true, expected: [/400/, /409/], ...NARROW });
  await openForm(page);
  const field = page.getByLabel('Your e-mail address');
  await page.getByRole('button', { name: 'Mail me new homes' }).click();
  await page.getByText('Write your e-mail address').waitFor();
  await field.fill('ada at example.com');
  await page.getByRole('button', { name: 'Mail me new homes' }).click();
  await page.getByText(/Holds a space/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'alert-email');
  await accessible(page);
  await fits(page);
  const email = unique();
  const body = JSON.stringify({ email, search: ANYTOWN });
  const headers = { 'Content-Type': 'application/json' };
  const saved = await fetch(`${outputs.WebApiUrl}/saved-searches`, { method: 'POST', headers, body });
  assert.equal(saved.status, 202);
  await field.fill(email);
  await page.getByRole('button', { name: 'Mail me new homes' }).click();
  await page.getByText(/This address was sent a mail/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'alert-email');
  await accessible(page);
  await fits(page);
});

test('a link that is not whole leads to a page that says so', async (t) => {
  const page = await open(t, '/alerts/01a20f9d-d8c0-7017-891a-07277bdc2d1b#x', { expected: [/404/], ...NARROW });
  await page.getByRole('heading', { name: 'There is no such saved search' }).waitFor();
  await accessible(page);
  await fits(page);
});

test('the code of the form is fetched when it is opened', async (t) => {
  const page = await open(t, ANYTOWN, { latePhotos: true });
  await page.locator('.card').first().waitFor();
  const scripts = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const before = (await scripts()).filter((name) => name.endsWith('.js')).length;
  await openForm(page);
  const after = (await scripts()).filter((name) => name.endsWith('.js')).length;
  assert.ok(after > before);
});
