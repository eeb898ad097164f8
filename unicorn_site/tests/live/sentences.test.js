// Every event that is published has a sentence of its own, and one of an unknown form does no harm.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sentence, words } from '../../src/texts/live.js';

const SAMPLES = new URL('../../../events/samples/', import.meta.url);

const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const envelope = JSON.parse(readFileSync(new URL(name, SAMPLES), 'utf8'));
    return { name, event: { ...envelope, detail_type: envelope['detail-type'] } };
  });

for (const { name, event } of samples) {
  test(`${name} has a sentence`, () => {
    const text = sentence(event);
    assert.notEqual(text, words(event.detail_type));
    assert.doesNotMatch(text, /undefined|null|NaN|\[object|[A-Z]_[A-Z]/);
  });
}

test('events with different meanings have different sentences', () => {
  const text = (/** @type {string} */ part) => sentence(samples.find(({ name }) => name.includes(part))?.event);
  assert.match(text('v1.approved'), /approved/);
  assert.match(text('content-declined'), /^The listing was declined: ./);
  assert.match(text('contract-cancelled'), /taken down: its contract was cancelled/);
});

for (const detail of [null, 7, {}, { reasons: 'none' }]) {
  test(`an event with ${JSON.stringify(detail)} for a detail does no harm`, () => {
    for (const detail_type of ['SomethingNew', 'ContractStatusChanged', 'PublicationEvaluationCompleted']) {
      assert.ok(sentence(/** @type {any} */ ({ detail_type, detail })));
    }
  });
}
