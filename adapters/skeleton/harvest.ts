/** Harvest: pages in the order of ids, which go on wherever they were interrupted. */
import type {
  FoundRecords,
  HarvestFrom,
  HarvestPage,
  HarvestReject,
  HarvestSource,
  HarvestedRecord,
  ReadingRules,
} from '#contract/adapter.ts';
import { z } from 'zod';
import { lmsError } from '../shared/lms-error.ts';
import { deletedRecord, harvestPage, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import type { SkeletonClient } from './client.ts';
import type { SkeletonSite } from './site.ts';
import { toHarvested } from './harvested-record.ts';
import type { WireRecord } from './wire.ts';

/** Where a run goes on: behind this id. `startedAt` is the system's clock at its first page. */
const stateShape = z.object({ v: z.literal(1), after: z.string(), startedAt: z.string() });
const cursorShape = z.object({ v: z.literal(1), since: z.string() });

export function createHarvest(site: SkeletonSite, client: SkeletonClient, rules: ReadingRules): HarvestSource {
  return {
    rules,
    describe: async () => 'records by id',
    pages: (from, signal) => pagesOf(site, client, from, signal),
    async findRecords(localIds, signal) {
      const { records } = await client.records(localIds, signal);
      const byId = new Map(records.map((record) => [record.id, record]));
      return toFound(
        site,
        localIds.map((id) => byId.get(id) ?? { deleted: true, id, changedAt: null }),
      );
    },
  };
}

async function* pagesOf(
  site: SkeletonSite,
  client: SkeletonClient,
  { run, resumeAt }: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { system } = site;
  const since = run.kind === 'full' ? null : readCursor(cursorShape, system.id, run.cursor).since;
  let state = readState(stateShape, resumeAt);
  for (;;) {
    const asked = { after: state?.after ?? null, since, most: system.harvest.pageSize };
    const { records, asOf, more } = await client.page(asked, signal);
    if (more && (records.at(-1)?.id ?? asked.after) === asked.after) {
      const what =
        'records: a page brings nothing new and says that more follow; the same would be asked for without end';
      throw lmsError(system.id, 'LMS_BAD_RESPONSE', what);
    }
    state = { v: 1, after: records.at(-1)?.id ?? state?.after ?? '', startedAt: state?.startedAt ?? asOf };
    const page = { ...toFound(site, records), resumeAt: writeState(state) };
    if (more) {
      yield harvestPage(page);
      continue;
    }
    yield harvestPage({
      ...page,
      // A change while the run went on is brought again by the next one.
      nextCursor: writeState({ v: 1, since: state.startedAt }),
      allLocalIds: since === null ? new Set(await client.ids(signal)) : null,
    });
    return;
  }
}

type Found = WireRecord | { readonly deleted: true; readonly id: string; readonly changedAt: null };

function toFound(site: SkeletonSite, found: readonly Found[]): FoundRecords {
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const one of found) {
    if (one.deleted) {
      records.push(deletedRecord(one.id, one.changedAt));
      continue;
    }
    const read = toHarvested(site, one);
    if ('reason' in read) rejects.push(read);
    else records.push(read);
  }
  return { records, rejects };
}
