/** How fast a system comes into the index, by each way of harvest, and what of that the index takes. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { Hub } from '#cli/graph/hub.ts';
import { harvestSystem } from '#union-index/harvest/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { sql } from 'kysely';
import { interleave, median, timed } from '../support/stats.ts';

export interface HarvestFigures {
  readonly system: string;
  /** `oai-pmh` or `rest`. */
  readonly method: string;
  readonly records: number;
  /** Records a second through the real adapter into the real database, first load. */
  readonly rate: number;
  /** Records a second of the adapter alone: fetched, read, described, thrown away. */
  readonly adapterRate: number;
  /** Of the time of a harvest, the share spent in ingest. */
  readonly ingestShare: number;
  /** Time of the harvest over that of the adapter alone, median of pairs. */
  readonly overAdapter: number;
}

/** One system for each method. Empties the index before every first load. */
export async function measureHarvest(hub: Hub, rounds: number): Promise<readonly HarvestFigures[]> {
  const figures: HarvestFigures[] = [];
  const methods = new Set<string>();
  for (const system of hub.region.systems) {
    const adapter = hub.adapters.get(system.id);
    const { method } = system.harvest;
    if (adapter === undefined || methods.has(method)) continue;
    methods.add(method);
    const pairs = await interleave(
      rounds,
      () => harvestWhole(hub, adapter),
      () => timed(() => readWhole(adapter)),
    );
    const records = pairs[0]?.[0].records ?? 0;
    figures.push({
      system: system.id,
      method,
      records,
      rate: (records / median(pairs.map(([whole]) => whole.ms))) * 1000,
      adapterRate: (records / median(pairs.map(([, alone]) => alone.ms))) * 1000,
      ingestShare: median(pairs.map(([whole]) => whole.ingestMs / whole.ms)),
      overAdapter: median(pairs.map(([whole, alone]) => whole.ms / alone.ms)),
    });
  }
  await empty(hub);
  return figures;
}

async function harvestWhole(
  hub: Hub,
  adapter: LmsAdapter,
): Promise<{ readonly ms: number; readonly ingestMs: number; readonly records: number }> {
  await empty(hub);
  let ingestMs = 0;
  const ingest: Ingest = {
    condense(...page) {
      const from = performance.now();
      const condensed = hub.ingest.condense(...page);
      ingestMs += performance.now() - from;
      return condensed;
    },
    applyRules: (...options) => hub.ingest.applyRules(...options),
    async applyPage(...page) {
      const { ms, value } = await timed(() => hub.ingest.applyPage(...page));
      ingestMs += ms;
      return value;
    },
    readAgain: (...options) => hub.ingest.readAgain(...options),
    async matchWaiting(...options) {
      const { ms } = await timed(() => hub.ingest.matchWaiting(...options));
      ingestMs += ms;
    },
  };
  const { ms, value } = await timed(() =>
    harvestSystem({
      db: hub.store.db,
      adapter,
      ingest,
      holder: 'bench',
      clock: () => new Date(),
      signal: new AbortController().signal,
      logger: hub.logger,
      kind: 'full',
    }),
  );
  return { ms, ingestMs, records: value.records };
}

async function readWhole(adapter: LmsAdapter): Promise<number> {
  let records = 0;
  const from = { run: { kind: 'full' as const }, resumeAt: null };
  for await (const page of adapter.harvest?.pages(from, new AbortController().signal) ?? []) {
    records += page.records.length;
    if (page.nextCursor !== null || page.allLocalIds !== null) break;
  }
  return records;
}

async function empty({ store }: Hub): Promise<void> {
  await sql`
    TRUNCATE record, reject, item, holding, match_key, edition, member, edition_redirect, search_doc, change,
      harvest_run, harvest_state, last_known, last_known_item CASCADE`.execute(store.db);
}
