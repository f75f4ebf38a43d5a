/** A library system that gives the same records each time, page by page, and an ingest that writes what it is given. */
import { createHash } from 'node:crypto';
import type { Capability, HarvestFrom, HarvestPage, HarvestedRecord, LmsAdapter } from '#contract/adapter.ts';
import { NOTHING_FOR_MOVES } from '#domain/catalogue.ts';
import type { SystemId } from '#domain/ids.ts';
import { condensePage } from '#union-index/ingest/condense-page.ts';
import type { Ingest, IngestTarget, PageCounts } from '#union-index/ingest-contract.ts';
import type { Database } from '#store/tables.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import type { Transaction } from 'kysely';

export interface SampleSystem extends LmsAdapter {
  /** Where each run started from, in order. */
  readonly runs: HarvestFrom[];
}

export interface SampleSource {
  /** Local ids of a full harvest. */
  readonly ids: readonly string[];
  readonly changed?: readonly string[];
  readonly deleted?: readonly string[];
  readonly pageSize: number;
  readonly nextCursor: string | null;
  /** The last page of a full harvest names all ids. */
  readonly sweep?: boolean;
  /** So does that of a harvest of changes. */
  readonly sweepsChanges?: boolean;
  readonly rejectEvery?: number;
  /** Called before a page is given; throws or waits to make the system fail or dawdle. */
  readonly beforePage?: (page: number, signal: AbortSignal) => void | Promise<void>;
}

export function numberedIds(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, index) => String(from + index));
}

export function createSampleSystem(
  id: string,
  source: SampleSource,
  capabilities: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES'],
): SampleSystem {
  const system = { id: id as SystemId, kind: 'sample', name: id };
  const runs: HarvestFrom[] = [];
  return {
    system,
    capabilities,
    runs,
    harvest: {
      rules: NO_RULES,
      describe: () => Promise.resolve('by the sample'),
      pages(from, signal) {
        runs.push(from);
        return pages(source, from, signal);
      },
    },
    probe: () => Promise.resolve({ reachable: true, product: null, steps: [], capabilities, unmapped: [] }),
    close: () => Promise.resolve(),
  };
}

async function* pages(source: SampleSource, from: HarvestFrom, signal: AbortSignal): AsyncGenerator<HarvestPage> {
  const full = from.run.kind === 'full';
  const all: HarvestedRecord[] = full
    ? source.ids.map(toRecord)
    : [
        ...(source.changed ?? []).map(toRecord),
        ...(source.deleted ?? []).map((localId) => ({ deleted: true as const, localId, changedAt: null })),
      ];
  const size = source.pageSize;
  const first = from.resumeAt === null ? 0 : Number(from.resumeAt);
  for (let start = first; start < all.length || start === first; start += size) {
    await source.beforePage?.(start / size + 1, signal);
    const records = all.slice(start, start + size);
    const last = start + size >= all.length;
    yield {
      records,
      rejects:
        source.rejectEvery === undefined
          ? []
          : records
              .filter((_, index) => (start + index + 1) % (source.rejectEvery ?? 1) === 0)
              .map((record) => ({
                localId: `bad-${record.localId}`,
                place: `page ${start / size + 1}`,
                reason: 'no leader',
                raw: Buffer.from('x'),
                format: 'unknown' as const,
              })),
      resumeAt: String(start + size),
      expected: all.length,
      nextCursor: last ? source.nextCursor : null,
      allLocalIds: last && (full ? source.sweep : source.sweepsChanges) === true ? new Set(source.ids) : null,
    };
  }
}

function toRecord(localId: string): HarvestedRecord {
  return {
    deleted: false,
    localId,
    changedAt: '2026-01-02T03:04:05Z',
    visibility: 'PUBLIC',
    raw: Buffer.from(`record ${localId}`),
    format: 'marc-in-json',
    marc: toMarc(localId),
    repairs: [],
    items: [
      {
        localId: `i${localId}`,
        barcode: `b${localId}`,
        ownerCode: 'MAIN',
        callNumber: null,
        locationCode: null,
        itemType: null,
        visibility: 'PUBLIC',
        ...NOTHING_FOR_MOVES,
      },
    ],
    leftOutItems: [],
    holdings: [],
  };
}

/** A book; every third record is another copy's record of the one before, so that there is something to cluster. */
function toMarc(localId: string): MarcRecord {
  const title = Number(localId) - (Number(localId) % 3 === 0 ? 1 : 0);
  const digits = `978${String(title).padStart(9, '0')}`;
  const sum = Array.from(digits, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  const isbn = `${digits}${(10 - (sum % 10)) % 10}`;
  const field = (tag: string, value: string) => ({ tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] });
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '001', value: localId },
      field('020', isbn),
      field('245', `Handbook number ${title}`),
      field('264', 'London'),
    ],
  };
}

/** Writes records, items and rejects as they come: enough to see what a harvest loses or doubles. */
export const sampleIngest: Ingest = {
  // It makes no editions.
  readAgain: () => Promise.resolve(),
  matchWaiting: () => Promise.resolve(),
  condense: condensePage,
  applyRules: () => Promise.resolve(null),
  async applyPage(transaction, target, page, at): Promise<PageCounts> {
    let deletions = 0;
    let records = 0;
    for (const record of page.records) {
      if (record.deleted) {
        const gone = await transaction
          .updateTable('record')
          .set({ deleted: true })
          .where('system', '=', target.number)
          .where('local_id', '=', record.localId)
          .where('deleted', '=', false)
          .returning('id')
          .execute();
        deletions += gone.length;
        continue;
      }
      records += 1;
      const number = await writeRecord(transaction, target, record.localId, Buffer.from(record.raw), at);
      await transaction.deleteFrom('item').where('record', '=', number).execute();
      for (const item of record.items) {
        await transaction
          .insertInto('item')
          .values({
            record: number,
            system: target.number,
            local_id: item.localId,
            barcode: item.barcode,
            owner_code: item.ownerCode,
            library: null,
            call_number: null,
            location_code: null,
            item_type: null,
            visibility: item.visibility,
          })
          .execute();
      }
    }
    for (const reject of page.rejects) {
      await transaction
        .insertInto('reject')
        .values({
          system: target.number,
          local_id: reject.localId,
          place: reject.place,
          reason: reject.reason,
          format: reject.format,
          raw: Buffer.from(reject.raw),
          rejected_at: at,
          digest: createHash('sha256').update(reject.raw).digest(),
        })
        .execute();
    }
    return { records, hidden: 0, unchanged: 0, added: records, deletions, rejects: page.rejects.length };
  },
};

async function writeRecord(
  transaction: Transaction<Database>,
  target: IngestTarget,
  localId: string,
  raw: Buffer,
  at: Date,
): Promise<number> {
  const written = await transaction
    .insertInto('record')
    .values({
      system: target.number,
      local_id: localId,
      visibility: 'PUBLIC',
      deleted: false,
      changed_at: null,
      harvested_at: at,
      format: 'marc-in-json',
      raw,
      digest: createHash('sha256').update(raw).digest(),
      rules: 1,
      repairs: [],
      title: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['system', 'local_id']).doUpdateSet({ deleted: false, harvested_at: at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return written.id;
}
