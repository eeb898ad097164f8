// Calls of an API: the path and query that are sent, what is repeated, and what becomes of an error response.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { web } from '../../src/shared/api.js';
import { ApiProblem, Unreachable } from '../../src/shared/problems.js';

globalThis.location = /** @type {any} */ ({ origin: 'https://site.test' });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

/** @type {Request[]} */
let sent;
/** @type {((() => Response))[]} */
let answers;

const problem = (/** @type {number} */ status, more = {}) => {
  const body = { type: 'https://x/problems/busy', detail: 'Come back later.', correlation_id: 'c-1' };
  return () => Response.json(body, { status, headers: { 'Retry-After': '0.001', ...more } });
};
const unreachable = () => {
  throw new TypeError('Failed to fetch');
};
const search = () =>
  web((api) => api.GET('/search/{country}', { params: { path: { country: 'a/b' }, query: { limit: 2 } } }));
const ask = () => web((api) => api.POST('/request_approval', { body: { property_id: 'a/b/c/d' } }), 'token');

beforeEach(() => {
  sent = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {Request} */ request) => {
      sent.push(request);
      return (answers.shift() ?? unreachable)();
    }
  );
});

test('a path is encoded, the next page is known by its cursor, and a customer sends no header of its own', async () => {
  answers = [() => Response.json([], { headers: { Link: '<?limit=2&cursor=x%3D%3D>; rel="next"' } })];
  assert.deepEqual(await search(), {
    data: [],
    cursor: 'x==',
    currency: undefined,
    fresh: undefined,
    waiting: undefined,
    images: undefined,
  });
  assert.equal(sent[0]?.url, 'https://site.test/api/web/search/a%2Fb?limit=2');
  assert.deepEqual([...(sent[0]?.headers ?? [])], []);
});

test('an error response is thrown with its sentence, its kind and its correlation id', async () => {
  answers = [problem(409)];
  await assert.rejects(ask(), (error) => {
    assert.ok(error instanceof ApiProblem);
    assert.deepEqual(
      [error.status, error.kind, error.message, error.correlationId],
      [409, 'busy', 'Come back later.', 'c-1'],
    );
    return true;
  });
  assert.equal(sent[0]?.headers.get('Authorization'), 'Bearer token');
});

test('an error response without problem details is thrown too', async () => {
  answers = [() => new Response('<html>', { status: 404 })];
  await assert.rejects(search(), { status: 404, kind: 'unknown' });
});

test('a read is tried three times', async () => {
  answers = [problem(500), unreachable, () => Response.json(['found'])];
  assert.deepEqual((await search()).data, ['found']);
  answers = [];
  await assert.rejects(search(), Unreachable);
  assert.equal(sent.length, 6);
});

test('a write is repeated only if the API has done nothing', async () => {
  answers = [problem(503), problem(429), () => Response.json({ status: 'PENDING' })];
  assert.equal((await ask()).data.status, 'PENDING');
  assert.deepEqual(await Promise.all(sent.map((request) => request.json())), Array(3).fill({ property_id: 'a/b/c/d' }));
  answers = [problem(500)];
  await assert.rejects(ask(), { status: 500 });
  answers = [unreachable];
  await assert.rejects(ask(), Unreachable);
  assert.equal(sent.length, 5);
});

test('an empty response has no data', async () => {
  answers = [() => new Response(null, { status: 204 })];
  const path = { country: 'a', city: 'b', street: 'c', number: 'd' };
  const { data } = await web((api) =>
    api.DELETE('/properties/{country}/{city}/{street}/{number}', { params: { path } }),
  );
  assert.equal(data, undefined);
});
