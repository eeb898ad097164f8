// Types of an AsyncAPI document's messages by Modelina: node modelina.mjs DOCUMENT. Writes models.ts, and prints the
// fields of each type as JSON.

import { readFile, writeFile } from 'node:fs/promises';
import { TypeScriptGenerator } from '@asyncapi/modelina';

const generator = new TypeScriptGenerator({
  modelType: 'interface',
  enumType: 'union',
  mapType: 'record',
  rawPropertyNames: true,
});
const models = await generator.generate(JSON.parse(await readFile(process.argv[2], 'utf8')));
await writeFile('models.ts', models.map(({ result }) => `export ${result}\n`).join('\n'));
const named = ({ unconstrainedPropertyName }) => unconstrainedPropertyName;
const fields = ({ properties = {} }) => Object.values(properties).map(named);
console.log(JSON.stringify(Object.fromEntries(models.map(({ modelName, model }) => [modelName, fields(model)]))));
