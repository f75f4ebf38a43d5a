/** Harvest: pages in the order of ids, which go on wherever they were interrupted. */
import type { SystemConfig } from '#domain/region.ts';
import type {
  FoundRecords,
  HarvestFrom,
  HarvestPage,
  HarvestReject,
  HarvestSource,
  HarvestedRecord,
  ReadingRules,
} from '../adapter.ts';
import { z } from 'zod';
import type { SkeletonClient } from './client.ts';
import { toHarvested } from './harvested-record.ts';
import type { WireRecord } from './wire.ts';

/** Where a run goes on: behind this id. `startedAt` is the system's clock at its first page. */
const stateShape = z.object({ v: z.literal(1), after: z.string(), startedAt: z.string() });
const cursorShape = z.object({ v: z.literal(1), since: z.string() });

export function createHarvest(system: SystemConfig, client: SkeletonClient, rules: ReadingRules): HarvestSource {
  return {
    rules,
    describe: async () => 'records by id',
    pages: (from, signal) => pagesOf(system, client, from, signal),
    async findRecords(localIds, signal) {
      const { records } = await client.records(localIds, signal);
      const byId = new Map(records.map((record) => [record.id, record]));
      return toFound(
        system,
        localIds.map((id) => byId.get(id) ?? { deleted: true, id, changedAt: null }),
      );
    },
  };
}

async function* pagesOf(
  system: SystemConfig,
  client: SkeletonClient,
  { run, resumeAt }: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const since = run.kind === 'full' ? null : (readJson(run.cursor, cursorShape)?.since ?? null);
  let state = resumeAt === null ? null : readJson(resumeAt, stateShape);
  for (;;) {
    const asked = { after: state?.after ?? null, since, most: system.harvest.pageSize };
    const { records, asOf, more } = await client.page(asked, signal);
    state = { v: 1, after: records.at(-1)?.id ?? state?.after ?? '', startedAt: state?.startedAt ?? asOf };
    const page = { ...toFound(system, records), resumeAt: JSON.stringify(state), expected: null };
    if (more) {
      yield { ...page, nextCursor: null, allLocalIds: null };
      continue;
    }
    yield {
      ...page,
      // A change while the run went on is brought again by the next one.
      nextCursor: JSON.stringify({ v: 1, since: state.startedAt }),
      allLocalIds: since === null ? new Set(await client.ids(signal)) : null,
    };
    return;
  }
}

type Found = WireRecord | { readonly deleted: true; readonly id: string; readonly changedAt: null };

function toFound(system: SystemConfig, found: readonly Found[]): FoundRecords {
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const one of found) {
    if (one.deleted) {
      records.push({ deleted: true, localId: one.id, changedAt: one.changedAt });
      continue;
    }
    const read = toHarvested(system.owners, one);
    if ('reason' in read) rejects.push(read);
    else records.push(read);
  }
  return { records, rejects };
}

/** Null for a text that this adapter did not write: the run begins again. */
function readJson<Value>(text: string, shape: z.ZodType<Value>): Value | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
