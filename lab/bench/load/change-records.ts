import type { HarvestedDescription } from '#contract/adapter.ts';
import { isControlField } from '#marc/index.ts';
import type { MarcField } from '#marc/index.ts';
import type { Hub } from '#cli/graph/hub.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { timed } from '../support/stats.ts';

/**
 * Milliseconds that each of so many records of one system takes from its page to its editions, after its subtitle was
 * changed: read, written, matched and committed one by one.
 */
export async function changeRecords({ adapters, ingest, store }: Hub, count: number): Promise<readonly number[]> {
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
