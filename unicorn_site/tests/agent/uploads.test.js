import assert from 'node:assert/strict';
import { test } from 'node:test';

import { typeOf } from '../../src/agent/image-type.js';
import { Broken, IMAGES_MAX, SIZE_MAX, Uploads } from '../../src/agent/uploads.js';

const image = (name = 'a.jpg', size = 3, type = 'image/jpeg') => new File([new Uint8Array(size)], name, { type });
const ports = (/** @type {Partial<import("../../src/agent/uploads.js").Ports>} */ some = {}) => ({
  ask: async (/** @type {File} */ file) => ({ image_id: `id-of-${file.name}`, url: 'http://bucket', fields: {} }),
  send: async () => {},
  pause: async () => {},
  now: () => 0,
  ...some,
});
/** @param {() => boolean} held */
const until = async (held) => {
  for (const end = Date.now() + 5_000; !held(); await new Promise(setImmediate)) assert.ok(Date.now() < end, 'in vain');
};
const states = (/** @type {Uploads} */ uploads) => uploads.list.map(({ state }) => state);

test('an upload that the API would reject is not sent, and the agent sees why', () => {
  const uploads = new Uploads(ports({ ask: () => assert.fail('it was asked for a ticket') }));
  const heic = [image('e.heic', 3, 'image/heic'), image('f.HEIC', 3, ''), image('g.heif', 3, 'image/heif')];
  const others = [image('b.jpg', 0), image('c.jpg', SIZE_MAX + 1), image('d.jpg')];
  uploads.add([image('a.txt', 3, 'text/plain'), image('a', 3, ''), ...heic, ...others], 0);
  assert.deepEqual(new Set(states(uploads)), new Set(['refused']));
  assert.deepEqual(
    uploads.list.map(({ fault }) => fault?.code),
    ['type-not-allowed', 'type-not-allowed', 'heic', 'heic', 'heic', 'empty-file', 'too-large', 'too-many-images'],
  );
});

test('a photo has the type that its browser or its name gives it', () => {
  const types = { 'image/jpg': 'jpeg', 'IMAGE/JPEG; q=1': 'jpeg', 'image/pjpeg': 'jpeg', 'image/avif': 'avif' };
  for (const [given, type] of Object.entries(types)) assert.equal(typeOf(image('a', 3, given)), `image/${type}`);
  assert.equal(typeOf(image('a.JFIF', 3, '')), 'image/jpeg');
  for (const other of [image('a.jpg', 3, 'text/html'), image('a.svg', 3, ''), image('avif', 0, 'image/svg+xml')]) {
    assert.equal(typeOf(other), '');
  }
});

test('three uploads run at once, and all succeed', async () => {
  let [moving, most] = [0, 0];
  const send = async () => {
    most = Math.max(most, (moving += 1));
    await new Promise(setImmediate);
    moving -= 1;
  };
  const uploads = new Uploads(ports({ send }));
  uploads.add(
    Array.from({ length: 8 }, (_, n) => image(`${n}.jpg`)),
    IMAGES_MAX,
  );
  await until(() => states(uploads).every((state) => state === 'checking'));
  assert.equal(most, 3);
});

test('an interrupted upload continues with the same ticket and keeps its position', async () => {
  let [asked, sent] = [0, 0];
  const uploads = new Uploads(
    ports({
      ask: async () => ({ image_id: `${(asked += 1)}`, url: '', fields: {} }),
      send: async () => {
        if ((sent += 1) < 3) throw new Broken({ code: 'offline' });
      },
    }),
  );
  uploads.add([image()], 1);
  await until(() => uploads.some('checking'));
  assert.deepEqual([asked, sent], [1, 3]);
});

test('an upload that keeps failing waits for the agent, and then succeeds', async () => {
  let down = true;
  const send = async () => {
    if (down) throw new Broken({ code: 'offline' });
  };
  const uploads = new Uploads(ports({ send }));
  uploads.add([image()], 1);
  await until(() => uploads.some('broken'));
  assert.equal(uploads.list[0]?.fault?.code, 'offline');
  down = false;
  uploads.retryAll();
  await until(() => uploads.some('checking'));
});

test('a ticket whose answer was lost is asked for again under the same key, another one under another', async () => {
  /** @type {string[]} */
  const keys = [];
  const uploads = new Uploads(
    ports({
      ask: async (_, key) => {
        if (keys.push(key) === 1) throw new Broken({ code: 'broken-off' });
        return { image_id: `${keys.length}`, url: '', fields: {} };
      },
      send: async ({ image_id }) => {
        if (image_id === '2') throw new Broken({ code: 'bucket-refused' }, { ticketIsGone: true });
      },
    }),
  );
  uploads.add([image()], 1);
  await until(() => uploads.some('checking'));
  assert.equal(keys.length, 3);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('an expired or rejected ticket is replaced', async () => {
  let [asked, sent, clock] = [0, 0, 0];
  const uploads = new Uploads(
    ports({
      now: () => clock,
      ask: async () => ({ image_id: `${(asked += 1)}`, url: '', fields: {} }),
      send: async () => {
        sent += 1;
        if (sent === 1) throw new Broken({ code: 'ticket-over' }, { ticketIsGone: true });
        if (sent === 2) {
          clock = 15 * 60_000;
          throw new Broken({ code: 'offline' });
        }
      },
    }),
  );
  uploads.add([image()], 1);
  await until(() => uploads.some('checking'));
  assert.equal(asked, 3);
});

test('an error response of the API is not retried', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw new Broken({ code: 'refused', message: 'A listing has at most 40 images.' }, { again: false });
  };
  const uploads = new Uploads(ports({ ask }));
  uploads.add([image()], 1);
  await until(() => uploads.some('broken'));
  assert.equal(asked, 1);
});

test('the processing result of an image completes its upload', async () => {
  const uploads = new Uploads(ports());
  uploads.add([image('a.jpg'), image('b.jpg'), image('c.jpg')], 3);
  await until(() => states(uploads).every((state) => state === 'checking'));
  uploads.settle([
    { image_id: 'id-of-a.jpg', status: 'READY' },
    { image_id: 'id-of-b.jpg', status: 'REFUSED', refused: { code: 'DAMAGED', message: 'The file is damaged.' } },
    { image_id: 'id-of-c.jpg', status: 'EXPECTED' },
  ]);
  assert.deepEqual(states(uploads), ['ready', 'refused', 'checking']);
  assert.equal(uploads.list[1]?.fault?.message, 'The file is damaged.');
});

test('an upload that is removed is stopped, and the next one starts', async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const uploads = new Uploads(
    ports({
      send: (_ticket, _file, { signal }) =>
        new Promise((_, reject) => {
          signals.push(signal);
          signal.addEventListener('abort', () => reject(new Broken({ code: 'stopped' }, { again: false })));
        }),
    }),
  );
  uploads.add(
    Array.from({ length: 4 }, (_, n) => image(`${n}.jpg`)),
    4,
  );
  await until(() => signals.length === 3);
  uploads.remove('upload-1');
  await until(() => signals.length === 4);
  assert.ok(signals[0]?.aborted);
  assert.equal(uploads.list.length, 3);
});
