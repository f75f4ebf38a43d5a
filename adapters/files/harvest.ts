/** Harvest: a delivery is read whole or not at all; changes are a newer delivery. */
import { z } from 'zod';
import type { HarvestFrom, HarvestPage, HarvestReject, HarvestSource, HarvestedDescription } from '../adapter.ts';
import { harvestPage } from '../shared/harvest-page.ts';
import { readCursor, readState, writeState } from '../shared/harvest-state.ts';
import { itemIdsOf, tellsStatus } from './copy.ts';
import type { Delivery, DeliveryReader } from './delivery.ts';
import { copyPartsOf } from './config.ts';
import { entriesOf } from './entries.ts';
import type { Entry, RecordEntry } from './entries.ts';
import { toHarvested } from './harvested-record.ts';
import { inspect } from './inspect.ts';
import type { Inspection } from './inspect.ts';
import { createReadingRules } from './reading-rules.ts';
import type { FilesSite } from './site.ts';

const cursorShape = z.object({ v: z.literal(1), digest: z.string(), version: z.string().nullable() });
/** `done`: entries of that delivery which are behind. */
const stateShape = z.object({ v: z.literal(1), digest: z.string(), done: z.int().min(0) });

/** Rejects that are told at the end of a run; more are counted. */
const MOST_LATE = 1_000;

export function createHarvest(site: FilesSite, reader: DeliveryReader): HarvestSource {
  return {
    rules: createReadingRules(site),
    describe: () => Promise.resolve(describeWay(site)),
    pages: (from, signal) => pagesOf(site, reader, from, signal),
  };
}

/** For status pages. */
export function describeWay({ settings: { records, items } }: FilesSite): string {
  const lists = items.length === 0 ? '' : ` and ${items.length} of copies`;
  const csv = records.filter((source) => source.csv !== null).length;
  const forms = [filesOf(records.length - csv, 'MARC'), filesOf(csv, 'CSV')].flat();
  return `${forms.join(' and ')}${lists}`;
}

function filesOf(count: number, form: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${form} ${count === 1 ? 'file' : 'files'}`];
}

async function* pagesOf(
  site: FilesSite,
  reader: DeliveryReader,
  { run, resumeAt }: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const cursor = run.kind === 'changes' ? readCursor(cursorShape, site.system.id, run.cursor) : null;
  if (cursor !== null && cursor.version !== null && cursor.version === (await reader.lookAtVersion(signal))) {
    yield nothingNew(cursor);
    return;
  }
  const delivery = await reader.open(signal);
  try {
    const { digest, version } = delivery;
    if (cursor?.digest === digest) yield nothingNew({ digest, version });
    else yield* pagesOfDelivery(site, delivery, readState(stateShape, resumeAt), signal);
  } finally {
    await delivery.release();
  }
}

function nothingNew({ digest, version }: Pick<Delivery, 'digest' | 'version'>): HarvestPage {
  return harvestPage({
    resumeAt: writeState({ v: 1, digest, done: 0 }),
    nextCursor: writeState({ v: 1, digest, version }),
  });
}

async function* pagesOfDelivery(
  site: FilesSite,
  delivery: Delivery,
  resumed: z.output<typeof stateShape> | null,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { digest, version } = delivery;
  const inspection = await inspect(site, delivery);
  // Another delivery than the one that was begun: its records stand elsewhere.
  const skip = resumed?.digest === digest ? resumed.done : 0;
  const late = new LateRejects();
  let records: HarvestedDescription[] = [];
  let rejects: HarvestReject[] = [];
  const page = (done: number): HarvestPage =>
    harvestPage({
      records,
      rejects,
      expected: inspection.entries,
      expectedCopies: inspection.copies,
      maxDeletedShare: site.settings.maxDeletedShare,
      resumeAt: writeState({ v: 1, digest, done }),
    });
  for await (const entry of entriesOf(site, delivery)) {
    signal.throwIfAborted();
    if (isDouble(inspection, entry)) late.add(toReject(entry, describeDouble(entry)));
    if (entry.at <= skip || isDouble(inspection, entry)) continue;
    if (entry.kind === 'reject') rejects.push(toReject(entry, entry.reason));
    else if (!entry.isDeleted) records.push(toRecord(site, delivery, inspection, entry));
    if (records.length + rejects.length < site.system.harvest.pageSize) continue;
    yield page(entry.at);
    [records, rejects] = [[], []];
  }
  await delivery.confirm(signal);
  for (const reject of lostRows(inspection)) late.add(reject);
  yield {
    ...page(inspection.entries),
    rejects: [...rejects, ...late.all()],
    nextCursor: writeState({ v: 1, digest, version }),
    // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
    allLocalIds: inspection.nameless === 0 ? inspection.ids : null,
  };
}

/** Whether another entry of the same number counts. */
function isDouble({ countingAt }: Inspection, { id, at }: Entry): boolean {
  const counting = id === null ? undefined : countingAt.get(id);
  return counting !== undefined && counting !== at;
}

function describeDouble(entry: Entry): string {
  return entry.kind === 'reject'
    ? `${entry.reason}; another record of the same number was read`
    : 'another record of the same number stands behind it, and counts';
}

function toReject({ id, place, read }: Entry, reason: string): HarvestReject {
  // One without a number is called by its place, so that it is forgotten when a newer delivery has it no more.
  return { localId: id ?? place, place, reason, raw: Uint8Array.from(read.raw), format: read.format };
}

function toRecord(site: FilesSite, { asOf }: Delivery, { rows }: Inspection, entry: RecordEntry): HarvestedDescription {
  const { id, read } = entry;
  const copies = [...entry.copies, ...rows.copiesOf(id)];
  const localIds = itemIdsOf(id, copies);
  const isTold = copyPartsOf(site.settings).some(tellsStatus);
  return toHarvested(site, {
    id,
    // A stream gives views on a window that moves on.
    raw: Uint8Array.from(read.raw),
    format: read.format,
    marc: read.record,
    repairs: read.repairs,
    copies: copies.map((copy, index) => ({ localId: localIds[index] ?? '', copy })),
    asOf: isTold ? asOf : null,
  });
}

/** Lines that belong to no record of the delivery, those of one record together. */
function lostRows({ rows, ids }: Inspection): readonly HarvestReject[] {
  return rows
    .lost((id) => ids.has(id))
    .map(({ recordId, file, lines }): HarvestReject => {
      const [first = 0] = lines;
      const all = lines.slice(0, 20).join(', ') + (lines.length > 20 ? ' …' : '');
      return {
        localId: recordId === '' ? `${file}, line ${first}` : recordId,
        place: `${file}, line ${all}`,
        reason:
          recordId === ''
            ? `${lines.length} copies name no record`
            : `${lines.length} copies name a record that is in none of the MARC files`,
        raw: new Uint8Array(0),
        format: 'unknown',
      };
    });
}

/**
 * Rejects that stand beside something that was read: told with the last page, because a record that is read later takes away
 * what was refused of it before.
 */
class LateRejects {
  readonly #rejects: HarvestReject[] = [];
  #more = 0;

  add(reject: HarvestReject): void {
    if (this.#rejects.length < MOST_LATE) this.#rejects.push(reject);
    else this.#more += 1;
  }

  all(): readonly HarvestReject[] {
    if (this.#more === 0) return this.#rejects;
    const reason = `${this.#more} more doubled records and copies without a record; mend those that are listed, and harvest again`;
    const more = { localId: 'more', place: 'all files', reason, raw: new Uint8Array(0), format: 'unknown' as const };
    return [...this.#rejects, more];
  }
}
