/** The table of docs/capabilities.md: what the adapter of each kind declares when it is built from a description. */
import { CAPABILITIES, type AdapterKind, type Capability, type DescribedWay } from '#adapters/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { CredentialNames, SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createReaderTokens } from '#platform/reader-token.ts';

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
};

/** The table as Markdown, in no particular width. */
export function capabilityTable(kinds: readonly AdapterKind[]): string {
  const columns = kinds.map((kind) => ({ title: kind.title, cells: cellsOf(kind) }));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['capability', 'what', ...columns.map(({ title }) => title)];
  return [
    line(head),
    line(head.map(() => '---')),
    ...CAPABILITIES.map((one) =>
      line([`\`${one}\``, WORDS[one], ...columns.map(({ cells }) => cells.get(one) ?? '–')]),
    ),
  ].join('\n');
}

/** Each capability with the first description that it needs. */
function cellsOf(kind: AdapterKind): ReadonlyMap<Capability, string> {
  const cells = new Map<Capability, string>();
  for (const [index, { as }] of kind.described.entries()) {
    for (const capability of capabilitiesAt(kind, kind.described.slice(0, index + 1))) {
      if (!cells.has(capability)) cells.set(capability, as);
    }
  }
  return cells;
}

/** What a system can do that is described in all these ways; no call is made. */
export function capabilitiesAt(kind: AdapterKind, ways: readonly DescribedWay[]): readonly Capability[] {
  const adapter = kind.create({
    system: describeSystem(kind, ways),
    secret: () => 'a secret that opens nothing',
    logger: createLogger('silent'),
    guard: createHostGuards().for(describeSystem(kind, ways)),
    now: () => 0,
    readerToken: createReaderTokens(Buffer.alloc(32, 7), 'any'),
  });
  void adapter.close();
  return adapter.capabilities;
}

const NO_CREDENTIALS: CredentialNames = { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null };

function describeSystem({ kind, settings, title }: AdapterKind, ways: readonly DescribedWay[]): SystemConfig {
  const id = 'any' as SystemId;
  const given = Object.assign({}, ...ways.map((way) => way.settings ?? {})) as unknown;
  return {
    id,
    name: title,
    kind,
    address: 'http://127.0.0.1:9',
    timeZone: 'Europe/London',
    credentials: Object.assign({}, NO_CREDENTIALS, ...ways.map((way) => way.credentials ?? {})) as CredentialNames,
    owners: [{ system: id, code: 'MAIN', library: 'any' as LibraryId, site: null }],
    limits: {
      connections: 2,
      callTimeoutMs: 1_000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
    settings: settings.parse(given),
  };
}

/** The page with this table in the place of its first one. */
export function withTable(page: string, table: string): string {
  return page.replace(/(?:^\|.*\n)+/m, `${table}\n`);
}

/** Column widths are the formatter's business: only the cells are compared. */
export function isSameTable(page: string, table: string): boolean {
  const normalise = (markdown: string): string => markdown.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---');
  return normalise(withTable(page, table)) === normalise(page);
}
