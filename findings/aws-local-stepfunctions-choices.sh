#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0 (npm), which runs state machines in Node: three comparisons of a Choice state, and a Pass
# state's result.
#
# The guess: as the States Language says. `IsPresent: false` is true for a field that is not there; a number is compared with
# numbers alone; the `*` of StringMatches stands for any characters. A Pass state's `Result` is its result.
# The behaviour: `IsPresent: false` is never true, so a branch for what is missing is never taken; null and the text "1" are
# less than 5; a text with a line break matches no `*` across it. A `Result` of false, 0 or null is ignored: the input goes on.
#
# Seen: 30 November 2026, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts aws-local-stepfunctions@3.0.0 > npm.log
cat > seen.mjs <<'NODE'
import { StateMachine } from 'aws-local-stepfunctions';

const chosen = async (rule, input) => {
  const states = {
    Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Taken' }], Default: 'Other' },
    Taken: { Type: 'Pass', Result: 'taken', End: true },
    Other: { Type: 'Pass', Result: 'other', End: true },
  };
  return (await new StateMachine({ StartAt: 'Choose', States: states }).run(input).result) === 'taken';
};
const SEEN = [ // rule, input, guess, behaviour
  [{ Variable: '$.rent', IsPresent: true }, { rent: 1 }, true, true],
  [{ Variable: '$.rent', IsPresent: false }, { rent: 1 }, false, false],
  [{ Variable: '$.rent', IsPresent: false }, {}, true, false],
  [{ Not: { Variable: '$.rent', IsPresent: true } }, {}, true, true],
  [{ Variable: '$.rent', NumericLessThan: 5 }, { rent: '1' }, false, true],
  [{ Variable: '$.rent', NumericLessThan: 5 }, { rent: null }, false, true],
  [{ Variable: '$.text', StringMatches: 'a*' }, { text: 'a house' }, true, true],
  [{ Variable: '$.text', StringMatches: 'a*' }, { text: 'a\nhouse' }, true, false],
];
let same = true;
for (const [rule, input, guess, behaviour] of SEEN) {
  const found = await chosen(rule, input);
  same &&= found === behaviour;
  console.log(`${JSON.stringify(rule)} of ${JSON.stringify(input)}: guess ${guess}, behaviour ${found}`);
}
for (const result of [true, false, 0, null]) {
  const states = { Only: { Type: 'Pass', Result: result, End: true } };
  const found = JSON.stringify(await new StateMachine({ StartAt: 'Only', States: states }).run({ input: 1 }).result);
  same &&= found === (result ? 'true' : '{"input":1}');
  console.log(`Result ${result}: guess ${result}, behaviour ${found}`);
}
process.exit(same ? 0 : 1);
NODE
node seen.mjs
