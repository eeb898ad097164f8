// A photo is turned and cropped by hand: with the mouse, the keyboard and a finger; customers see what was kept.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, contracted, drafted, idOf, image, mark, openAs, placed } from './agents.mjs';
import { accessible, fits, site } from './harness.mjs';

const [RED, BLUE] = [
  [200, 30, 30],
  [30, 60, 200],
];
/** Red on the left, blue on the right: which side is up, and what was cut off, is seen by its colour. */
const photo = (name) => image(name, { width: 480, height: 320, colour: (x) => (x < 240 ? RED : BLUE) });
const REMOVED_MEANWHILE = /status of 404/;

const editor = (page) => page.getByRole('dialog');
const button = (page, name) => editor(page).getByRole('button', { name });
const kept = (page, words) => editor(page).getByText(`Kept: ${words} pixels.`).waitFor();

async function openEditor(page, name = 'front.png') {
  await page.getByRole('button', { name: `Turn and crop ${name}` }).click();
  await editor(page).locator('img').waitFor();
}

/** Wait until another image has taken the place of this one, and its file is shown. */
async function replaced(page, id) {
  await page.waitForFunction(
    (before) => {
      const card = document.querySelector('.images > li');
      const shown = card?.querySelector('img');
      return card?.dataset.image !== before && shown?.complete && shown.naturalWidth > 0;
    },
    id,
    { timeout: 30_000 },
  );
  return page.locator('.images > li').first().getAttribute('data-image');
}

const first = (page) => page.locator('.images > li').first().getAttribute('data-image');

/** The size of an image, and its colour at a place from 0 to 1. */
const seen = (locator, x, y) =>
  locator.evaluate(
    async (shown, [across, down]) => {
      await shown.decode();
      const canvas = document.createElement('canvas');
      const [width, height] = [shown.naturalWidth, shown.naturalHeight];
      Object.assign(canvas, { width, height });
      const paper = canvas.getContext('2d');
      paper.drawImage(shown, 0, 0);
      const [red, , blue] = paper.getImageData(across * (width - 1), down * (height - 1), 1, 1).data;
      return { width, height, colour: red > blue ? 'red' : 'blue' };
    },
    [x, y],
  );

async function withPhoto(t, options = {}) {
  const place = await drafted();
  await contracted(place, 'APPROVED');
  const page = await openAs(t, `/agent/listings/${idOf(place)}`, options);
  await page.locator('input[type=file]').setInputFiles([photo('front.png')]);
  await placed(page, 1);
  return { page, id: idOf(place) };
}

