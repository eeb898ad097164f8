// A person judges what no machine can, and what an agent appeals: an agent and an admin, each with a browser of their own.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GOOD, call, contracted, drafted, idOf, image, mark, openAs, placed } from './agents.mjs';
import { accessible, fits } from './harness.mjs';

const UKRAINIAN =
  'Затишний будинок із великим садом, новою кухнею та світлою вітальнею. Поруч парк, школа і дитячий майданчик.';
const NARROW = { width: 320, height: 640 };

/** A listing with a photo and an approved contract, whose publication its agent requests. */
async function requested(t, description) {
  const place = await drafted({ description });
  await contracted(place, 'APPROVED');
  const page = await openAs(t, `/agent/listings/${idOf(place)}`);
  await page.locator('input[type=file]').setInputFiles([image('front.png')]);
  await placed(page, 1);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  return { place, page };
}

/** The review of a listing on the admins' page; older ones may wait before it. */
async function review(t, { number }) {
  const page = await openAs(t, '/agent/reviews', { name: 'admin1' });
  const card = page.locator('review-card', { hasText: `${number} Window Lane` });
  const more = page.getByRole('button', { name: 'Show more' });
  await more.or(card).first().waitFor();
  while (!(await card.count())) {
    await more.click();
    await more.or(card).last().waitFor();
  }
  return { page, card };
}

/** Requests of an address wait until they are released, as on a slow line. */
async function heldBack(page, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

describe('reviews', { concurrency: 2 }, () => {
  test('a decline is appealed and approved by an admin, by keyboard alone', async (t) => {
    const { place, page } = await requested(t, 'A horrible, ugly, terrible house.');
    await mark(page, 'content', 'stopped');
    await page.getByText('Why it was declined').waitFor();

    const summary = page.locator('summary', { hasText: 'Appeal' });
    await summary.focus();
    await page.keyboard.press('Enter');
    const submit = page.getByRole('button', { name: 'Send the appeal' });
    await submit.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Say why the check is wrong.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'appeal-comment');
    await accessible(page);
    await page.keyboard.type('It is the house of a film, and famous for it.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('A person looks at it, as you appealed.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'publication-title');
    await mark(page, 'content', 'current');
    await page.getByText('It is the house of a film, and famous for it.').waitFor();
    await accessible(page);
    await page.setViewportSize(NARROW);
    await fits(page);

    const { page: admin, card } = await review(t, place);
    await admin
      .getByRole('link', { name: /^Reviews/ })
      .getByText(/wait/)
      .waitFor();
    await card.getByText('It is the house of a film, and famous for it.').waitFor();
    await card.getByText(/'horrible'/).waitFor();
    await accessible(admin);
    const comment = card.getByLabel('Comment for the agent');
    await comment.focus();
    await admin.keyboard.type('Fine as it is.');
    await admin.keyboard.press('Tab');
    await admin.keyboard.press('Enter'); // the first button: Approve
    await card.waitFor({ state: 'detached' });
    await admin.waitForFunction(() => /^review/.test(document.activeElement?.id ?? ''));

    await mark(page, 'published', 'done');
    await page.getByText('Fine as it is.').waitFor();
    assert.equal(await page.locator('appeal-form').count(), 0);
    await accessible(page);
  });

  test('a language that no service judges is declined by an admin with a comment, edited and published', async (t) => {
    const { place, page } = await requested(t, UKRAINIAN);
    await page.getByText('No machine can judge all of it, so a person looks at it.').waitFor();
    await page.getByText(/Without an answer it is declined then/).waitFor();
    await mark(page, 'content', 'current');
    await accessible(page);

    const { page: admin, card } = await review(t, place);
    await card.getByText(UKRAINIAN).waitFor();
    await card.locator('.photos img').waitFor();
    await card.getByRole('button', { name: 'Decline' }).click();
    await card.getByText('Say why it is declined; the agent reads it.').waitFor();
    await accessible(admin);
    await admin.setViewportSize(NARROW);
    await fits(admin);
    await card.getByLabel('Comment for the agent').fill('Write it in English, too.');
    await card.getByRole('button', { name: 'Decline' }).click();
    await card.waitFor({ state: 'detached' });

    await mark(page, 'content', 'stopped');
    await page.getByText('Write it in English, too.').waitFor();
    await page.locator('summary', { hasText: 'Appeal' }).waitFor();
    await accessible(page);
    await page.getByRole('link', { name: 'Go to the text' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'description');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(GOOD);
    const publication = await heldBack(page, '**/publication');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Everything is saved').waitFor();
    assert.equal(await page.locator('appeal-form').count(), 0, 'before the page knows the new publication');
    publication.release();
    await page.getByRole('button', { name: /^Publish/ }).click();
    await mark(page, 'published', 'done');
  });

  test('the second admin is told what the first one decided, and an own listing is another admin’s', async (t) => {
    const { place } = await requested(t, UKRAINIAN);
    const listing = await drafted({ description: UKRAINIAN }, { name: 'admin1' });
    await contracted(listing, 'APPROVED');
    const own = await openAs(t, `/agent/listings/${idOf(listing)}`, { name: 'admin1' });
    await own.locator('input[type=file]').setInputFiles([image('front.png')]);
    await placed(own, 1);
    await own.getByRole('button', { name: 'Publish', exact: true }).click();
    await own.getByText('No machine can judge all of it, so a person looks at it.').waitFor();

    const { card: mine } = await review(t, listing);
    await mine.getByText('This is your own listing: another admin has to decide.').waitFor();
    assert.equal(await mine.getByRole('button', { name: 'Approve' }).count(), 0);

    const late = await openAs(t, '/agent/reviews', { name: 'admin1', expected: [/409 .*\/reviews\//] });
    const card = late.locator('review-card', { hasText: `${place.number} Window Lane` });
    await card.waitFor();
    const { request_id } = await call('Web', 'GET', `/properties/${idOf(place)}/publication`);
    await call('Web', 'POST', `/reviews/${request_id}`, { verdict: 'DECLINED', comment: 'No.' }, { name: 'admin1' });
    await card.getByRole('button', { name: 'Approve' }).click();
    await card.getByText(/has decided this review already: DECLINED/).waitFor();
    await accessible(late);
    await call('Web', 'DELETE', `/properties/${idOf(listing)}`, undefined, { name: 'admin1' });
  });
});
