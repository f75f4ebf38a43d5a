/** Reads a delivery once before anything of it is taken in: is it whole, which records are there, whose the copies are. */
import type { LibraryId } from '#domain/ids.ts';
import { detectEncoding } from '#platform/text-encoding.ts';
import type { HeldByLibrary } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { Delivery } from './delivery.ts';
import { entriesOf, type RecordEntry } from './entries.ts';
import { createItemRows, readItemRows, type ItemRows } from './item-list.ts';
import { ownersOf } from './harvested-record.ts';
import type { FilesSite } from './site.ts';
import { stateOf } from './status.ts';
import type { Totals } from './drops/settings.ts';

export interface Inspection {
  /** Records, and what should be one. */
  readonly entries: number;
  /** Record → position of the entry that counts: the last one that can be read. */
  readonly countingAt: ReadonlyMap<string, number>;
  /** Numbers of the records that the delivery has; a record that cannot be read is among them, if its number can be. */
  readonly ids: ReadonlySet<string>;
  /** Numbers of records that it says were deleted. */
  readonly gone: ReadonlySet<string>;
  /** Entries whose number cannot be read. */
  readonly nameless: number;
  /** Copies in fields and lists, those without a record left out. */
  readonly copies: number;
  /** What each library has of that. */
  readonly libraries: ReadonlyMap<LibraryId, HeldByLibrary>;
  readonly rows: ItemRows;
}

export interface InspectOptions {
  /** Whether it holds only what has changed: then it may well hold nothing but deleted records. */
  readonly isChange?: boolean;
  /** What whoever made the delivery counted, and where that stands: `the manifest`. */
  readonly totals?: Totals | undefined;
  readonly toldBy?: string | undefined;
}

/** Throws LMS_BAD_RESPONSE, naming file and place, for a delivery that must not be taken in. */
export async function inspect(
  site: FilesSite,
  delivery: Delivery,
  { isChange = false, totals = {}, toldBy = 'the manifest' }: InspectOptions = {},
): Promise<Inspection> {
  const rows = await readLists(site, delivery, isChange);
  const countingAt = new Map<string, number>();
  const ids = new Set<string>();
  const gone = new Set<string>();
  const { held, add } = createHeldCounts(site, rows);
  let entries = 0;
  let nameless = 0;
  for await (const entry of entriesOf(site, delivery)) {
    entries += 1;
    if (entry.id === null) nameless += 1;
    else if (entry.kind === 'reject') ids.add(entry.id);
    else {
      if (!entry.isDeleted && !countingAt.has(entry.id)) add(entry);
      countingAt.set(entry.id, entry.at);
      const [now, before] = entry.isDeleted ? [gone, ids] : [ids, gone];
      now.add(entry.id);
      before.delete(entry.id);
    }
  }
  if (ids.size === 0 && !isChange) throw noneNumbered(site);
  const lost = refuseForeignRows(site, rows, ids);
  const found = { records: entries, copies: held.inFields + rows.count(), loans: held.loans };
  refuseOtherTotals(site, totals, found, toldBy);
  refuseOtherTotals(site, site.settings.totals, found, 'settings.totals');
  const copies = held.inFields + rows.count() - lost;
  return { entries, countingAt, ids, gone, nameless, copies, libraries: held.byLibrary, rows };
}

/** What the copies are, counted as their records are read: each record once. */
function createHeldCounts(site: FilesSite, rows: ItemRows) {
  const byLibrary = new Map<LibraryId, { records: number; copies: number }>();
  const held = { byLibrary, inFields: 0, loans: 0 };
  const countsOf = (library: LibraryId): { records: number; copies: number } => {
    const counts = byLibrary.get(library) ?? { records: 0, copies: 0 };
    byLibrary.set(library, counts);
    return counts;
  };
  const add = ({ id, read, copies: inRecord }: RecordEntry): void => {
    held.inFields += inRecord.length;
    const copies = [...inRecord, ...rows.copiesOf(id)];
    const libraries = new Set<LibraryId>();
    for (const copy of copies) {
      if (stateOf(site, copy).status === 'ON_LOAN') held.loans += 1;
      const library = site.libraryOf(site.ownerCodeOf(copy));
      if (library === null) continue;
      libraries.add(library);
      countsOf(library).copies += 1;
    }
    for (const owner of ownersOf(site, read.record, copies.length > 0)) libraries.add(owner);
    for (const library of libraries) countsOf(library).records += 1;
  };
  return { held, add };
}

const NOTHING_CHANGED = 'where nothing changed, its manifest or a trailer has to say so';

async function readLists(site: FilesSite, { items }: Delivery, isChange: boolean): Promise<ItemRows> {
  const rows = createItemRows(items);
  for (const [list, { name, source, file, mayBeEmpty }] of items.entries()) {
    const encoding = source.encoding === 'auto' ? await detectEncoding(file.chunks()) : source.encoding;
    const before = rows.count();
    const options = { system: site.system.id, name, source };
    for await (const row of readItemRows(options, file.chunks(), encoding)) rows.add(list, row);
    if (rows.count() > before || mayBeEmpty === true) continue;
    const what = `${name}: the list has no line behind the first; wait until it is written whole, and check what writes it`;
    throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', isChange ? `${what}; ${NOTHING_CHANGED}` : what);
  }
  return rows;
}

/** How many lines have no record. Where not one has, the column is another one, or the files are of two systems. */
function refuseForeignRows({ system }: FilesSite, rows: ItemRows, ids: ReadonlySet<string>): number {
  if (rows.count() === 0) return 0;
  const lost = rows.lost((id) => ids.has(id)).reduce((sum, { lines }) => sum + lines.length, 0);
  if (lost < rows.count()) return lost;
  const what = `none of the ${rows.count()} lines of copies names a record of the MARC files`;
  const todo = 'check columns.record and settings.recordId, and that the files belong together';
  throw lmsError(system.id, 'LMS_BAD_RESPONSE', `settings.items: ${what}; ${todo}`);
}

function noneNumbered({ system, settings }: FilesSite): Error {
  const what = `no record has a number in ${settings.recordId}; settings.recordId says where it stands`;
  return lmsError(system.id, 'LMS_BAD_RESPONSE', `settings.records: ${what}`);
}

const WORDS = { records: 'records', copies: 'copies', loans: 'copies on loan' } as const;

/** Throws LMS_BAD_RESPONSE with what was expected and what was found. Only what was counted is compared. */
function refuseOtherTotals(
  { system }: Pick<FilesSite, 'system'>,
  expected: Totals,
  found: Required<Totals>,
  toldBy: string,
): void {
  const differences = (['records', 'copies', 'loans'] as const).flatMap((what) =>
    expected[what] === undefined || expected[what] === found[what]
      ? []
      : `${expected[what]} ${WORDS[what]} where the files have ${found[what]}`,
  );
  if (differences.length === 0) return;
  const what = `${toldBy} has ${differences.join(', and ')}; nothing was taken in`;
  throw lmsError(
    system.id,
    'LMS_BAD_RESPONSE',
    `control totals: ${what}; send the files again, whole, with their own totals`,
  );
}
