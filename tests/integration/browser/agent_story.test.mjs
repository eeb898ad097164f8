// An agent publishes a house by the pages alone, and a customer sees it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GOOD,
  address,
  contracted,
  drafted,
  drop,
  fillIn,
  idOf,
  mark,
  image,
  openAs,
  placed,
  signIn,
} from './agents.mjs';
import { accessible, fits, open, passwords } from './harness.mjs';

/** The answer to going back to a draft that was deleted: the page asks for it, and shows that it is gone. */
const missing = (place) => new RegExp(`404 .*/agent/listings/${idOf(place)}$`);
const title = ({ street, number, city }) => `${number} ${street}, ${city}`;

describe('agents at work', { concurrency: 2 }, () => {
  test('a listing goes from its draft to a customer who sees it', async (t) => {
    const place = address();
    const page = await open(t, '/agent/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await accessible(page);
    await signIn(page);
    await page.locator('.listings li').first().waitFor();
    await accessible(page);

    await page.getByRole('link', { name: 'New listing' }).click();
    await fillIn(page, place);
    await page.getByText('Customers see US$250,000').waitFor();
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('heading', { name: title(place) }).waitFor();
    await page.getByText(idOf(place)).waitFor();

    await drop(page, [image('a.png'), image('b.png', { colour: [200, 90, 90] })]);
    await placed(page, 2);
    const names = () => page.locator('.images .name').allTextContents();
    await page
      .getByRole('button', { name: 'Move b.png earlier' })
      .or(page.getByRole('button', { name: 'Move a.png earlier' }))
      .and(page.locator(':enabled'))
      .click();
    const [dragged] = await names();
    await page.dragAndDrop('.images > li:nth-child(1) .shot', '.images > li:nth-child(2) .shot');
    assert.equal((await names())[1], dragged);
    const [first, second] = await names();
    await page.getByLabel('What it shows').first().fill('The house from the street');
    await page.getByRole('button', { name: 'Save order and texts' }).click();
    await page.getByRole('button', { name: 'Save order and texts' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Draft the contract' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'contract-seller');
    await page.getByLabel('Seller', { exact: true }).fill('Ada Lovelace');
    await page.getByRole('button', { name: 'Draft the contract' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await accessible(page);

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await mark(page, 'requested', 'done');
    await accessible(page);
    await mark(page, 'approval', 'current');
    await page.getByRole('button', { name: 'Approve' }).click();
    await mark(page, 'published', 'done');
    await page.getByText('Published. Customers can find it.').waitFor();
    await accessible(page);

    await page.reload();
    await placed(page, 2);
    assert.deepEqual(await names(), [first, second]);
    assert.equal(await page.getByLabel('What it shows').first().inputValue(), 'The house from the street');
    await page.setViewportSize({ width: 320, height: 800 });
    await mark(page, 'published', 'done');
    await fits(page);
    await accessible(page);

    const link = await page.getByRole('link', { name: 'See it as customers do' }).getAttribute('href');
    const customer = await open(t, '/search/usa/browserville?sort=newest', { latePhotos: true });
    await customer.locator(`a[href="${link}"]`).first().click();
    await customer.getByText(GOOD).waitFor();
    const photo = await customer.getByAltText('The house from the street').first().elementHandle();
    await customer.waitForFunction((image) => image.naturalWidth > 0, photo);
  });

  test('a declined listing is corrected and published', async (t) => {
    const place = await drafted({ description: 'A horrible, ugly, terrible house.' });
    await contracted(place, 'APPROVED');
    const page = await openAs(t, `/agent/listings/${idOf(place)}`);
    await page.locator('input[type=file]').setInputFiles([image('fine.png'), image('unsafe.png', { marked: true })]);
    await placed(page, 2);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await mark(page, 'declined', 'current');
    await mark(page, 'content', 'stopped');
    await accessible(page);

    await page.getByRole('link', { name: 'Go to the text' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'description');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(GOOD);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    await page.getByRole('button', { name: 'Remove unsafe.png' }).click();
    await accessible(page);
    await page.getByRole('button', { name: 'Remove it' }).click();
    await placed(page, 1);
    await page.getByRole('button', { name: /^Publish/ }).click();
    await mark(page, 'published', 'done');
  });

  test('a draft is deleted after the agent confirms it', async (t) => {
    const place = await drafted();
    const page = await openAs(t, `/agent/listings/${idOf(place)}`, { expected: [missing(place)] });
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await page.getByRole('button', { name: 'Keep it as it is' }).click();
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('heading', { name: 'My listings' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'You have no such listing' }).waitFor();
    await accessible(page);
  });

  test('a published listing is taken down when its contract ends, and a pending one when its agent withdraws it', async (t) => {
    const place = await drafted();
    await contracted(place, 'APPROVED');
    const page = await openAs(t, `/agent/listings/${idOf(place)}`);
    await page.locator('input[type=file]').setInputFiles([image('a.png')]);
    await placed(page, 1);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await mark(page, 'published', 'done');
    await page.getByRole('button', { name: 'Close as sold or let' }).click();
    await page.getByRole('button', { name: 'Close it' }).click();
    await mark(page, 'published', 'stopped');
    await page.getByText('Why it was withdrawn').waitFor();
    await accessible(page);

    await page.getByLabel('Seller', { exact: true }).fill('Ada');
    await page.getByRole('button', { name: 'Draft the contract' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.getByRole('button', { name: 'Publish again' }).click();
    await mark(page, 'approval', 'current');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByText('Withdrawn. Customers cannot see it any longer.').waitFor();
  });

  test('listings are shown by status, a page at a time', async (t) => {
    await Promise.all(Array.from({ length: 25 }, () => drafted({}, { name: 'agent2' })));
    const page = await openAs(t, '/agent/', { name: 'agent2' });
    const shown = page.locator('.listings > li');
    await page.getByRole('link', { name: 'Declined' }).click(); // and before that has come, something else
    await page.getByRole('link', { name: /^Draft/ }).click();
    await page.locator('[aria-current=true]').getByText('Draft').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await shown.nth(24).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('li')?.matches(':nth-child(25)'));
    assert.deepEqual(new Set(await shown.locator('.badge').allTextContents()), new Set(['Draft']));
    await page.getByRole('link', { name: 'Declined' }).click();
    await page.getByText('No listing has this status.').or(shown.first()).waitFor();
    await accessible(page);
    await page.goBack();
    await shown.nth(23).waitFor();
    assert.equal(await page.getByRole('link', { name: /^Draft/ }).getAttribute('aria-current'), 'true');
  });

  test('a listing can be published with the keyboard alone', async (t) => {
    const place = address();
    const page = await open(t, '/agent/');
    const { keyboard } = page;
    page.on('filechooser', (chooser) => chooser.setFiles([image('a.png')]));
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: found } = document;
        return (
          found?.getAttribute('aria-label') ||
          found?.labels?.[0]?.textContent?.trim() ||
          found?.textContent?.trim() ||
          ''
        );
      });
    /** Go on by Tab until the focus is where it is wanted. */
    const reach = async (name) => {
      for (let strokes = 0; strokes < 80; strokes += 1) {
        await keyboard.press('Tab');
        if ((await focused()).startsWith(name)) return;
      }
      assert.fail(`no way to ${name} by keyboard`);
    };
    const type = async (name, text) => {
      await reach(name);
      await keyboard.type(text);
    };
    await page.getByLabel('Agent').waitFor();
    await type('Agent', 'agent2');
    await type('Password', passwords.agent2);
    await keyboard.press('Enter');
    await page.getByText('Signed in as').waitFor();
    await reach('New listing');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New listing' }).waitFor();
    for (const [name, text] of [
      ['Country', place.country],
      ['City', place.city],
      ['Street', place.street],
      ['House number', place.number],
      ['Price', '1200'],
      ['Description', GOOD],
    ])
      await type(name, text);
    await reach('Create the draft');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: title(place) }).waitFor();
    await page.getByLabel('Seller', { exact: true }).waitFor();
    await type('Seller', 'Grace Hopper');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await reach('Approve');
    await keyboard.press('Enter');
    await page.getByText('The contract is approved.').waitFor({ state: 'attached' });
    await reach('choose files');
    await keyboard.press('Enter');
    await placed(page, 1);
    await page.locator('#ask[aria-disabled=false]').waitFor();
    await reach('Publish');
    await keyboard.press('Enter');
    await mark(page, 'published', 'done');
  });
});
