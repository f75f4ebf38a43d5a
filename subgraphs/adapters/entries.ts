/** Where a kind of system must be entered, and whether it is. `npm run adapters:check` asks this. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ADAPTERS = fileURLToPath(new URL('.', import.meta.url));
/** Folders beside the adapters that hold none: protocols, what they share, and the way to an adapter that runs elsewhere. */
const NO_KIND: readonly string[] = ['protocols', 'shared', 'remote', 'adapter-server'];

/** The folders of all kinds of systems, in the order of their names. The boundaries are drawn around each. */
export function adapterFolders(): readonly string[] {
  return readdirSync(ADAPTERS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_KIND.includes(entry.name))
    .map(({ name }) => name)
    .sort();
}

export interface Entries {
  /** Kinds in `registry.ts`. */
  readonly registered: Iterable<string>;
  /** `docs/capabilities.md` and `docs/glossary.md`, whose tables have a column for each kind. */
  readonly capabilities: string;
  readonly glossary: string;
  /** Names and texts of `tests/conformance/*.test.ts`. */
  readonly conformance: ReadonlyMap<string, string>;
}

/** What is missing, in words. */
export function findMissingEntries(kinds: readonly string[], entries: Entries): readonly string[] {
  const registered = new Set(entries.registered);
  const capabilities = columnsOf(entries.capabilities);
  const glossary = columnsOf(entries.glossary);
  const missing = kinds.flatMap((kind) => [
    ...(registered.has(kind) ? [] : [`${kind} is not registered: add it to subgraphs/adapters/registry.ts`]),
    ...(capabilities.has(kind) ? [] : [`${kind} has no column in the table of docs/capabilities.md`]),
    ...(glossary.has(kind) ? [] : [`${kind} has no column in the table of docs/glossary.md`]),
    ...(entries.conformance.get(`${kind}.test.ts`)?.includes('describeAdapter(') === true
      ? []
      : [`${kind} does not run the conformance suite: add tests/conformance/${kind}.test.ts`]),
  ]);
  const homeless = [...registered].filter((kind) => !kinds.includes(kind));
  return [...missing, ...homeless.map((kind) => `${kind} is registered and has no folder subgraphs/adapters/${kind}/`)];
}

/** The headings of the first table of a page, as kinds are written: `Innovative Sierra` is `innovative-sierra`. */
function columnsOf(page: string): ReadonlySet<string> {
  const heading = page.split('\n').find((line) => line.startsWith('|')) ?? '';
  return new Set(heading.split('|').map((cell) => cell.trim().toLowerCase().replaceAll(' ', '-')));
}
