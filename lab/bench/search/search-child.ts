/** The index of a large region, searched in a process of its own. */
import { openSettledStore } from '#cli/graph/hub.ts';
import type { Region } from '#domain/region.ts';
import { loadSettings } from '#platform/config.ts';
import type { Store } from '#store/open-store.ts';
import { browse, suggest } from '#search/index.ts';
import { createIndexScope } from '#union-index/index.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { sql } from 'kysely';
import { readDatabaseCpu } from '../load/database-cpu.ts';
import { serveCommands } from '../support/child.ts';
import { timed } from '../support/stats.ts';
import { findPage, timesOf } from './ask-index.ts';
import { drawQuestions, type Questions } from './draw-questions.ts';
import { inventEditions, LIBRARIES } from './invent-editions.ts';

/** As much of a region file as a search reads. */
const region = {
  id: 'bench',
  name: 'Thirty libraries',
  networks: [],
  organisations: [],
  libraries: LIBRARIES.map((id) => ({ id, name: id, network: null, sites: [] })),
  systems: [],
  issuers: [],
  budgetMs: 2_000,
} as unknown as Region;

let store: Store | undefined;

function opened(): Store {
  if (store === undefined) throw new Error('the store is not open');
  return store;
}

interface FillFigures {
  readonly seconds: number;
  /** The longest transaction. */
  readonly longestMs: number;
  /** Processor seconds of the server; null if that cannot be read here. */
  readonly databaseCpuSeconds: number | null;
  /** By how much the process grew. */
  readonly grewMegabytes: number;
}

interface SizeFigures {
  readonly name: string;
  readonly rows: number;
  readonly megabytes: number;
}

/** Milliseconds of each question. */
type AskedFigures = Readonly<Record<keyof Questions, readonly number[]>>;

const commands = {
  async fill({ data, editions }: { readonly data: string; readonly editions: number }): Promise<number> {
    store = await openSettledStore(loadSettings({ data, logLevel: 'silent' }, {}), 'start');
    const { ms } = await timed(() => inventEditions(opened().jobs, editions));
    return ms / 1_000;
  },

  /** The first fill of an existing database, as the keeper does it, without its rests. */
  async keep(_: undefined): Promise<FillFigures> {
    const { jobs } = opened();
    const before = await readDatabaseCpu(jobs);
    const residentBefore = process.memoryUsage.rss();
    let [longestMs, resident] = [0, 0];
    const { ms } = await timed(async () => {
      for (let more = true; more;) {
        const step = await timed(() => keepNext(jobs, { at: new Date() }));
        more = step.value;
        longestMs = Math.max(longestMs, step.ms);
        resident = Math.max(resident, process.memoryUsage.rss());
      }
    });
    const after = await readDatabaseCpu(jobs);
    await sql`VACUUM ANALYZE search_term, browse_doc`.execute(jobs);
    return {
      seconds: ms / 1_000,
      longestMs,
      databaseCpuSeconds: before === null || after === null ? null : after - before,
      grewMegabytes: Math.max(0, resident - residentBefore) / 1_000_000,
    };
  },

  /** Of the tables that search reads, and of their indexes. */
  async sizes(_: undefined): Promise<readonly SizeFigures[]> {
    const { rows } = await sql<SizeFigures>`
      SELECT relname AS name, reltuples::bigint AS rows,
        (CASE WHEN relkind = 'r' THEN pg_table_size(oid) ELSE pg_relation_size(oid) END / 1000000.0)::float8 AS megabytes
      FROM pg_class
      WHERE relkind IN ('r', 'i') AND (relname ~ '^(search_doc|search_term|browse_doc)' OR relname = 'edition')
      ORDER BY relname`.execute(opened().db);
    return rows;
  },

  /** Each once, after as many others: an index that is used is in memory. */
  async ask(count: number): Promise<AskedFigures> {
    const { db, jobs } = opened();
    const scope = createIndexScope(db, region);
    const questions = await drawQuestions(jobs, 2 * count);
    const ask = {
      narrow: (words: string) => findPage(scope, words, false),
      broad: (words: string) => findPage(scope, words, true),
      suggest: (asked: Questions['suggest'][number]) => suggest(scope, asked),
      browse: (asked: Questions['browse'][number]) => browse(scope, asked),
    };
    return {
      narrow: await timesOf(questions.narrow, ask.narrow),
      broad: await timesOf(questions.broad, ask.broad),
      suggest: await timesOf(questions.suggest, ask.suggest),
      browse: await timesOf(questions.browse, ask.browse),
    };
  },
};

export type SearchCommands = typeof commands;
serveCommands(commands, async () => store?.close());
