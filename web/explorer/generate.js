// Writes src/generated/: for each document its types, its id (the sha256 of its text, hex) and, unless told not to, its text; and documents.json,
// the manifest of all ids, which the server takes as trusted documents.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, print, visit } from 'graphql';

/** In the package that runs this: npm does so in its folder. */
const at = (path) => new URL(path, pathToFileURL(`${process.cwd()}/`));
/** Whether only ids are written, for a page that asks nobody but its own server. */
const idsOnly = process.argv.includes('--ids-only');
const schemaText = readFileSync(at('../../api/schema.graphql'), 'utf8');
const schema = buildSchema(schemaText);
const NUMBERS_AND_TEXTS = {
  ID: 'string', Date: 'string', DateTime: 'string', PartialDate: 'string', MarketCode: 'string', RegionCode: 'string', URL: 'string',
};

const files = readdirSync(at('src'), { recursive: true })
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => `src/${path}`)
  .sort();
const read = files.map((path) => ({ path, document: parse(readFileSync(at(path), 'utf8'), { noLocation: true }) }));
const fragments = new Map(
  read.flatMap(({ document }) => document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d])),
);

/** Names of the fragments that a definition needs, directly or not, added to `found`. */
function needed(definition, found = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      if (found.has(name.value)) return;
      if (!fragments.has(name.value)) throw new Error(`There is no fragment ${name.value}.`);
      found.add(name.value);
      needed(fragments.get(name.value), found);
    },
  });
  return found;
}

/** The text of an operation with its fragments, without what only people need. */
function textOf(operation) {
  const parts = [operation, ...[...needed(operation)].sort().map((name) => fragments.get(name))];
  return parts.map((part) => print(part).replace(/\s+/g, ' ')).join(' ');
}

const manifest = {};
mkdirSync(at('src/generated'), { recursive: true });
for (const { path, document } of read) {
  const name = basename(path, '.graphql');
  const own = new Set(document.definitions.map((d) => d.name.value));
  const externalFragments = [...fragments.values()]
    .filter((d) => !own.has(d.name.value))
    .map((node) => ({ isExternal: true, importFrom: null, name: node.name.value, onType: node.typeCondition.name.value, node }));
  const types = await codegen({
    schema: parse(schemaText),
    schemaAst: schema,
    documents: [{ location: path, document }],
    filename: `${name}.ts`,
    config: { externalFragments },
    plugins: [{ operations: { scalars: NUMBERS_AND_TEXTS, enumType: 'string-literal', skipTypename: true } }],
    pluginMap: { operations },
  });
  const documents = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION).map((operation) => {
    const text = textOf(operation);
    const id = createHash('sha256').update(text).digest('hex');
    manifest[id] = text;
    const typed = `${operation.name.value}Query, ${operation.name.value}QueryVariables`;
    return `export const ${operation.name.value} = { id: '${id}'${idsOnly ? '' : `, text: ${JSON.stringify(text)}`} } as Document<${typed}>;\n`;
  });
  const head = documents.length ? "import type { Document } from '../fetch.ts';\n\n" : '';
  writeFileSync(at(`src/generated/${name}.ts`), `${head}${types.trim()}\n\n${documents.join('\n')}`);
}
writeFileSync(at('src/generated/documents.json'), `${JSON.stringify(manifest, Object.keys(manifest).sort(), 1)}\n`);
