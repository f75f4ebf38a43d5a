/** The tables of docs/capabilities.md: what the adapter of each column declares when it is built from a description, and what proves it. */
import {
  CAPABILITIES,
  type AdapterContext,
  type AdapterKind,
  type Capability,
  type LmsAdapter,
} from '#contract/adapter.ts';
import { createAdapter } from '#adapters/registry.ts';
import { SITUATIONS, type SituationName } from '#conformance/situations.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { CredentialNames, SystemConfig, SystemLimits } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import type { Column, ColumnWay } from './columns.ts';
import { proofOf } from './proofs.ts';
import { isUnseenPreset, type Preset, type Standing } from '#adapters/presets/index.ts';

const WORDS: Readonly<Record<Capability, string>> = {
  HARVEST_FULL: 'all records and copies',
  HARVEST_CHANGES: 'what changed since the last time',
  LIVE_ITEMS: 'how copies stand now',
  HOLD_QUEUE: 'how many wait for a title',
  HOLDING_STATEMENTS: 'what a library has of a serial',
  PATRON_ACCOUNT: 'loans, holds, charges, blocks',
  VERIFY_PATRON: 'whether card and PIN belong together',
  RENEW: 'renewing a loan',
  PLACE_HOLD: 'placing a hold',
  CANCEL_HOLD: 'cancelling a hold',
  CODE_LISTS: 'lists of codes with labels',
  LOAN_POLICIES: 'rules of loans',
  LOAN_COUNTS: 'how often each copy was lent',
  OPEN_LOANS: 'loans and holds, with tokens in place of people',
  READER_TOKENS: 'readers as tokens, to find one person twice',
  OPEN_CHARGES: 'what readers owe, one charge a row, with tokens',
};
const ABSENT = '–';
const PROVEN = '✓';
const EXPERIMENTAL = '**EXPERIMENTAL**';

/** The first table as Markdown, in no particular width: what each column can do, how, and whether the kit proves it. */
export function capabilityTable(columns: readonly Column[]): string {
  const told = columns.map((column) => ({ title: column.title, cells: cellsOf(column), proof: proofOf(column.title) }));
  return markdownTable([
    ['capability', 'what', ...told.map(({ title }) => title)],
    ...CAPABILITIES.map((one) => [
      `\`${one}\``,
      WORDS[one],
      ...told.map(({ cells, proof }) => {
        const how = cells.get(one);
        if (how === undefined) return ABSENT;
        return proof?.proven.includes(one) === true ? `${how} ${PROVEN}` : how;
      }),
    ]),
  ]);
}

/** The second: which suites of the kit prove it, and which recordings of real systems. */
export function proofTable(columns: readonly Column[]): string {
  return markdownTable([
    ['column', 'proven by', 'recordings of real systems'],
    ...columns.map(({ title }) => {
      const proof = proofOf(title);
      const suites = proof?.suites.map((suite) => `\`${suite.replace('.test.ts', '')}\``).join(', ');
      return [title, suites ?? 'not yet', proof?.recordings ?? ABSENT];
    }),
  ]);
}

/** The last: what the systems of a column do not have or do not say, so that the kit does not try it. */
export function notTriedTable(columns: readonly Column[]): string {
  return markdownTable([
    ['column', 'not tried', 'why'],
    ...columns.flatMap(({ title }) =>
      Object.entries(proofOf(title)?.notTried ?? {}).map(([name, why]) => [
        title,
        SITUATIONS[name as SituationName],
        why,
      ]),
    ),
  ]);
}

/** Each capability with the first description that it needs. */
export function cellsOf(column: Column): ReadonlyMap<Capability, string> {
  const cells = new Map<Capability, string>();
  for (const [index, { as }] of column.ways.entries()) {
    const ways = column.ways.slice(0, index + 1);
    const usual = capabilitiesOf(column, ways, false);
    for (const capability of capabilitiesOf(column, ways)) {
      const how = usual.includes(capability) ? as : `${as}, \`experimentalWrites\``;
      if (!cells.has(capability)) cells.set(capability, how);
    }
  }
  return cells;
}

/** What was seen of each make, by whom; what is documented; what is assumed. A make that nobody has seen is marked. */
export function evidenceTable(kinds: ReadonlyMap<string, AdapterKind>, presets: Iterable<Preset>): string {
  const listed = (parts: readonly string[]): string => (parts.length === 0 ? ABSENT : parts.join('; '));
  const rows = [...kinds.values()].flatMap(({ kind, evidence }) =>
    evidence.map(({ make, seen, documented, assumed }) => [
      `\`${kind}\``,
      make,
      seen.length === 0 ? EXPERIMENTAL : 'seen',
      listed(seen.map(({ what, by, where }) => `${what} (${by}: ${where})`)),
      listed(documented),
      listed(assumed),
    ]),
  );
  const unseen = [...presets].filter(isUnseenPreset);
  const rest = unseen.map(({ name }) => `\`${name}\``).join(', ');
  return markdownTable([
    ['kind', 'make', 'standing', 'seen at a running system', 'documented', 'assumed'],
    ...rows,
    ...(unseen.length === 0 ? [] : [[rest, 'each preset', EXPERIMENTAL, ABSENT, '[presets.md](presets.md)', 'there']]),
  ]);
}

