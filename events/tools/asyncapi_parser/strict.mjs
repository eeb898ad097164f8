// Read event schemas and samples with Ajv as it is by default, which is strict: node strict.mjs FILE, a JSON list of
// {name, schema, details}. Prints each fault and hint; exit status: 0 without one, else 1.

import { readFile } from 'node:fs/promises';
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020.js';

let faults = 0;
const tell = (name, text) => console.log(`${name}: ${text}`, (faults += 1));
for (const { name, schema, details } of JSON.parse(await readFile(process.argv[2], 'utf8'))) {
  const logger = { log: (text) => tell(name, text), warn: (text) => tell(name, text), error: (text) => tell(name, text) };
  try {
    const isValid = addFormats(new Ajv({ logger })).compile(schema);
    for (const detail of details) if (!isValid(detail)) tell(name, JSON.stringify(isValid.errors));
  } catch (error) {
    tell(name, error.message);
  }
}
process.exitCode = faults ? 1 : 0;
