/** Both Kohas of a move in one region, whose libraries agreed to be compared: harvested, with snapshots, and asked for their ledgers. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createLogger } from '#platform/logger.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import type { LoanList } from '#store/loan-lists.ts';
import { compareOn, type Comparing } from '#tests/comparison/support/compared-region.ts';
import { startGraph } from '#tests/e2e/support/whole-graph.ts';
import { harvestLoans } from '#union-index/loans/index.ts';
import { sql } from 'kysely';
import { MAPPED, SECRETS } from './moved-world.ts';

export type Side = 'old' | 'new';

/** A row of a table of the ledger, by the heads of its columns, and which table it is of. */
export type LedgerRow = Readonly<Record<string, string | null>>;

export interface MovedRegion extends Comparing {
  /** Harvests records and lists of a system; of the lists, `mayFail` may. */
  bring(side: Side, mayFail?: readonly LoanList[]): Promise<void>;
  /** Decides what codes become, once the source is harvested. */
  mapCodes(): Promise<void>;
  makeLedger(name: string, snapshots: { readonly source: string; readonly target: string }): Promise<void>;
  /** All rows of all tables of the ledger's reports, by report and table. */
  rowsOf(ledger: string, target: string): Promise<ReadonlyMap<string, readonly LedgerRow[]>>;
}

const AUDIENCE = 'mercia-moving';
const MIGRATION = { id: 'migration', name: 'Nobody', about: 'Tests.', roles: ['planning'], affiliations: [] };
const REPORTS = ['ledger', 'ledger-readers'] as const;

function describeRegion(addresses: Readonly<Record<Side, string>>, issuer: string): string {
  const sides = ['old', 'new'] as const;
  const libraryOf = (side: Side, code: string): string => `${side}-${code.toLowerCase()}`;
  const agreement = {
    controller: 'A trust',
    agreement: 'DSA-1',
    dpia: 'DPIA-1',
    purposes: ['MOVE_RECONCILIATION', 'STATISTICS'],
    reviewOn: '2030-01-01',
  };
  return JSON.stringify({
    region: { id: 'moved', name: 'A move' },
    libraries: sides.flatMap((side) =>
      ['NORTH', 'SOUTH'].map((code) => ({
        id: libraryOf(side, code),
        name: `${code} at the ${side} system`,
        system: side,
        patronData: agreement,
      })),
    ),
    systems: sides.map((side) => ({
      id: side,
      name: `The ${side} system`,
      kind: 'koha',
      address: addresses[side],
      credentials: { clientIdEnv: 'MOVE_CLIENT_ID', clientSecretEnv: 'MOVE_CLIENT_SECRET' },
      timeZone: 'Europe/London',
      owners: ['NORTH', 'SOUTH'].map((code) => ({ code, library: libraryOf(side, code) })),
      settings: {
        transfers: 'none',
        itemTypes: { BK: 'LOAN', REF: 'REFERENCE', RF: 'REFERENCE' },
        patrons: { access: 'read' },
      },
    })),
    identity: { issuers: [{ issuer, audience: AUDIENCE, rolesClaim: 'roles', roles: { planning: 'migration' } }] },
  });
}

