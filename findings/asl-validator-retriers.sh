#!/usr/bin/env bash
# asl-validator 4.0.0 (npm): rules of Retry and of time limits that it does not hold.
#
# The guess: a validator of the States Language refuses what its specification refuses: `States.ALL` beside another name or
# in a retrier that is not the last, MaxDelaySeconds that is not above IntervalSeconds, a BackoffRate below 1, and
# HeartbeatSeconds that are not below TimeoutSeconds.
# The behaviour: all five are valid. What it does refuse of a task is an unknown field and two time limits of one kind.
#
# Seen: 30 November 2026, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts asl-validator@4.0.0 > npm.log
cat > seen.cjs <<'NODE'
const validator = require('asl-validator');
const validate = validator.default ?? validator;

const task = (more) => ({
  StartAt: 'Only',
  States: { Only: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...more, End: true } },
});
const all = { ErrorEquals: ['States.ALL'] };
const SEEN = [ // task, guess, behaviour
  [{ Retry: [all] }, true, true],
  [{ Retry: [all, { ErrorEquals: ['Busy'] }] }, false, true],
  [{ Retry: [{ ErrorEquals: ['States.ALL', 'Busy'] }] }, false, true],
  [{ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxDelaySeconds: 1 }] }, false, true],
  [{ Retry: [{ ErrorEquals: ['Busy'], BackoffRate: 0.5 }] }, false, true],
  [{ TimeoutSeconds: 5, HeartbeatSeconds: 10 }, false, true],
  [{ TimeoutSeconds: 5, TimeoutSecondsPath: '$.limit' }, false, false],
  [{ Patience: 5 }, false, false],
];
let same = true;
for (const [more, guess, behaviour] of SEEN) {
  const { isValid } = validate(task(more));
  same &&= isValid === behaviour;
  console.log(`${JSON.stringify(more)}: guess ${guess}, behaviour ${isValid}`);
}
process.exit(same ? 0 : 1);
NODE
node seen.cjs