/** What the adapter of a kind declares that is described in every way that there is, as the part of a system that it is. */
export function capabilitiesOfKind(kind: AdapterKind): readonly Capability[] {
  const column: Column = { title: kind.title, main: kind, live: null, ways: kind.described };
  return declaredBy(kind.create(contextOf(describeSystem(column, kind.described))));
}

/** What a system can do that is described in all these ways; no call is made. */
export function capabilitiesOf(
  column: Column,
  ways: readonly ColumnWay[],
  experimentalWrites = true,
): readonly Capability[] {
  const kinds = new Map([column.main, ...(column.live === null ? [] : [column.live])].map((kind) => [kind.kind, kind]));
  return declaredBy(createAdapter(contextOf({ ...describeSystem(column, ways), experimentalWrites }), kinds));
}

function declaredBy(adapter: LmsAdapter): readonly Capability[] {
  const { capabilities } = adapter;
  void adapter.close();
  return capabilities;
}

function contextOf(system: SystemConfig): AdapterContext {
  const guard = createHostGuards().for(system);
  return {
    system,
    secret: () => 'a secret that opens nothing',
    logger: createLogger('silent'),
    guard,
    liveGuard: guard,
    now: () => 0,
    readerToken: createReaderTokens(Buffer.alloc(32, 7), 'any'),
  };
}

const NO_CREDENTIALS: CredentialNames = { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null };
const LIMITS: SystemLimits = {
  connections: 2,
  callTimeoutMs: 1_000,
  batchSize: 50,
  freshForMs: 0,
  breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
};

/** Of a live part only once one of its own ways is among those given. */
function describeSystem({ main, live, title }: Column, ways: readonly ColumnWay[]): SystemConfig {
  const id = 'any' as SystemId;
  const ofMain = ways.filter(({ ofLive }) => ofLive !== true);
  const ofLive = ways.filter((way) => way.ofLive === true);
  return {
    id,
    name: title,
    kind: main.kind,
    address: `${main.addressSchemes?.[0] ?? 'http'}://127.0.0.1:9`,
    timeZone: 'Europe/London',
    credentials: credentialsOf(ofMain),
    owners: [{ system: id, code: 'MAIN', library: 'any' as LibraryId, site: null }],
    limits: LIMITS,
    harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
    settings: settingsOf(main, ofMain),
    ...(live !== null &&
      ofLive.length > 0 && {
        live: {
          kind: live.kind,
          address: `${live.addressSchemes?.[0] ?? 'http'}://127.0.0.1:9`,
          credentials: credentialsOf(ofLive),
          limits: LIMITS,
          settings: settingsOf(live, ofLive),
        },
      }),
  };
}

function credentialsOf(ways: readonly ColumnWay[]): CredentialNames {
  return Object.assign({}, NO_CREDENTIALS, ...ways.map((way) => way.credentials ?? {})) as CredentialNames;
}

function settingsOf({ settings }: AdapterKind, ways: readonly ColumnWay[]): unknown {
  return settings.parse(Object.assign({}, ...ways.map((way) => way.settings ?? {})));
}

/** The page with these tables in the places of its first ones. */
export function withTables(page: string, tables: readonly string[]): string {
  let index = 0;
  return page.replaceAll(/(?:^\|.*\n)+/gm, (old) => {
    const table = tables[index];
    index += 1;
    return table === undefined ? old : `${table}\n`;
  });
}

/** Column widths are the formatter's business: only the cells are compared. */
export function isSamePage(page: string, tables: readonly string[]): boolean {
  const normalise = (markdown: string): string => markdown.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---');
  return normalise(withTables(page, tables)) === normalise(page);
}

export function presetTable(presets: Iterable<Preset>, kinds: ReadonlyMap<string, AdapterKind>): string {
  const titleOf = (kind: string): string => kinds.get(kind)?.title ?? kind;
  return markdownTable([
    ['preset', 'make', 'is read as', 'confirmed', 'documented', 'assumed'],
    ...[...presets].map(({ name, title, base, live, claims }) => {
      const count = (is: Standing['is']): string => String(claims.filter(({ standing }) => standing.is === is).length);
      const column = live === null ? titleOf(base) : `${titleOf(base)} + ${titleOf(live)}, or ${titleOf(base)}`;
      return [`\`${name}\``, title, column, count('CONFIRMED'), count('DOCUMENTED'), count('ASSUMED')];
    }),
  ]);
}

/** A table as Markdown, in no particular width; the first row is its head. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n');
}
