/** Copies that are the only one of their edition in the region that can be found. What is read on a screen has no copies to lose. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { keepResult, readResult } from '../snapshots/finder.ts';
import { canBeFound, rowsOfSnapshot, isInVersion } from '../snapshots/snapshot-rows.ts';

/** A copy of a title of which one copy can be found, and that nobody has without copies; none that is only tried out, or was left behind. */
function isOnlyCopy(item: string): RawBuilder<unknown> {
  return sql`(n.copies = 1 AND cardinality(n.holders) = 1 AND ${sql.ref(`${item}.library`)} = ANY(n.holders)
    AND EXISTS (SELECT FROM system y WHERE y.id = ${sql.ref(`${item}.system`)} AND y.system_id = ANY(n.systems)))`;
}

/** A copy that is a link to an e-book or an e-journal. */
function isOnline(record: string, item: string): RawBuilder<unknown> {
  return sql`(coalesce(${sql.ref(`${record}.format`)}, '') IN ('EBOOK', 'EJOURNAL')
    OR coalesce(${sql.ref(`${item}.use`)}, '') = 'ONLINE')`;
}

export interface LastCopies {
  readonly library: string;
  /** Where they are; not there in snapshots in which they were counted by library alone. */
  readonly system?: string | undefined;
  /** Null if its system does not tell it. */
  readonly status: string | null;
  readonly copies: number;
  /** True for e-books and e-journals, of which no copy is a last one. */
  readonly online: boolean;
}

const KEPT_AS = 'last copies and links';

/** From `now_title` and `title_record` of this transaction. */
export async function countLastCopies(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  const { rows } = await sql<LastCopies>`
    SELECT i.library, i.status, ${isOnline('r', 'i')} AS online, name.system_id AS system, count(*) AS copies
    FROM now_title n JOIN title_record r USING (edition) JOIN ${rowsOfSnapshot('item', snapshot)} i ON i.record = r.record
      JOIN system name ON name.id = i.system
    WHERE ${isOnlyCopy('i')} AND ${canBeFound('i')}
    GROUP BY 1, 2, 3, 4 ORDER BY i.library, count(*) DESC, i.status, online, name.system_id`.execute(transaction);
  await keepResult(transaction, { snapshot, report: KEPT_AS, key: '' }, rows);
}

/** By library, system and status; null if the snapshot was taken before they were counted so. */
export async function readLastCopies(db: Kysely<Database>, snapshot: number): Promise<readonly LastCopies[] | null> {
  return readResult<readonly LastCopies[]>(db, { snapshot, report: KEPT_AS, key: '' });
}

/** Whether the copy `t` of the snapshot's system `s` is a last one. */
export const IS_LAST_COPY: RawBuilder<unknown> = sql`(${canBeFound('t')} AND EXISTS (
  SELECT FROM snapshot_system x
    JOIN snapshot_record r ON r.system = x.system AND ${isInVersion('r', 'x')}
    JOIN snapshot_titles v ON v.snapshot = x.snapshot
    JOIN snapshot_title n ON n.edition = r.edition AND ${isInVersion('n', 'v')}
  WHERE x.snapshot = s.snapshot AND r.record = t.record AND ${isOnlyCopy('t')} AND NOT ${isOnline('r', 't')}))`;
