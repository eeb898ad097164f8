// Read an AsyncAPI document with AsyncAPI's own parser: node check.mjs FILE. Exit status: 0 without an error, else 1.

import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const ERROR = 0; // the severest of the parser's four
const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
for (const { severity, path, message } of diagnostics) {
  console.log(`${severity === ERROR ? 'error' : 'hint'}: ${path.join('.')}: ${message}`);
}
const errors = diagnostics.filter(({ severity }) => severity === ERROR).length;
console.log(`${errors} errors, ${document?.operations().length ?? 0} operations`);
process.exitCode = document && errors === 0 ? 0 : 1;
