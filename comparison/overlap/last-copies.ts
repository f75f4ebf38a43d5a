/** Copies that are the only one of their edition in the region that can be found. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { keepResult, readResult } from './results.ts';
import { canBeFound, rowsOfSnapshot } from './snapshot-rows.ts';
import { isInVersion } from '../snapshots/version.ts';

/** A title of which one copy can be found, and that nobody has without copies. */
const HAS_ONE_COPY = sql`n.copies = 1 AND cardinality(n.holders) = 1`;

export interface LastCopies {
  readonly library: string;
  /** Null if its system does not tell it. */
  readonly status: string | null;
  readonly copies: number;
}

const KEPT_AS = 'last-copies';

/** From `now_title` and `title_record` of this transaction. */
export async function countLastCopies(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  const { rows } = await sql<LastCopies>`
    SELECT i.library, i.status, count(*) AS copies
    FROM now_title n JOIN title_record r USING (edition) JOIN ${rowsOfSnapshot('item', snapshot)} i ON i.record = r.record
    WHERE ${HAS_ONE_COPY} AND ${canBeFound('i')} AND i.library IS NOT NULL
    GROUP BY i.library, i.status ORDER BY i.library, count(*) DESC, i.status`.execute(transaction);
  await keepResult(transaction, { snapshot, report: KEPT_AS, key: '' }, rows);
}

/** By library and status; null if the snapshot was taken before they were counted. */
export async function readLastCopies(db: Kysely<Database>, snapshot: number): Promise<readonly LastCopies[] | null> {
  return readResult<readonly LastCopies[]>(db, { snapshot, report: KEPT_AS, key: '' });
}

/** Whether the copy `t` of the snapshot's system `s` is a last one. */
export const IS_LAST_COPY: RawBuilder<unknown> = sql`(${canBeFound('t')} AND t.library IS NOT NULL AND EXISTS (
  SELECT FROM snapshot_system x
    JOIN snapshot_record r ON r.system = x.system AND ${isInVersion('r', 'x')}
    JOIN snapshot_titles v ON v.snapshot = x.snapshot
    JOIN snapshot_title n ON n.edition = r.edition AND ${isInVersion('n', 'v')}
  WHERE x.snapshot = s.snapshot AND r.record = t.record AND ${HAS_ONE_COPY}))`;
