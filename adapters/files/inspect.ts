/** Reads a delivery once before anything of it is taken in: is it whole, which records are there, whose the copies are. */
import { detectEncoding } from '#platform/text-encoding.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { Delivery } from './delivery.ts';
import { entriesOf } from './entries.ts';
import { readItemRows } from './item-list.ts';
import { ItemRows } from './item-rows.ts';
import type { FilesSite } from './site.ts';

export interface Inspection {
  /** Records, and what should be one. */
  readonly entries: number;
  /** Record → position of the entry that counts: the last one that can be read. */
  readonly countingAt: ReadonlyMap<string, number>;
  /** Numbers of the records that the delivery has; a record that cannot be read is among them, if its number can be. */
  readonly ids: ReadonlySet<string>;
  /** Entries whose number cannot be read. */
  readonly nameless: number;
  /** Copies in fields and lists, those without a record left out. */
  readonly copies: number;
  readonly rows: ItemRows;
}

/** Throws LMS_BAD_RESPONSE, naming file and place, for a delivery that must not be taken in. */
export async function inspect(site: FilesSite, delivery: Delivery): Promise<Inspection> {
  const rows = await readLists(site, delivery);
  const countingAt = new Map<string, number>();
  const ids = new Set<string>();
  let entries = 0;
  let nameless = 0;
  let copies = 0;
  for await (const entry of entriesOf(site, delivery)) {
    entries += 1;
    if (entry.id === null) nameless += 1;
    else if (entry.kind === 'reject') ids.add(entry.id);
    else {
      countingAt.set(entry.id, entry.at);
      copies += entry.copies.length;
      if (entry.isDeleted) ids.delete(entry.id);
      else ids.add(entry.id);
    }
  }
  if (ids.size === 0) throw noneNumbered(site);
  copies += rows.rows - refuseForeignRows(site, rows, ids);
  return { entries, countingAt, ids, nameless, copies, rows };
}

async function readLists(site: FilesSite, { items }: Delivery): Promise<ItemRows> {
  const rows = new ItemRows(items);
  for (const [list, { name, source, file }] of items.entries()) {
    const encoding = source.encoding === 'auto' ? await detectEncoding(file.chunks()) : source.encoding;
    const before = rows.rows;
    const options = { system: site.system.id, name, source };
    for await (const row of readItemRows(options, file.chunks(), encoding)) rows.add(list, row);
    if (rows.rows > before) continue;
    const what = `${name}: the list has no line behind the first; wait until it is written whole, and check what writes it`;
    throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', what);
  }
  return rows;
}

/** How many lines have no record. Where not one has, the column is another one, or the files are of two systems. */
function refuseForeignRows({ system }: FilesSite, rows: ItemRows, ids: ReadonlySet<string>): number {
  if (rows.rows === 0) return 0;
  const lost = rows.lost((id) => ids.has(id)).reduce((sum, { lines }) => sum + lines.length, 0);
  if (lost < rows.rows) return lost;
  const what = `none of the ${rows.rows} lines of copies names a record of the MARC files`;
  const todo = 'check columns.record and settings.recordId, and that the files belong together';
  throw lmsError(system.id, 'LMS_BAD_RESPONSE', `settings.items: ${what}; ${todo}`);
}

function noneNumbered({ system, settings }: FilesSite): Error {
  const what = `no record has a number in ${settings.recordId}; settings.recordId says where it stands`;
  return lmsError(system.id, 'LMS_BAD_RESPONSE', `settings.records: ${what}`);
}
