// JSON on the standard input → JSON on the standard output:
//   {definitions: {name: definition}, evaluations: [{expression, bindings}]}
//   → {findings: {name: [text]}, results: [{value} | {undefined: true} | {error: code}]}
// `parse` and `hash` are functions of Step Functions that JSONata does not have.

import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import validate from 'asl-validator';
import jsonata from 'jsonata';

const ALGORITHMS = { 'SHA-256': 'sha256' };
const compiled = new Map();

function expressionOf(source) {
  if (!compiled.has(source)) {
    const expression = jsonata(source);
    expression.registerFunction('parse', (json) => JSON.parse(json));
    expression.registerFunction('hash', (data, name) => createHash(ALGORITHMS[name]).update(data).digest('hex'));
    compiled.set(source, expression);
  }
  return compiled.get(source);
}

async function evaluated({ expression, bindings }) {
  try {
    const value = await expressionOf(expression).evaluate(undefined, bindings);
    return value === undefined ? { undefined: true } : { value };
  } catch (error) {
    return { error: error.code ?? error.name };
  }
}

function findingsIn(definition) {
  const { isValid, errors, errorsText } = (validate.default ?? validate)(definition);
  return isValid ? [] : errors.map((error) => `${error['Error code']}: ${error.Message ?? errorsText()}`);
}

const { definitions = {}, evaluations = [] } = JSON.parse(await text(process.stdin));
const findings = Object.fromEntries(Object.entries(definitions).map(([name, one]) => [name, findingsIn(one)]));
const results = [];
for (const evaluation of evaluations) results.push(await evaluated(evaluation));
console.log(JSON.stringify({ findings, results }));
