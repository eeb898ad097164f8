// Take a screenshot of every page: node screenshots.mjs OUT, with SITE_SOURCES, SITE_URL, CHROMIUM and PASSWORDS set.
// Each area lists its pages: a name, an address, and the steps before the screenshot is taken.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const { SITE_SOURCES, SITE_URL, CHROMIUM, PASSWORDS, INBOX } = process.env;
const { chromium } = createRequire(`${SITE_SOURCES}/package.json`)('playwright-core');
const WINDOWS = { 390: 844, 1280: 900 };
const only = process.argv[3] ?? '';
const SLOTS = '/api/web/properties/usa/anytown/main-street/111/viewings';
const REVIEWED = { Country: 'Ukraine', City: 'Lviv', Street: 'Sadova', 'House number': '7' };
const REVIEWED_PAGE = '/agent/listings/ukraine/lviv/sadova/7';
const UKRAINIAN =
  'Затишний будинок із великим садом, новою кухнею та світлою вітальнею. Поруч парк, школа і дитячий майданчик.';
const SLOTS_MIN = 8; // times to choose from, of which each screenshot books one at most

/** @type {{name: string, path: string, dark?: boolean, full?: boolean, windows?: object, before?: (page: any) => Promise<void>}[]} */
const PAGES = [
  { name: 'home', path: '/', full: true },
  { name: 'home-dark', path: '/', dark: true },
  { name: 'country', path: '/search/usa' },
  { name: 'search', path: '/search/usa/anytown', full: true },
  { name: 'search-filtered', path: '/search/usa/anytown?contract=sale&min_price=99000000' },
  { name: 'property', path: '/properties/usa/anytown/main-street/111', full: true },
  { name: 'property-dark', path: '/properties/germany/freiburg/herrengasse/12', dark: true },
  { name: 'property-photos', path: '/properties/usa/anytown/main-street/111', before: enlarge },
  { name: 'property-mortgage', path: '/properties/usa/anytown/main-street/111', full: true, before: estimate },
  { name: 'property-print', path: '/properties/usa/anytown/main-street/111', before: print, windows: { 688: 970 } },
  { name: 'map', path: '/search/germany/freiburg', full: true, before: openMap },
  { name: 'map-dark', path: '/search/germany/freiburg', dark: true, before: openHome },
  { name: 'map-none', path: '/search/germany/freiburg?bbox=5,45,6,46', before: waitForMap },
  { name: 'map-country', path: '/search-homes/usa', before: openFarMap },
  { name: 'map-home', path: '/properties/germany/freiburg/am-waldrand/3', full: true, before: openPlace },
  { name: 'map-home-dark', path: '/properties/japan/kyoto/kamo-river/28', dark: true, before: openPlace },
  { name: 'agent-map', path: '/agent/listings/usa/anytown/main-street/111', full: true, before: chooseAPlace },
  { name: 'agent-map-dark', path: '/agent/listings/usa/anytown/main-street/111', dark: true, before: chooseAPlace },
  { name: 'saved', path: '/properties/usa/anytown/main-street/111', full: true, before: save },
  { name: 'saved-dark', path: '/properties/usa/anytown/main-street/111', dark: true, before: save },
  { name: 'enquiry', path: '/properties/usa/anytown/main-street/111', before: ask },
  { name: 'enquiry-dark', path: '/properties/usa/anytown/main-street/111', dark: true, before: fillInWrongly },
  { name: 'viewing-none', path: '/properties/germany/freiburg/herrengasse/12', before: openViewings },
  { name: 'viewing-form', path: '/properties/usa/anytown/main-street/111', before: chooseATime },
  { name: 'viewing-form-dark', path: '/properties/usa/anytown/main-street/111', dark: true, before: chooseNoTime },
  { name: 'viewing', path: '/properties/usa/anytown/main-street/111', full: true, before: openOwn },
  { name: 'viewing-dark', path: '/properties/usa/anytown/main-street/111', dark: true, before: askWhetherToCancel },
  { name: 'viewing-booked', path: '/properties/usa/anytown/main-street/111', before: book },
  { name: 'viewing-cancelled', path: '/properties/usa/anytown/main-street/111', before: cancel },
  { name: 'alert-form', path: '/search/usa/anytown', before: openAlert },
  { name: 'alert-form-dark', path: '/search/usa/anytown', dark: true, before: saveWrongly },
  { name: 'alert-saved', path: '/search/usa/anytown', before: saveSearch },
  { name: 'alert-unconfirmed', path: '/search/usa/anytown', before: openLink },
  { name: 'alert-confirmed', path: '/search/usa/anytown', before: confirm },
  { name: 'alert-confirmed-dark', path: '/search/usa/anytown', dark: true, before: confirm },
  { name: 'alert-ended', path: '/search/usa/anytown', before: end },
  { name: 'property-gone', path: '/properties/usa/anytown/main-street/999' },
  { name: 'live', path: '/live/', before: (page) => page.locator('.list li').first().waitFor() },
  { name: 'live-dark', path: '/live/', dark: true, before: (page) => page.locator('.list li').first().waitFor() },
  {
    name: 'live-timeline',
    path: '/live/?property_id=germany/freiburg/schneekopf/1',
    full: true,
    before: (page) => page.locator('.timeline li').first().waitFor(),
  },
  { name: 'agent-sign-in', path: '/agent/' },
  { name: 'agent-listings', path: '/agent/', before: signIn },
  { name: 'agent-new', path: '/agent/new', full: true, before: signIn },
  { name: 'agent-published', path: '/agent/listings/usa/anytown/main-street/111', full: true, before: signIn },
  { name: 'agent-photo', path: '/agent/listings/usa/anytown/main-street/111', before: turnAndCrop },
  { name: 'agent-photo-dark', path: '/agent/listings/usa/anytown/main-street/111', dark: true, before: turnAndCrop },
  { name: 'agent-pending', path: '/agent/listings/usa/anytown/ocean-drive/7', before: signIn },
  { name: 'agent-enquiries', path: '/agent/enquiries?state=NEW', full: true, before: signInAsAgent },
  { name: 'agent-enquiries-dark', path: '/agent/enquiries?state=NEW', dark: true, before: signInAsAgent },
  { name: 'agent-viewings-none', path: '/agent/viewings', before: (page) => signIn(page, 'agent2') },
  { name: 'agent-viewings', path: '/agent/viewings', full: true, before: openAgenda },
  { name: 'agent-viewings-dark', path: '/agent/viewings', dark: true, before: openAgenda },
  { name: 'agent-declined-dark', path: '/agent/listings/japan/kyoto/hill-road/40', dark: true, before: openAppeal },
  { name: 'agent-reviewed', path: '/agent/', full: true, before: openReviewed },
  { name: 'agent-reviews', path: '/agent/', full: true, before: openReviews },
  { name: 'agent-reviews-dark', path: '/agent/', dark: true, full: true, before: openReviews },
];

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
for (const page of PAGES.filter(({ name }) => name.includes(only))) {
  for (const [width, height] of Object.entries(page.windows ?? WINDOWS)) await take(page, Number(width), height);
}
await browser.close();

