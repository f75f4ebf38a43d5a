import type { Hub } from '#cli/graph/hub.ts';
import type { HarvestedDescription, HarvestFrom, HarvestPage, LmsAdapter } from '#contract/adapter.ts';
import { isControlField, type MarcField } from '#marc/index.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { timed } from '../support/stats.ts';

/**
 * Milliseconds that each of the first so many records of a system takes from its page to its editions, after it was given another
 * subtitle: read, written, matched and committed one by one.
 */
export async function changeRecords(
  { ingest, store }: Pick<Hub, 'ingest' | 'store'>,
  adapter: LmsAdapter,
  { count, subtitle }: { readonly count: number; readonly subtitle: string },
): Promise<readonly number[]> {
  if (adapter.harvest === undefined) throw new Error('the system cannot be harvested');
  const systemId = adapter.system.id;
  const target = { number: await ensureSystemNumber(store.db, systemId), systemId };
  const from = { run: { kind: 'full' as const }, resumeAt: null };
  const times: number[] = [];
  for await (const page of adapter.harvest.pages(from, new AbortController().signal)) {
    for (const record of page.records) {
      if (record.deleted || times.length >= count) continue;
      const changed = { ...page, records: [change(record, subtitle)], allLocalIds: null };
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

/** The same system as if the first so many of its records had been given another subtitle since it was last harvested. */
export function withChanges(
  adapter: LmsAdapter,
  { count, subtitle }: { readonly count: number; readonly subtitle: string },
): LmsAdapter {
  const { harvest } = adapter;
  if (harvest === undefined) throw new Error('the system cannot be harvested');
  async function* pages({ run }: HarvestFrom, signal: AbortSignal): AsyncGenerator<HarvestPage> {
    if (run.kind === 'full') throw new Error('the system was not harvested before');
    const records: HarvestedDescription[] = [];
    for await (const page of harvest?.pages({ run: { kind: 'full' }, resumeAt: null }, signal) ?? []) {
      records.push(...page.records.filter((record) => !record.deleted).slice(0, count - records.length));
      if (records.length < count && page.nextCursor === null) continue;
      const changed = records.map((record) => change(record, subtitle));
      yield { ...page, records: changed, rejects: [], allLocalIds: null, nextCursor: run.cursor };
      return;
    }
  }
  return { ...adapter, harvest: { ...harvest, pages } };
}

function change(record: HarvestedDescription, subtitle: string): HarvestedDescription {
  const changeTitle = (field: MarcField): MarcField =>
    field.tag !== '245' || isControlField(field)
      ? field
      : { ...field, subfields: [...field.subfields, { code: 'b', value: subtitle }] };
  return { ...record, marc: { ...record.marc, fields: record.marc.fields.map(changeTitle) } };
}
