import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { REASON_CODES } from '../../src/generated/rules.js';
import { marksOf, fixOf, STATIONS, WAYS } from '../../src/agent/workflow.js';

const ROOT = new URL('../../../', import.meta.url);
const [WORKFLOW, EVALUATION] = await Promise.all(
  ['approval', 'evaluation'].map(async (name) =>
    JSON.parse(await readFile(new URL(`unicorn_properties/workflow/publication_${name}.asl.json`, ROOT), 'utf-8')),
  ),
);
// The stations at which an evaluation ends, and the outcomes that it has there.
const ENDS = {
  contract: ['UNKNOWN', 'UNAVAILABLE', 'DUPLICATE', 'UNREADABLE'],
  content: ['DECLINED', 'UNAVAILABLE', 'ACCEPTED'],
};
const NOW = Date.parse('2026-11-24T12:00:00Z');
const asked = (status = 'PENDING', /** @type {string[]} */ ...codes) => ({
  status,
  requested_at: '2026-11-24T11:00:00Z',
  reasons: codes.map((code) => ({ code, subject: '', message: '' })),
});
const contract = (/** @type {string} */ contract_status) => [{ contract_status }];

test('every state of the workflow belongs to one station, and there are no others', () => {
  const states = [...Object.keys(WORKFLOW.States), ...Object.keys(EVALUATION.States)];
  assert.deepEqual(Object.values(STATIONS).flat().sort(), states.sort());
});

test('the transitions between stations are those of the workflow, without faults', () => {
  const stationOf = (/** @type {string} */ state) =>
    Object.keys(STATIONS).find((one) => STATIONS[one]?.includes(state));
  const ways = new Set(['requested>' + stationOf(EVALUATION.StartAt)]);
  const go = (/** @type {string | undefined} */ from, /** @type {string | undefined} */ to) => {
    if (to && !['Evaluate', 'Evaluated'].includes(to) && from !== stationOf(to)) ways.add(`${from}>${stationOf(to)}`);
  };
  const { MayBeShown, ...others } = { ...WORKFLOW.States, ...EVALUATION.States };
  for (const [name, state] of Object.entries(others)) {
    const caught = (state.Catch ?? []).filter((/** @type {any} */ one) => !one.ErrorEquals.includes('States.ALL'));
    for (const { Next } of [state, ...(state.Choices ?? []), ...caught])
      if (name !== 'Evaluate') go(stationOf(name), Next);
  }
  for (const [station, outcomes] of Object.entries(ENDS)) {
    for (const { Condition, Next } of MayBeShown.Choices) {
      const outcome = /'([A-Z]+)'/.exec(Condition)?.[1];
      if (!outcome || outcomes.includes(outcome)) go(station, Next);
    }
  }
  assert.deepEqual(WAYS.map((way) => way.join('>')).sort(), [...ways].sort());
});

test('every reason that the workflow can give leads to the part of the page where it is fixed', () => {
  const asked = ['EVALUATION_FAILED', 'REVIEW_NOT_ANSWERED_IN_TIME']; // nothing but another request helps there
  const fixed = REASON_CODES.filter((code) => !asked.includes(code));
  for (const code of fixed) assert.notEqual(fixOf({ code, subject: '', message: '' }).field, 'publication', code);
});

test('a request moves along the line as its contract allows', () => {
  const young = { ...asked(), requested_at: new Date(NOW - 1000).toISOString() };
  assert.equal(marksOf(young, contract('DRAFT'), NOW).content, 'current');
  assert.equal(marksOf(asked(), contract('CANCELLED'), NOW).contract, 'current');
  assert.deepEqual(marksOf(asked(), contract('DRAFT'), NOW), {
    requested: 'done',
    contract: 'done',
    content: 'done',
    approval: 'current',
    published: 'ahead',
    declined: 'ahead',
  });
});

test('a request that a person looks at is at its content, and waits for its contract once that is approved', () => {
  const looked = (/** @type {string | null} */ verdict) => ({ ...asked(), review: { verdict } });
  assert.equal(marksOf(looked(null), contract('APPROVED'), NOW).content, 'current');
  assert.equal(marksOf(looked('APPROVED'), contract('DRAFT'), NOW).approval, 'current');
  assert.equal(marksOf(asked('DECLINED', 'REVIEW_DECLINED'), [], NOW).content, 'stopped');
});

test('a published request has reached the last station', () => {
  assert.deepEqual(new Set(Object.values(marksOf(asked('APPROVED'), [], NOW))), new Set(['done', 'ahead']));
  assert.equal(marksOf(asked('APPROVED'), [], NOW).published, 'done');
  assert.equal(marksOf(asked('WITHDRAWN'), [], NOW).published, 'stopped');
});

test('a declined request stops at the first station with a reason', () => {
  assert.deepEqual(marksOf(asked('DECLINED', 'DESCRIPTION_NEGATIVE', 'IMAGE_UNSAFE'), [], NOW), {
    requested: 'done',
    contract: 'done',
    content: 'stopped',
    approval: 'ahead',
    published: 'ahead',
    declined: 'current',
  });
});

test('no station is marked before a request', () => {
  const draft = { ...asked('DRAFT'), requested_at: null };
  assert.deepEqual(new Set(Object.values(marksOf(draft, [], NOW))), new Set(['ahead']));
});

test('a reason about an image names it', () => {
  const id = '01a20f81-756b-7a80-9d4c-619ad433fc8f';
  const reason = { code: 'IMAGE_UNSAFE', subject: `published/a/b/c/d/${id}/master.jpg`, message: '' };
  assert.deepEqual(fixOf(reason), { field: 'images', image: id });
  assert.deepEqual(fixOf({ ...reason, code: 'NEVER_HEARD_OF' }), { field: 'publication', image: null });
  assert.equal(fixOf({ ...reason, code: 'CONTRACT_CANCELLED' }).field, 'contract');
});
