/** Mercia on an empty database in a process of its own: harvests the exports of a whole region, then single changes. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { loadSettings } from '#platform/config.ts';
import { harvestAll, HARVESTER_PACE } from '#union-index/harvest/index.ts';
import { sql } from 'kysely';
import { serveCommands } from '../support/child.ts';
import { spreadOf, timed, type Spread } from '../support/stats.ts';
import { readDatabaseCpu } from './database-cpu.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { isControlField } from '#marc/index.ts';
import type { MarcField } from '#marc/index.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportPath, OWNER } from './write-exports.ts';

export interface LoadPlan {
  readonly exports: string;
  readonly data: string;
  readonly systems: number;
}

export interface LoadFigures {
  readonly records: number;
  readonly editions: number;
  readonly seconds: number;
  /** Processor seconds of the hub. */
  readonly hubCpu: number;
  /** Processor seconds of the database server; null if the machine does not tell. */
  readonly databaseCpu: number | null;
}

let hub: Hub | undefined;

function opened(): Hub {
  if (hub === undefined) throw new Error('nothing is loaded');
  return hub;
}

const commands = {
  /** The first load of every system, as `mercia harvest` does it: read, stored, matched. */
  async load({ data, exports, systems }: LoadPlan): Promise<LoadFigures> {
    const settings = loadSettings({ port: 0, logLevel: 'silent', data, callerValues: 1_000_000_000 }, {});
    const store = await openSettledStore(settings, 'start');
    const regionText = describeExportRegion(exports, systems, await startCodeLists());
    hub = buildHub(readDemoRegion({ regionText, secrets: EXPORT_SECRETS }), settings, store, {
      pace: HARVESTER_PACE,
    });
    const { adapters, holder, ingest, logger, pace } = hub;
    const [before, databaseBefore] = [process.cpuUsage(), await readDatabaseCpu(store.db)];
    const { ms, value: results } = await timed(() =>
      harvestAll({
        db: store.db,
        ingest,
        holder,
        clock: () => new Date(),
        logger,
        adapters: [...adapters.values()],
        concurrency: pace.concurrency,
        recordsAtOnce: pace.recordsAtOnce,
        signal: new AbortController().signal,
      }),
    );
    const { user, system } = process.cpuUsage(before);
    const databaseCpu = await readDatabaseCpu(store.db);
    const problems = results.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    const counted = await sql<{ n: number }>`SELECT count(*) AS n FROM edition`.execute(store.db);
    await sql`ANALYZE`.execute(store.db);
    return {
      records: results.reduce((sum, { records }) => sum + records, 0),
      editions: counted.rows[0]?.n ?? 0,
      seconds: ms / 1000,
      hubCpu: (user + system) / 1e6,
      databaseCpu: databaseCpu === null || databaseBefore === null ? null : databaseCpu - databaseBefore,
    };
  },

  /** Milliseconds from a changed record to its editions, one record at a time. */
  async change(count: number): Promise<Spread> {
    return spreadOf(await changeRecords(opened(), count));
  },
};

export type LoadCommands = typeof commands;

serveCommands(commands, async () => hub?.close());

/**
 * Milliseconds that each of so many records of one system takes from its page to its editions, after its subtitle was
 * changed: read, written, matched and committed one by one.
 */
async function changeRecords({ adapters, ingest, store }: Hub, count: number): Promise<readonly number[]> {
  const [adapter] = adapters.values();
  if (adapter?.harvest === undefined) throw new Error('the region has no system to harvest');
  const systemId = adapter.system.id;
  const target = { number: await ensureSystemNumber(store.db, systemId), systemId };
  const from = { run: { kind: 'full' as const }, resumeAt: null };
  const times: number[] = [];
  for await (const page of adapter.harvest.pages(from, new AbortController().signal)) {
    for (const record of page.records) {
      if (record.deleted || times.length >= count) continue;
      const changed = { ...page, records: [change(record)], allLocalIds: null };
      const { ms } = await timed(() =>
        store.db
          .transaction()
          .execute((transaction) =>
            ingest.applyPage(transaction, target, ingest.condense(changed), new Date(), 'match'),
          ),
      );
      times.push(ms);
    }
    if (times.length >= count) break;
  }
  return times;
}

function change(record: HarvestedDescription): HarvestedDescription {
  return { ...record, marc: { ...record.marc, fields: record.marc.fields.map(changeTitle) } };
}

function changeTitle(field: MarcField): MarcField {
  if (field.tag !== '245' || isControlField(field)) return field;
  return { ...field, subfields: [...field.subfields, { code: 'b', value: 'a new subtitle' }] };
}

/** Worthless: they open nothing. */
const EXPORT_SECRETS = {
  BENCH_CLIENT_ID: 'mercia-bench',
  BENCH_USER: 'mercia',
  BENCH_PASSWORD: 'worthless-bench-password',
};

/** A region whose systems are harvested from their exports alone. A region file; JSON is YAML, too. */
function describeExportRegion(exports: string, systems: number, address: string): string {
  const all = Array.from({ length: systems }, (_, system) => system);
  return JSON.stringify({
    region: { id: 'bench', name: 'The region of the bench' },
    libraries: all.map((system) => ({
      id: `library-${String(system)}`,
      name: `Library ${String(system)}`,
      system: `system-${String(system)}`,
    })),
    systems: all.map((system) => ({
      id: `system-${String(system)}`,
      name: `System ${String(system)}`,
      kind: 'symphony',
      address,
      owners: [{ code: OWNER, library: `library-${String(system)}` }],
      credentials: { clientIdEnv: 'BENCH_CLIENT_ID', userEnv: 'BENCH_USER', passwordEnv: 'BENCH_PASSWORD' },
      settings: {
        path: '/symws',
        shelves: ['STACKS'],
        itemTypes: { BOOK: 'LOAN' },
        shadows: 'none',
        export: { source: exportPath(exports, system) },
      },
    })),
  });
}

/** Where the systems' web services would be: answers every question for a list of codes by an empty one. */
async function startCodeLists(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('[]');
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
}
