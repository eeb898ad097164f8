// Bundle the site: each area's script and style → hashed files in OUT/assets, and the pages that name them.
// Usage: node build.mjs OUT

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LINKS, PAGES } from './pages.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRIES = PAGES.flatMap(({ area }) => [
  { in: `src/${area}/main.js`, out: area },
  { in: `src/${area}/style.css`, out: area },
]);

/** @typedef {import('esbuild').Metafile['outputs']} Outputs */
/** @typedef {typeof PAGES[number]} Page */

const out = process.argv[2];
if (!out) throw new Error('Say where to: node build.mjs OUT');
await rm(out, { recursive: true, force: true });
const outputs = await bundle(join(out, 'assets'));
await cp(join(HERE, 'assets'), join(out, 'assets'), { recursive: true });
const frame = await readFile(join(HERE, 'frame.html'), 'utf8');
for (const page of PAGES) await write(page);
await copyEvents(join(out, 'events'));

/** @param {string} outdir @returns {Promise<Outputs>} */
async function bundle(outdir) {
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
    minify: true,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile.outputs;
}

/** The documentation of the events gets the site's icon, and addresses that work without a trailing slash. @param {string} folder */
async function copyEvents(folder) {
  await cp(join(HERE, '../docs/events'), folder, { recursive: true });
  const page = join(folder, 'index.html');
  const text = (await readFile(page, 'utf8')).replace(/href="(\w+\.\w+)"/g, 'href="/events/$1"');
  const icon = '<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">';
  await writeFile(page, text.replace('</head>', `${icon}\n</head>`));
}

/** Write a page: the frame with its own texts and the addresses of its scripts and styles. @param {Page} page */
async function write(page) {
  const script = outputOf(`src/${page.area}/main.js`);
  /** @type {Record<string, string>} */
  const words = {
    ...page,
    element: `${page.area}-app`,
    nav: LINKS.map((other) => link(other, page)).join('\n        '),
    bundle: [
      ...(page.readsConfig ? ['<link rel="preload" href="/config.json" as="fetch" crossorigin>'] : []),
      ...fonts().map((font) => `<link rel="preload" href="${address(font)}" as="font" type="font/woff2" crossorigin>`),
      `<link rel="stylesheet" href="${address(outputOf(`src/${page.area}/style.css`))}">`,
      ...certain(script).map((chunk) => `<link rel="modulepreload" href="${address(chunk)}">`),
      `<script type="module" src="${address(script)}"></script>`,
    ].join('\n    '),
  };
  await mkdir(dirname(join(out, page.file)), { recursive: true });
  await writeFile(
    join(out, page.file),
    frame.replace(/{{(\w+)}}/g, (_, name) => words[name]),
  );
}

/** @param {typeof LINKS[number]} other @param {Page} page */
function link(other, page) {
  return `<a href="${other.address}"${other === page ? ' aria-current="page"' : ''}>${other.link}</a>`;
}

/** @param {string} source */
function outputOf(source) {
  const found = Object.keys(outputs).find((name) => outputs[name].entryPoint === source);
  if (!found) throw new Error(`${source} was not built`);
  return found;
}

function fonts() {
  return Object.keys(outputs).filter((name) => name.endsWith('.woff2'));
}

/** The chunks that a script imports at once. @param {string} name @returns {string[]} */
function certain(name) {
  const direct = outputs[name].imports.filter((one) => one.kind === 'import-statement').map((one) => one.path);
  return [...new Set(direct.flatMap((chunk) => [chunk, ...certain(chunk)]))];
}

/** @param {string} output */
function address(output) {
  return `/assets/${basename(output)}`;
}