async function take({ name, path, dark, full, before }, width, height) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(SITE_URL + path);
  await page.locator('h1').first().waitFor();
  await before?.(page);
  await page.waitForLoadState('networkidle');
  await page.getByText('Loading…').first().waitFor({ state: 'hidden' });
  if (full) await scrollThrough(page);
  await page.screenshot({ path: join(process.argv[2], `${name}-${width}.png`), fullPage: full });
  await context.close();
}

/** Sign in as the admin, who sees all agents' listings, or as another agent. */
async function signIn(page, name = 'admin1') {
  await page.getByLabel('Agent').fill(name);
  await page.getByLabel('Password').fill(JSON.parse(PASSWORDS)[name]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in as').waitFor();
  await page.locator('h1').waitFor();
}

/** Sign in as the agent of the homes, who has enquiries. */
async function signInAsAgent(page) {
  await signIn(page, 'agent1');
  await page.locator('.inbox .card').first().waitFor();
}

/** Turn a photo, and cut off a part of it; nothing is saved. */
async function turnAndCrop(page) {
  await signIn(page);
  await page
    .getByRole('button', { name: /^Turn and crop/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Turn right' }).click();
  for (const [side, part] of Object.entries({ Left: 0.2, Bottom: 0.3 })) {
    const slider = dialog.getByRole('slider', { name: side });
    await slider.fill(String(Math.round(Number(await slider.getAttribute('max')) * part)));
  }
  await dialog.locator('img').evaluate((image) => image.decode());
}

/** Ask about the home. */
async function ask(page) {
  await page.locator('.enquiry summary').click();
  await page.getByLabel('Your name').fill('Ada Customer');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Your question').fill('Is there a garden?');
  await page.getByRole('button', { name: 'Send the question' }).click();
  await page.getByText('The agent has your question.').waitFor();
  await page.locator('#enquiry-title').scrollIntoViewIfNeeded();
}

/** Ask with an address that is none. */
async function fillInWrongly(page) {
  await page.locator('.enquiry summary').click();
  await page.getByLabel('Your name').fill('Ada Customer');
  await page.getByLabel('E-mail').fill('ada at example.com');
  await page.getByLabel('Your question').fill('Is there a garden?');
  await page.getByRole('button', { name: 'Send the question' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
}

/** Open the form that saves the search. */
async function openAlert(page) {
  await page.locator('summary', { hasText: 'Save this search' }).click();
  await page.getByLabel('Your e-mail address').waitFor();
  await page.locator('details.request').scrollIntoViewIfNeeded();
}

async function saveWrongly(page) {
  await openAlert(page);
  await page.getByLabel('Your e-mail address').fill('ada at example.com');
  await page.getByRole('button', { name: 'Mail me new homes' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
}

/** Save the search; return the address. */
async function saveSearch(page) {
  await openAlert(page);
  const email = `ada.${Math.floor(Math.random() * 1e12)}@example.com`;
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByRole('button', { name: 'Mail me new homes' }).click();
  await page.locator('#alert-saved').waitFor();
  return email;
}

/** Open the link in the mail. */
async function openLink(page) {
  const email = await saveSearch(page);
  const { messages } = await (await fetch(INBOX)).json();
  const mail = Object.values(messages)
    .flat()
    .find(({ To }) => To.includes(email));
  await page.goto(mail.BodyText.match(/http\S+\/alerts\/\S+/)[0]);
  await page.getByText('It is not confirmed yet').waitFor();
}

async function confirm(page) {
  await openLink(page);
  await page.getByRole('button', { name: 'Yes, mail me new homes' }).click();
  await page.locator('.message', { hasText: 'Your search is confirmed.' }).waitFor();
}

async function end(page) {
  await confirm(page);
  await page.getByRole('button', { name: 'End the mails' }).click();
  await page.getByRole('heading', { name: 'The mails have ended' }).waitFor();
}

/** Open the form for a time to see the home. */
async function openViewings(page) {
  await page.locator('.booking summary').click();
  await page.locator('#viewing-title').waitFor();
  await page.locator('.booking').scrollIntoViewIfNeeded();
}

/** Choose a time, of which the agent offers some. */
async function chooseATime(page) {
  await offer();
  await openViewings(page);
  await page.getByLabel('Time', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Your name').fill('Ada Visitor');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.locator('.booking').evaluate((form) => form.scrollIntoView());
}

/** Send the form without a time. */
async function chooseNoTime(page) {
  await offer();
  await openViewings(page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
}

async function book(page) {
  await chooseATime(page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByText('You have booked a viewing').waitFor();
}

/** Open the page of a viewing. */
async function openOwn(page) {
  await book(page);
  await page.getByRole('link', { name: 'Move or cancel it' }).click();
  await page.getByRole('button', { name: 'Cancel the viewing' }).waitFor();
}

async function askWhetherToCancel(page) {
  await openOwn(page);
  await page.getByRole('button', { name: 'Cancel the viewing' }).click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).waitFor();
}

async function cancel(page) {
  await askWhetherToCancel(page);
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await page.getByText('You have cancelled your viewing.').waitFor();
}

/** Offer times as the home's agent does, in another browser, unless enough are free. */
async function offer() {
  const free = await (await fetch(SITE_URL + SLOTS)).json();
  if (free.length >= SLOTS_MIN) return;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${SITE_URL}/agent/viewings`);
  await signIn(page, 'agent1');
  const last = Date.parse(free.at(-1)?.starts_at ?? new Date().toISOString());
  await page.getByLabel('Home', { exact: true }).selectOption('usa/anytown/main-street/111');
  await page.getByLabel('Day', { exact: true }).fill(new Date(last + 3 * 864e5).toISOString().slice(0, 10));
  await page.getByLabel('First one begins at').fill('10:00');
  await page.getByLabel('How many').selectOption('12');
  await page.getByRole('button', { name: 'Offer these times' }).click();
  await page.getByText('12 times are offered.').waitFor({ state: 'attached' });
  await context.close();
}

/** Sign in as the agent of the homes, who offers times. */
async function openAgenda(page) {
  await offer();
  await signInAsAgent(page);
}

/** Open the form of an appeal. */
async function openAppeal(page) {
  await signIn(page);
  await page.locator('summary', { hasText: 'Appeal' }).click();
}

/** Have a listing wait for a person, as its agent does at the desk. */
async function letWait() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${SITE_URL}/agent/`);
  await signIn(page, 'agent2');
  await page.goto(SITE_URL + REVIEWED_PAGE);
  await page.locator('h1').waitFor();
  if (await page.getByText('You have no such listing').count()) await draft(page);
  const ask = page.getByRole('button', { name: /^Publish/ });
  const waits = page.locator('#review-left');
  await ask.or(waits).first().waitFor();
  if (await ask.count()) await ask.click();
  await waits.waitFor();
  await context.close();
}

/** Draft a listing with a photo and a contract. */
async function draft(page) {
  await page.goto(`${SITE_URL}/agent/new`);
  for (const [label, text] of Object.entries(REVIEWED)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel('Price', { exact: true }).fill('98,000');
  await page.getByLabel('Description').fill(UKRAINIAN);
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await page.getByLabel('Seller', { exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'Draft the contract' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  const home = await (await fetch(`${SITE_URL}/api/web/properties/usa/anytown/main-street/111`)).json();
  const photo = await fetch(new URL(home.images[0].urls['1600'], SITE_URL));
  const file = { name: 'house.webp', mimeType: 'image/webp', buffer: Buffer.from(await photo.arrayBuffer()) };
  await page.locator('input[type=file]').setInputFiles([file]);
  await page.locator('.images > li').first().waitFor();
  await page.locator('#ask[aria-disabled=false]').waitFor();
}

/** Show a request that waits for a person, to its agent. */
async function openReviewed(page) {
  await letWait();
  await signIn(page, 'agent2');
  await page.goto(SITE_URL + REVIEWED_PAGE);
  await page.locator('#review-left').waitFor();
}

/** Show what waits for a person, to an admin. */
async function openReviews(page) {
  await letWait();
  await signIn(page);
  await page.goto(`${SITE_URL}/agent/reviews`);
  await page.locator('review-card').first().waitFor();
}

/** Show the photos over the whole window. */
async function enlarge(page) {
  await page.getByRole('button', { name: 'Show the photos full-screen' }).click();
  await page.locator('dialog figure').waitFor();
}

/** Estimate the mortgage. */
async function estimate(page) {
  await page.locator('.mortgage summary').click();
  await page.getByLabel('Interest').fill('3.5');
  await page.locator('.estimate strong').waitFor();
}

/** Show the page as it is printed. */
async function print(page) {
  await page.emulateMedia({ media: 'print' });
}

/** Save a home, look at another one, and list both. */
async function save(page) {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`${SITE_URL}/properties/germany/freiburg/herrengasse/12`);
  await page.getByRole('button', { name: 'Save' }).waitFor();
  await page.goto(`${SITE_URL}/saved`);
  await page.locator('.card h3').nth(1).waitFor();
}

/** Scroll through the page, so that lazy images are loaded. */
async function scrollThrough(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
}

/** The homes of a search on a map. */
async function openMap(page) {
  await page.getByText('Show on a map').click();
  await page.locator('map-view .dot').first().waitFor();
  await waitForMap(page);
}

/** The outlines come last: as land, or in the inset, for which a phone has no room. */
async function waitForMap(page) {
  await page.locator('map-view .scale').waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.map').scrollIntoViewIfNeeded();
}

/** The home of a dot. */
async function openHome(page) {
  await openMap(page);
  await page.locator('map-view .dot').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('map-view .shown').waitFor();
}

/** From so far that the outlines of countries are drawn. */
async function openFarMap(page) {
  await openMap(page);
  for (let times = 0; times < 9; times++) await page.getByRole('button', { name: 'Zoom out' }).click();
}

/** Where a home is. */
async function openPlace(page) {
  await page.getByText('Where it is').click();
  await page.getByText(/other homes? within/).waitFor();
  await waitForMap(page);
}

/** The map of the desk's form. */
async function chooseAPlace(page) {
  await signIn(page);
  await page.getByText('Choose on a map').click();
  await page.locator('map-view .pin').waitFor();
  await waitForMap(page);
}
