/** `npm run adapters:check`: fails if a kind of system is not entered everywhere that docs/adding-an-lms.md says. */
import { readdirSync, readFileSync } from 'node:fs';
import { adapterFolders, findMissingEntries } from './entries.ts';
import { adapterKinds } from './registry.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const conformance = readdirSync(new URL('../../tests/conformance/', import.meta.url)).filter((name) =>
  name.endsWith('.test.ts'),
);

const missing = findMissingEntries(adapterFolders(), {
  registered: adapterKinds.keys(),
  capabilities: read('docs/capabilities.md'),
  glossary: read('docs/glossary.md'),
  conformance: new Map(conformance.map((name) => [name, read(`tests/conformance/${name}`)])),
});
for (const line of missing) process.stderr.write(`${line}\n`);
if (missing.length > 0) process.exitCode = 1;
else process.stdout.write('Every kind of system is entered where it must be\n');