describe('a photo is turned and cropped', { concurrency: 2 }, () => {
  test('by mouse and keyboard, with every step undone first; the published page shows what was kept', async (t) => {
    const { page, id } = await withPhoto(t, { latePhotos: true });
    await page.getByLabel('What it shows').fill('The front');
    await page.getByRole('button', { name: 'Save order and texts' }).click();
    await page.getByText('Order and texts are saved.').waitFor({ state: 'attached' });
    const before = await first(page);

    await openEditor(page);
    assert.equal(await button(page, 'Save the photo').getAttribute('aria-disabled'), 'true');
    await accessible(page);
    await button(page, 'Turn right').click();
    await kept(page, '320 × 480 of 320 × 480');
    const corner = await editor(page).locator('[data-corner="right bottom"]').boundingBox();
    const stage = await editor(page).locator('.stage').boundingBox();
    await page.mouse.move(corner.x + corner.width - 4, corner.y + corner.height - 4);
    await page.mouse.down();
    await page.mouse.move(corner.x + corner.width - 4, corner.y + corner.height - 4 - stage.height / 2, { steps: 4 });
    await page.mouse.up();
    await editor(page)
      .getByText(/Kept: 320 × 2[34]\d of 320 × 480 pixels\./)
      .waitFor();
    await accessible(page);
    await button(page, 'Undo').click();
    await kept(page, '320 × 480 of 320 × 480');
    await button(page, 'Undo').click();
    await kept(page, '480 × 320 of 480 × 320');
    assert.equal(await button(page, 'Undo').getAttribute('aria-disabled'), 'true');

    await button(page, 'Turn right').press('Enter');
    const slider = editor(page).getByRole('slider', { name: 'Bottom' });
    await slider.press('End');
    await kept(page, '320 × 100 of 320 × 480');
    await slider.press('Home');
    await slider.fill('240');
    await kept(page, '320 × 240 of 320 × 480');
    assert.equal(await slider.getAttribute('aria-valuetext'), '240 pixels');
    await button(page, 'Save the photo').press('Enter');
    await editor(page).waitFor({ state: 'detached' });
    const after = await replaced(page, before);
    await page.getByText('front.png is turned and cropped.').waitFor({ state: 'attached' });
    assert.equal(await page.getByLabel('What it shows').inputValue(), 'The front');
    const own = page.locator('.images img').first();
    assert.deepEqual(await own.evaluate((shown) => [shown.naturalWidth, shown.naturalHeight]), [320, 240]);
    await accessible(page);

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await mark(page, 'published', 'done');
    await page.goto(`${site}/properties/${id}`);
    const shown = page.locator(`main img[src*="${after}"]`).first();
    await shown.waitFor();
    await page.waitForFunction((name) => document.querySelector(`main img[src*="${name}"]`)?.naturalWidth > 0, after);
    const [top, bottom] = [await seen(shown, 0.5, 0.05), await seen(shown, 0.5, 0.95)];
    assert.deepEqual([top.colour, bottom.colour], ['red', 'red']);
    assert.ok(Math.abs(top.width / top.height - 320 / 240) < 0.02, `${top.width} x ${top.height}`);
    assert.equal(await shown.getAttribute('alt'), 'The front');
  });

  test('with a finger on a small screen; what is not saved is left out', async (t) => {
    const { page, id } = await withPhoto(t, { width: 390, height: 844, hasTouch: true });
    const before = await first(page);
    await openEditor(page);
    await fits(page);
    await accessible(page);
    const touch = await page.context().newCDPSession(page);
    const drag = async (from, to) => {
      const send = (type, at) =>
        touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
      await send('touchStart', from);
      for (const part of [0.25, 0.5, 0.75, 1])
        await send('touchMove', [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
      await send('touchEnd');
    };
    const pull = async () => {
      const { x, y, width, height } = await editor(page).locator('.stage').boundingBox();
      await drag([x + 6, y + height - 6], [x + 6 + width / 2, y + height - 6]); // the lower left corner
      await editor(page)
        .getByText(/Kept: 2[34]\d × 320 of 480 × 320 pixels\./)
        .waitFor();
      await drag([x + (3 * width) / 4, y + height / 2], [x + width / 4, y + height / 2]); // the frame itself
      await page.waitForFunction(() => document.querySelector('[aria-valuetext="0 pixels"]')); // nothing off at the left
    };
    await pull();
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    assert.equal(await first(page), before);

    await openEditor(page);
    await kept(page, '480 × 320 of 480 × 320');
    await pull();
    await button(page, 'Save the photo').click();
    const after = await replaced(page, before);
    const [saved] = (await call('Web', 'GET', `/agent/listings/${id}`)).images;
    assert.deepEqual([saved.image_id, saved.height, saved.replaces], [after, 320, before]);
    assert.ok(Math.abs(saved.width - 240) < 12, `${saved.width}`);
  });

  test('a photo that is gone meanwhile says so, and words that are not saved yet follow the photo', async (t) => {
    const { page, id } = await withPhoto(t, { expected: [REMOVED_MEANWHILE] });
    const before = await first(page);
    await page.getByLabel('Caption').fill('In May');
    await openEditor(page);
    await button(page, 'Turn left').click();
    await button(page, 'Save the photo').click();
    const after = await replaced(page, before);
    assert.equal(await page.getByLabel('Caption').inputValue(), 'In May');
    await page.getByRole('button', { name: 'Save order and texts' }).click();
    await page.getByText('Order and texts are saved.').waitFor({ state: 'attached' });

    await openEditor(page);
    await call('Web', 'DELETE', `/properties/${id}/images/${after}`); // by a colleague
    await button(page, 'Turn left').click();
    await button(page, 'Save the photo').click();
    await editor(page).getByText('The listing has no image of that id').waitFor();
    await accessible(page);
    await button(page, 'Cancel').click();
    await editor(page).waitFor({ state: 'detached' });
  });
});
