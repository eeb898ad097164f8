// A customer books a time that an agent offers, moves and cancels it: two people, each with a browser of their own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, openAs } from './agents.mjs';
import { accessible, fits, open, site } from './harness.mjs';

const ID = 'usa/anytown/main-street/111';
const HOME = `/properties/${ID}`;
const CHOICES_MAX = 200;
const NARROW = { width: 320, height: 640 };
const unique = () => `Visitor ${Math.floor(Math.random() * 1e9)}`;

/** Offer times on a day that no other test has; what they leave is removed at the end. */
async function offered(t, count = 3) {
  const day = new Date(Date.now() + (2 + Math.floor(Math.random() * 80)) * 864e5).toISOString().slice(0, 10);
  const minute = String(Math.floor(Math.random() * 60)).padStart(2, '0');
  const starts_at = `${day}T10:${minute}+01:00`;
  const slots = await call('Web', 'POST', `${HOME}/slots`, { starts_at, minutes: 10, in_a_row: count });
  t.after(async () => {
    for (const { slot_id, viewing } of await call('Web', 'GET', '/agent/viewings?limit=100')) {
      if (!slots.some((slot) => slot.slot_id === slot_id)) continue;
      const path = viewing ? `/agent/viewings/${ID}/${viewing.viewing_id}` : `${HOME}/slots/${slot_id}`;
      await call('Web', 'DELETE', path, undefined, { headers: { 'If-Match': '*' } });
    }
  });
  return slots;
}

/** Press a button or follow a link, with the keyboard alone. */
async function press(target) {
  await target.focus();
  await target.press('Enter');
}

/** Choose by the arrow keys, from the first one on. */
async function choose(choice, wanted) {
  await choice.focus();
  await choice.press('Home');
  for (let left = CHOICES_MAX; left && (await choice.inputValue()) !== wanted; left -= 1)
    await choice.press('ArrowDown');
  assert.equal(await choice.inputValue(), wanted);
}

/** Open the form, with the keyboard alone. */
async function openForm(page) {
  await press(page.locator('summary', { hasText: 'See this home' }));
  await page.getByLabel('Time').waitFor();
}

/** Book by the page's own form, with the keyboard alone. */
async function book(page, name, { slot_id }) {
  await openForm(page);
  await choose(page.getByLabel('Time'), slot_id);
  for (const typed of [name, 'vera@example.com', '+1 555 0101']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  await page.keyboard.press('Tab'); // past the field that people do not see
  await page.keyboard.press('Enter');
  await page.getByText('You have booked a viewing:').waitFor();
}

test('a customer books by keyboard, moves and cancels by the link, and has a file for the calendar', async (t) => {
  const [first, second] = await offered(t);
  const name = unique();
  const page = await open(t, HOME);
  await book(page, name, first);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'viewing-title');
  await accessible(page);
  await page.reload();
  await page.getByText('You have booked a viewing:').waitFor(); // this browser remembers it
  await press(page.getByRole('link', { name: 'Move or cancel it' }));
  await page.getByRole('heading', { name: 'Your viewing' }).waitFor();
  await page.getByText('(UTC+01:00)').first().waitFor();
  const link = page.url();
  assert.match(new URL(link).hash, /^#.{43}$/);
  await accessible(page);

  const downloaded = page.waitForEvent('download');
  await press(page.getByRole('button', { name: 'Add to your calendar' }));
  assert.equal((await downloaded).suggestedFilename(), 'viewing.ics');

  await choose(page.getByLabel('Move it to another time'), second.slot_id);
  await press(page.getByRole('button', { name: 'Move it to this time' }));
  await page.waitForFunction(() => document.activeElement.tagName === 'H1');
  const free = await (await fetch(`${site}/api/web${HOME}/viewings`)).json();
  const ids = free.map(({ slot_id }) => slot_id);
  assert.deepEqual([ids.includes(first.slot_id), ids.includes(second.slot_id)], [true, false]);

  await press(page.getByRole('button', { name: 'Cancel the viewing' }));
  await page.getByText('Cancel this viewing?').waitFor();
  await accessible(page);
  await page.keyboard.press('Enter'); // the focus is on the answer
  await page.getByText('You have cancelled your viewing.').waitFor();
  await page.goto(link);
  await page.getByText('You have cancelled your viewing.').waitFor();
});

test('a time that somebody else books meanwhile is said at its field, and what was typed stays', async (t) => {
  const [first] = await offered(t);
  const page = await open(t, HOME, { expected: [/409/], ...NARROW });
  await openForm(page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByText('Write your name').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'viewing-slot_id');
  await accessible(page);
  await fits(page);
  await page.getByLabel('Time').selectOption(first.slot_id);
  await page.getByLabel('Your name').fill('Vera');
  await page.getByLabel('E-mail').fill('vera@example.com');
  await call('Web', 'POST', `${HOME}/viewings`, { slot_id: first.slot_id, name: 'Somebody', phone: '+1 555 0100' });
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page
    .getByText(/Somebody else has booked this time/)
    .first()
    .waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'viewing-slot_id');
  assert.equal(await page.getByLabel('Your name').inputValue(), 'Vera');
  assert.equal(await page.locator(`option[value="${first.slot_id}"]`).count(), 0);
  await accessible(page);
});

