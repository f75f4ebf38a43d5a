/**
 * `npm run adapters:check`: fails if a kind of system is not entered everywhere that docs/adding-an-lms.md says, or if
 * docs/capabilities.md says something else than the adapters. `--write` writes that table.
 */
import { adapterKinds } from '#adapters/registry.ts';
import { simulatedKinds } from '#simulators/registry.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { capabilitiesAt, capabilityTable, isSameTable, withTable } from './capabilities-table.ts';
import { adapterFolders, findMissingEntries } from './entries.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const CAPABILITIES_PAGE = 'docs/capabilities.md';

const kinds = [...adapterKinds.values()];
const table = capabilityTable(kinds);
if (process.argv.includes('--write')) {
  writeFileSync(new URL(CAPABILITIES_PAGE, root), withTable(read(CAPABILITIES_PAGE), table));
}

const conformance = readdirSync(new URL('tests/conformance/', root)).filter((name) => name.endsWith('.test.ts'));
const missing = [
  ...findMissingEntries(adapterFolders(), {
    registered: new Map(
      kinds.map((kind) => [kind.kind, { isLive: capabilitiesAt(kind, kind.described).includes('LIVE_ITEMS') }]),
    ),
    simulated: new Map(simulatedKinds.map(({ kind, drills }) => [kind, { isDrilled: drills.length > 0 }])),
    glossary: read('docs/glossary.md'),
    simulators: read('docs/simulators.md'),
    conformance: new Map(conformance.map((name) => [name, read(`tests/conformance/${name}`)])),
  }),
  ...(isSameTable(read(CAPABILITIES_PAGE), table)
    ? []
    : [`${CAPABILITIES_PAGE} is not what the adapters declare; run: npm run adapters:check -- --write`]),
];
for (const line of missing) process.stderr.write(`${line}\n`);
if (missing.length > 0) process.exitCode = 1;
else process.stdout.write('Every kind of system is entered where it must be\n');
