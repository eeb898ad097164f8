// Check pages as search engines and previews of links read them. Standard input: [{name, html, type}], by JSON; `type` is
// that of its data by schema.org. Prints a line for each fault, and last how many checks passed, of how many.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ogs from 'open-graph-scraper';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const { structuredDataTest } = require('structured-data-testing-tool');
const { Facebook, Google, Twitter } = require('structured-data-testing-tool/presets');
const PRESETS = [Facebook, Google, Twitter];
const PREVIEW = ['ogTitle', 'ogDescription', 'ogUrl', 'ogImage', 'ogSiteName', 'twitterCard', 'twitterImage', 'jsonLD'];
/** Names of accounts there, which nobody has to have. */
const NOT_WANTED = ['"twitter:site"', '"twitter:creator"'];
const DATA = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs;

/** @typedef {{name: string, html: string, type: string}} Page */

/** @type {Page[]} */
const pages = JSON.parse(readFileSync(0, 'utf8'));
/** @type {string[]} */
const faults = [];
let checks = 0;
for (const page of pages) {
  await readData(page);
  await readPreview(page);
}
compile(pages);
for (const fault of faults) console.log(fault);
console.log(`${checks - faults.length} of ${checks} checks passed`);
process.exit(faults.length ? 1 : 0);

/** @param {Page} page @param {string} what @param {boolean} isRight */
function expect(page, what, isRight) {
  checks += 1;
  if (!isRight) faults.push(`${page.name}: ${what}`);
}

/** The presets' tests of tags and data. @param {Page} page */
async function readData(page) {
  const options = { presets: PRESETS, schemas: [page.type] };
  const { passed, failed, warnings } = await structuredDataTest(page.html, options).catch(({ res, ...error }) => {
    if (!res) throw error;
    return res;
  });
  for (const test of passed) expect(page, test.test, true);
  for (const test of failed) expect(page, `${test.group}: ${test.test}: ${test.error?.message}`, false);
  for (const test of warnings) if (!NOT_WANTED.includes(test.test)) expect(page, `${test.group}: ${test.test}`, false);
}

/** The preview of a link. @param {Page} page */
async function readPreview(page) {
  const { error, result } = await ogs({ html: page.html });
  expect(page, 'preview', !error && result.success === true);
  for (const name of PREVIEW) expect(page, `preview without ${name}`, Boolean(result[name]));
}

/** The types of schema.org's vocabulary: no property that its type does not have, no value of another kind.
 * @param {Page[]} pages */
function compile(pages) {
  const blocks = pages.map((page) => [...page.html.matchAll(DATA)].map(([, json]) => json));
  pages.forEach((page, index) => expect(page, 'not one block of data', blocks[index].length === 1));
  const lines = pages.map(
    (page, index) => `export const page${index}: WithContext<${page.type}> = ${blocks[index][0] ?? '{}'};`,
  );
  const file = fileURLToPath(new URL('pages.ts', import.meta.url));
  const source = `import type { ${[...new Set(pages.map(({ type }) => type))].join(', ')}, WithContext } from 'schema-dts';\n`;
  const wrong = errorsOf(file, source + lines.join('\n'));
  pages.forEach((page, index) => expect(page, wrong.get(index + 1) ?? '', !wrong.has(index + 1)));
  if (wrong.has(0)) throw new Error(wrong.get(0));
}

/** @param {string} file @param {string} text @returns {Map<number, string>} the first error of each line */
function errorsOf(file, text) {
  const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...more);
  const found = new Map();
  for (const one of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
    const line = one.file && one.start !== undefined ? one.file.getLineAndCharacterOfPosition(one.start).line : 0;
    if (!found.has(line)) found.set(line, ts.flattenDiagnosticMessageText(one.messageText, '\n'));
  }
  return found;
}