test('a home that is taken down while its page is shown has no times, and nothing to try again', async (t) => {
  const page = await open(t, HOME, { expected: [/410/] });
  const problem = { type: 'https://example.com/listing-gone', title: 'Gone', status: 410, detail: 'It is gone.' };
  const gone = { status: 410, contentType: 'application/problem+json', body: JSON.stringify(problem) };
  await page.route('**/viewings', (route) => route.fulfill(gone));
  await press(page.locator('summary', { hasText: 'See this home' }));
  await page.getByText('This home is no longer on offer.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
  await accessible(page);
});

test('a link that is not whole leads to a page that says so', async (t) => {
  const page = await open(t, `/viewings/${ID}/01a20f9d-d8c0-7017-891a-07277bdc2d1b#x`, {
    expected: [/404/],
    ...NARROW,
  });
  await page.getByRole('heading', { name: 'There is no such viewing' }).waitFor();
  await accessible(page);
  await fits(page);
});

test('an agent offers times by keyboard, sees who comes, and cancels; the visitor sees it', async (t) => {
  const agent = await openAs(t, '/agent/');
  await press(agent.getByRole('link', { name: 'Viewings' }));
  await press(agent.getByRole('button', { name: 'Offer these times' }));
  assert.equal(await agent.evaluate(() => document.activeElement.id), 'offer-day');
  await accessible(agent);
  const day = new Date(Date.now() + 85 * 864e5).toISOString().slice(0, 10);
  const minute = String(Math.floor(Math.random() * 60)).padStart(2, '0');
  const [year, month, date] = day.split('-');
  await choose(agent.getByLabel('Home', { exact: true }), ID);
  await agent.getByLabel('Day', { exact: true }).focus();
  await agent.keyboard.type(`${month}${date}${year}`);
  assert.equal(await agent.getByLabel('Day', { exact: true }).inputValue(), day);
  await agent.getByLabel('First one begins at').focus();
  await agent.keyboard.type(`03${minute}AM`);
  await choose(agent.getByLabel('Length', { exact: true }), '15');
  await choose(agent.getByLabel('Clocks there'), '330');
  await press(agent.getByRole('button', { name: 'Offer these times' }));
  const entry = agent.getByRole('listitem').filter({ hasText: `03:${minute}` });
  await entry.getByText('Free').waitFor();

  const name = unique();
  const slots = await (await fetch(`${site}/api/web${HOME}/viewings`)).json();
  const slot = slots.find(({ utc_offset, minutes }) => utc_offset === '+05:30' && minutes === 15);
  const booked = await call('Web', 'POST', `${HOME}/viewings`, { slot_id: slot.slot_id, name, phone: '+1 555 0100' });
  await agent.reload();
  await entry.getByText(name).waitFor();
  assert.equal(await entry.getByRole('link', { name: '+1 555 0100' }).getAttribute('href'), 'tel:+15550100');
  await accessible(agent);
  await agent.setViewportSize(NARROW);
  await fits(agent);
  await press(entry.getByRole('button', { name: 'Cancel the viewing' }));
  await press(agent.getByRole('button', { name: 'Cancel it' }));
  await entry.waitFor({ state: 'detached' });
  const visitor = await open(t, booked.link);
  await visitor.getByText('The agent has cancelled your viewing.').waitFor();
});
