/** A delivery that was inspected, as pages: its records in order, and what is wrong with single ones. */
import type { HarvestPage, HarvestReject, HarvestedDescription, HarvestedRecord } from '#contract/adapter.ts';
import { deletedRecord, harvestPage } from '../shared/harvest-page.ts';
import { copyPartsOf } from './config.ts';
import { itemIdsOf, tellsStatus } from './copy.ts';
import type { Delivery } from './delivery.ts';
import { entriesOf, type Entry, type RecordEntry } from './entries.ts';
import { toHarvested } from './harvested-record.ts';
import type { Inspection } from './inspect.ts';
import type { FilesSite } from './site.ts';

/** Rejects that are told at the end of a run; more are counted. */
const MOST_LATE = 1_000;

export interface PagesOptions {
  readonly site: FilesSite;
  readonly delivery: Delivery;
  readonly inspection: Inspection;
  /** Entries that an interrupted run is behind already. */
  readonly skip: number;
  /** Where to go on behind so many entries. */
  readonly resumeAt: (done: number) => string;
  /** Whether it holds all that there is, or only what has changed: then a record that was deleted is told. */
  readonly isWhole: boolean;
  /** What the index is to expect of the whole run; see {@link expectationOf}. */
  readonly expected: Expectation | undefined;
  /** Numbers of records that a list says are deleted. */
  readonly deletions?: ReadonlySet<string> | undefined;
}

type Expectation = Pick<HarvestPage, 'expected' | 'expectedCopies' | 'expectedByLibrary' | 'maxDeletedShare'>;

/** What a run that brings everything will bring, and how much of what is there may be gone. */
export function expectationOf({ settings }: FilesSite, inspection: Inspection): Expectation {
  return {
    expected: inspection.entries,
    expectedCopies: inspection.copies,
    expectedByLibrary: Object.fromEntries(inspection.libraries),
    maxDeletedShare: settings.maxDeletedShare,
  };
}

/** The pages before the last one; gives the last one, which does not say yet that the run has ended. */
export async function* pagesOfDelivery(
  options: PagesOptions,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage, HarvestPage> {
  const { site, delivery, inspection, skip, resumeAt, isWhole } = options;
  const late = new LateRejects();
  let records: HarvestedRecord[] = [];
  let rejects: HarvestReject[] = [];
  const page = (done: number): HarvestPage =>
    harvestPage({
      records,
      rejects,
      resumeAt: resumeAt(done),
      ...options.expected,
    });
  for await (const entry of entriesOf(site, delivery)) {
    signal.throwIfAborted();
    if (isDouble(inspection, entry)) late.add(toReject(entry, describeDouble(entry)));
    if (entry.at <= skip || isDouble(inspection, entry)) continue;
    if (entry.kind === 'reject') rejects.push(toReject(entry, entry.reason));
    else if (!entry.isDeleted) records.push(toRecord(site, delivery, inspection, entry));
    // Nothing is deleted for what a whole delivery leaves out while a record of it has no number that can be read.
    else if (!isWhole || inspection.nameless > 0) records.push(deletedRecord(entry.id));
    if (records.length + rejects.length < site.system.harvest.pageSize) continue;
    yield page(entry.at);
    [records, rejects] = [[], []];
  }
  await delivery.confirm(signal);
  for (const reject of lostRows(inspection)) late.add(reject);
  for (const id of options.deletions ?? []) if (!inspection.countingAt.has(id)) records.push(deletedRecord(id));
  return { ...page(inspection.entries), rejects: [...rejects, ...late.all()] };
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
