import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RequestKey } from '../../src/shared/request-key.js';

test('the same content has the same key, another has another', () => {
  const key = new RequestKey();
  const first = key.of({ number: '1' });
  assert.equal(key.of({ number: '1' }), first);
  const second = key.of({ number: '2' });
  assert.notEqual(second, first);
  assert.notEqual(key.of({ number: '1' }), first);
});
