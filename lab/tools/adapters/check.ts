/**
 * `npm run adapters:check`: fails if a kind of system is not entered everywhere that docs/adding-an-lms.md says, or if
 * docs/capabilities.md says something else than the adapters. `--write` writes that table.
 */
import { presets } from '#adapters/presets/index.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { simulatedKinds } from '#simulators/registry.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  capabilitiesOfKind,
  capabilityTable,
  evidenceTable,
  isSamePage,
  notTriedTable,
  presetTable,
  proofTable,
  withTables,
} from './capabilities-table.ts';
import { columnsOf } from './columns.ts';
import { adapterFolders, findMissingEntries } from './entries.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const CAPABILITIES_PAGE = 'docs/capabilities.md';

const kinds = [...adapterKinds.values()];
const columns = columnsOf(adapterKinds);
const tables = [
  capabilityTable(columns),
  presetTable(presets.values(), adapterKinds),
  evidenceTable(adapterKinds, presets.values()),
  proofTable(columns),
  notTriedTable(columns),
];
if (process.argv.includes('--write')) {
  writeFileSync(new URL(CAPABILITIES_PAGE, root), withTables(read(CAPABILITIES_PAGE), tables));
}

/** `sip2` has drills of its own, or is drilled with the part that harvests, as `files-sip2`. */
function isDrilled(kind: string): boolean {
  return simulatedKinds.some((each) =>
    each.drills.some(({ login }) => each.kind === kind || login.endsWith(`-${kind}`)),
  );
}

const conformance = readdirSync(new URL('tests/conformance/', root)).filter((name) => name.endsWith('.test.ts'));
const missing = [
  ...findMissingEntries(adapterFolders(), {
    registered: new Map(kinds.map((kind) => [kind.kind, { isLive: capabilitiesOfKind(kind).includes('LIVE_ITEMS') }])),
    simulated: new Map(simulatedKinds.map(({ kind }) => [kind, { isDrilled: isDrilled(kind) }])),
    glossary: read('docs/glossary.md'),
    simulators: read('docs/simulators.md'),
    conformance: new Map(conformance.map((name) => [name, read(`tests/conformance/${name}`)])),
  }),
  ...(isSamePage(read(CAPABILITIES_PAGE), tables)
    ? []
    : [`${CAPABILITIES_PAGE} is not what the adapters declare; run: npm run adapters:check -- --write`]),
];
for (const line of missing) process.stderr.write(`${line}\n`);
if (missing.length > 0) process.exitCode = 1;
else process.stdout.write('Every kind of system is entered where it must be\n');