export async function startMovedRegion(worlds: Readonly<Record<Side, KohaWorld>>): Promise<MovedRegion> {
  const provider = await createIdentityProvider({ persons: [MIGRATION], audience: AUDIENCE, clientId: 'none' });
  const simulators = {
    old: await createKohaSimulator({ world: worlds.old, workers: 8 }),
    new: await createKohaSimulator({ world: worlds.new, workers: 8 }),
  };
  const addresses = { old: simulators.old.url, new: simulators.new.url };
  const graph = await startGraph(
    readDemoRegion({ regionText: describeRegion(addresses, provider.issuer), secrets: SECRETS }),
  );
  const claims = { ...provider.claimsOf(MIGRATION.id), mercia_development: undefined };
  const comparing = compareOn(graph, await provider.keys.sign(claims));
  const { hub, database } = graph;

  return {
    ...comparing,
    async bring(side, mayFail = []) {
      const problems = (await graph.harvest([side], 'full')).flatMap(({ problem }) => problem ?? []);
      const adapter = [...hub.adapters.values()].find(({ system }) => system.id === side);
      if (adapter === undefined) throw new Error(`no adapter of ${side}`);
      const { lists } = await harvestLoans({
        db: database.db,
        adapter,
        region: hub.region,
        holder: hub.holder,
        clock: () => new Date(),
        logger: createLogger('silent'),
        signal: new AbortController().signal,
      });
      problems.push(...lists.flatMap(({ list, problem }) => (mayFail.includes(list) ? [] : (problem ?? []))));
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
    async mapCodes() {
      for (const [list, code, target] of MAPPED) {
        await sql`
          INSERT INTO code_mapping (system, list, code, target, state, changed_by, changed_at)
          SELECT id, ${list}, ${code}, ${target}, 'DECIDED', 'test', now() FROM system WHERE system_id = 'old'`.execute(
          database.db,
        );
      }
    },
    async makeLedger(name, snapshots) {
      const { errors } = await comparing.ask(
        'mutation ($input: MakeLedgerInput!) { makeLedger(input: $input) { job { id } } }',
        { input: { name, ...snapshots, systems: ['old'], targetSystem: 'new' } },
      );
      if (errors !== undefined) throw new Error(errors[0]?.message);
      await comparing.doJobs();
      const { data } = await comparing.ask<{ ledger: { state: string } }>(
        'query ($name: String!) { ledger(name: $name) { state } }',
        { name },
      );
      if (data.ledger.state !== 'WHOLE') throw new Error(`the ledger ${name} is ${data.ledger.state}`);
    },
    async rowsOf(ledger, target) {
      const all = new Map<string, LedgerRow[]>();
      for (const report of REPORTS) {
        for (const table of await tablesOf(comparing, report, { ledger, target })) {
          all.set(`${report}: ${table}`, await readTable(comparing, { report, table, ledger, target }));
        }
      }
      return all;
    },
    async close() {
      await comparing.close();
      await provider.close();
      await Promise.all(Object.values(simulators).map((simulator) => simulator.close()));
    },
  };
}

interface Asked {
  readonly ledger: string;
  readonly target: string;
}

const variablesOf = (report: string, { ledger, target }: Asked) => ({
  report,
  target,
  options: [{ name: 'ledger', value: ledger }],
});

async function tablesOf({ ask }: Pick<Comparing, 'ask'>, report: string, asked: Asked): Promise<readonly string[]> {
  const { data, errors } = await ask<{ snapshot: { report: { tables: { name: string }[] } } }>(
    `query ($report: String!, $target: String, $options: [ReportOption!]) {
      snapshot(name: $target) { report(name: $report, options: $options) { tables { name } } } }`,
    variablesOf(report, asked),
  );
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.snapshot.report.tables.map(({ name }) => name);
}

interface AskedPage {
  readonly columns: readonly { readonly header: string }[];
  readonly rows: {
    readonly edges: readonly { readonly node: { readonly cells: readonly (string | null)[] } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function readTable(
  { ask }: Pick<Comparing, 'ask'>,
  { report, table, ...asked }: Asked & { readonly report: string; readonly table: string },
): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let after: string | null = null;
  do {
    const answer: {
      data: { snapshot: { report: { tables: readonly [AskedPage] } } };
      errors?: readonly { message: string }[];
    } = await ask(
      `query ($report: String!, $target: String, $options: [ReportOption!], $table: String!, $after: String) {
        snapshot(name: $target) { report(name: $report, options: $options) { tables(name: $table) {
          columns { header } rows(first: 200, after: $after) { edges { node { cells } } pageInfo { hasNextPage endCursor } } } } } }`,
      { ...variablesOf(report, asked), table, after },
    );
    if (answer.errors !== undefined) throw new Error(answer.errors[0]?.message);
    const page = answer.data.snapshot.report.tables[0];
    const heads = page.columns.map(({ header }) => header);
    for (const { node } of page.rows.edges) {
      rows.push(Object.fromEntries(node.cells.map((cell, at) => [heads[at] ?? '', cell])));
    }
    after = page.rows.pageInfo.hasNextPage ? page.rows.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}
