#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0 (npm), which runs state machines in Node: three intrinsic functions.
#
# The guess: as the States Language and the manual of Step Functions have them. StringSplit takes several delimiting
# characters; MathAdd rounds what is no whole number; a brace after a backslash is text in a template of Format; an index
# behind the end of an array fails the state.
# The behaviour: several characters are one delimiter, so nothing is split; nothing is rounded; the escaped braces are
# counted as a place for an argument, and the state fails; the index gives null and the execution goes on.
#
# Seen: 30 November 2026, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts aws-local-stepfunctions@3.0.0 > npm.log
cat > seen.mjs <<'NODE'
import { StateMachine } from 'aws-local-stepfunctions';

const value = async (call, input) => {
  const state = { Type: 'Pass', Parameters: { 'value.$': call }, End: true };
  try {
    return (await new StateMachine({ StartAt: 'Only', States: { Only: state } }).run(input).result).value;
  } catch (error) {
    return error.name;
  }
};
const SEEN = [ // call, input, guess, behaviour
  ["States.StringSplit($.text, ',')", { text: '1.2,3' }, ['1.2', '3'], ['1.2', '3']],
  ["States.StringSplit($.text, ',.')", { text: '1.2,3' }, ['1', '2', '3'], ['1.2,3']],
  ['States.MathAdd($.price, -1)', { price: 111.6 }, 111, 110.6],
  ["States.Format('\\{}: {}', $.text)", { text: 'a' }, '{}: a', 'ExecutionError'],
  ['States.ArrayGetItem($.list, 1)', { list: [1, 2] }, 2, 2],
  ['States.ArrayGetItem($.list, 5)', { list: [1, 2] }, 'ExecutionError', null],
];
let same = true;
for (const [call, input, guess, behaviour] of SEEN) {
  const found = JSON.stringify(await value(call, input));
  same &&= found === JSON.stringify(behaviour);
  console.log(`${call} of ${JSON.stringify(input)}: guess ${JSON.stringify(guess)}, behaviour ${found}`);
}
process.exit(same ? 0 : 1);
NODE
node seen.mjs
