/** Where a kind of system must be entered, and whether it is. `npm run adapters:check` asks this. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ADAPTERS = fileURLToPath(new URL('../../../adapters/', import.meta.url));
/** The adapter that `npm run new:adapter` copies: no library runs it. */
export const SKELETON = 'skeleton';
/** Folders that hold no kind: presets, systems of two parts, protocols, what adapters share, the skeleton, and the way to an adapter that runs elsewhere. */
const NO_KIND: readonly string[] = ['protocols', 'shared', SKELETON, 'remote', 'adapter-server', 'composed', 'presets'];

/** The folders of all kinds of systems, in the order of their names. The boundaries are drawn around each. */
export function adapterFolders(): readonly string[] {
  return readdirSync(ADAPTERS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_KIND.includes(entry.name))
    .map(({ name }) => name)
    .sort();
}

export interface Entries {
  /** Kinds in `adapters/registry.ts`, and whether each tells how copies stand now. */
  readonly registered: ReadonlyMap<string, { readonly isLive: boolean }>;
  /** Kinds in `lab/simulators/registry.ts`, and whether each can be drilled. */
  readonly simulated: ReadonlyMap<string, { readonly isDrilled: boolean }>;
  /** `docs/glossary.md`, whose table has a column for each kind. */
  readonly glossary: string;
  /** `docs/simulators.md`, which tells how each is run. */
  readonly simulators: string;
  /** Names and texts of `tests/conformance/*.test.ts`. */
  readonly conformance: ReadonlyMap<string, string>;
}

export function findMissingEntries(kinds: readonly string[], entries: Entries): readonly string[] {
  const { registered, simulated, conformance } = entries;
  const glossary = columnsOf(entries.glossary);
  const missing = kinds.flatMap((kind) => {
    const simulator = simulated.get(kind);
    const faults: readonly (string | false)[] = [
      !registered.has(kind) && `${kind} is not registered: add it to adapters/registry.ts`,
      simulator === undefined &&
        `${kind} cannot be simulated: add lab/simulators/${kind}/ to lab/simulators/registry.ts`,
      registered.get(kind)?.isLive === true &&
        simulator?.isDrilled === false &&
        `${kind} tells how copies stand and is not drilled: give it drills in lab/simulators/${kind}/simulated-kind.ts`,
      !entries.simulators.includes(`mercia simulate ${kind} `) &&
        `docs/simulators.md does not say how to run it: mercia simulate ${kind} …`,
      !glossary.has(kind) && `${kind} has no column in the table of docs/glossary.md`,
      !runsSuite(kind, conformance) &&
        `${kind} does not run the conformance suite: add tests/conformance/${kind}.test.ts, or one with the part that harvests`,
    ];
    return faults.filter((fault) => fault !== false);
  });
  const homeless = [
    ...[...registered.keys()].map((kind) => [kind, `is registered and has no folder adapters/${kind}/`]),
    ...[...simulated.keys()].map((kind) => [kind, `can be simulated and has no folder adapters/${kind}/`]),
  ];
  return [...missing, ...homeless.filter(([kind = '']) => !kinds.includes(kind)).map((words) => words.join(' '))];
}

/** `sip2` runs it in `sip2.test.ts`, or with the part that harvests in `files-sip2.test.ts`. */
function runsSuite(kind: string, conformance: Entries['conformance']): boolean {
  return [...conformance].some(
    ([name, text]) =>
      (name === `${kind}.test.ts` || name.endsWith(`-${kind}.test.ts`)) && text.includes('describeAdapter('),
  );
}

/** The headings of the first table of a page, as kinds are written: `Innovative Sierra` is `innovative-sierra`. */
function columnsOf(page: string): ReadonlySet<string> {
  const heading = page.split('\n').find((line) => line.startsWith('|')) ?? '';
  return new Set(heading.split('|').map((cell) => cell.trim().toLowerCase().replaceAll(' ', '-')));
}
