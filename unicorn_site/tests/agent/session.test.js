import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiProblem, NotSignedIn, Unreachable } from '../../src/shared/problems.js';
import { Session, SignInOver } from '../../src/agent/session.js';

globalThis.navigator ??= /** @type {any} */ ({ onLine: true }); // Node has none before 21

const token = (/** @type {number} */ seconds, more = {}) => {
  const claims = {
    exp: Date.now() / 1000 + seconds,
    'cognito:username': 'agent1',
    'cognito:groups': ['agents'],
    ...more,
  };
  return `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
};
const [FRESH, RENEWED, OLD] = [token(3600), token(3600, { n: 1 }), token(30)];

/** @param {Partial<import("../../src/agent/session.js").Pool>} [pool] @param {string} [id_token] */
function signedIn(pool = {}, id_token = FRESH) {
  /** @type {Map<string, string>} */
  const items = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: (/** @type {string} */ key) => void items.delete(key),
  };
  const session = new Session({ renew: async () => RENEWED, ...pool }, storage);
  session.begin({ id_token, refresh_token: 'r' });
  return session;
}
/** An API that lets only these tokens in, and keeps what it was sent. @param {...string} good */
function api(...good) {
  /** @type {string[]} */
  const seen = [];
  const send = async (/** @type {string} */ sent) => {
    seen.push(sent);
    if (!good.includes(sent)) throw new ApiProblem(401, {}, new Headers());
    return 'done';
  };
  return { seen, send };
}
const refuse = async () => {
  throw new SignInOver();
};

test('the token contains the signed-in agent', () => {
  assert.deepEqual(signedIn().agent, { name: 'agent1', isAdmin: false });
  assert.equal(signedIn({}, token(9, { 'cognito:groups': ['admins'] })).agent?.isAdmin, true);
  assert.equal(signedIn({}, 'nonsense').agent?.name, '');
});

test('a token is sent as it is while it has time left, and renewed before it ends', async () => {
  const { seen, send } = api(FRESH, RENEWED);
  await signedIn().send(send);
  await signedIn({}, OLD).send(send);
  assert.deepEqual(seen, [FRESH, RENEWED]);
});

test('concurrent requests share one renewal of the token', async () => {
  let renewals = 0;
  const session = signedIn({ renew: async () => ((renewals += 1), RENEWED) }, OLD);
  const { send } = api(RENEWED);
  await Promise.all([session.send(send), session.send(send), session.send(send)]);
  assert.equal(renewals, 1);
});

test('a token that the API rejects is renewed, and the request is sent again', async () => {
  const { seen, send } = api(RENEWED);
  assert.equal(await signedIn().send(send), 'done');
  assert.deepEqual(seen, [FRESH, RENEWED]);
});

test('after the sign-in has expired, a request waits for a new one and is then sent', async () => {
  const again = token(3600, { n: 2 });
  const { seen, send } = api(again);
  const session = signedIn({ renew: refuse });
  session.addEventListener('needed', () => session.begin({ id_token: again, refresh_token: 'r2' }));
  assert.equal(await session.send(send), 'done');
  assert.deepEqual(seen, [FRESH, again]);
});

test('an agent who does not sign in again sees that nothing was done', async () => {
  const session = signedIn({ renew: refuse });
  session.addEventListener('needed', () => session.decline());
  await assert.rejects(session.send(api().send), NotSignedIn);
});

test('a network failure causes neither a sign-in nor a second request', async () => {
  for (const renew of [async () => RENEWED, async () => Promise.reject(new Unreachable())]) {
    let sent = 0;
    const session = signedIn({ renew });
    session.addEventListener('needed', () => assert.fail('asked to sign in'));
    const down = async () => {
      sent += 1;
      throw new Unreachable();
    };
    await assert.rejects(session.send(down), Unreachable);
    assert.equal(sent, 1);
  }
});

test('a token that is rejected everywhere causes one sign-in dialog', async () => {
  let asked = 0;
  const session = signedIn({ renew: refuse });
  session.addEventListener('needed', () => ((asked += 1), session.begin({ id_token: FRESH, refresh_token: 'r' })));
  await assert.rejects(session.send(api().send), ApiProblem);
  assert.equal(asked, 1);
});
