/** The statements that read entries. Datestamps never go back along positions, so a span of days is a span of positions. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { expectRowsOf } from '#search/condition/expected-rows.ts';
import type { FeedEntry, FeedState } from '../contract.ts';

/** Where entries are looked for. Bounds of datestamps are inclusive, to the second. */
export interface EntrySpan {
  readonly repository: number;
  readonly set: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  /** Behind this position. */
  readonly after: number;
}

const COLUMNS = sql`e.position, e.identifier, e.datestamp, e.kind, e.replaced_by AS "replacedBy", e.sets, e.body`;

/** The number of a repository; null if nothing was published in it yet. */
export async function findRepository(db: Kysely<Database>, name: string): Promise<number | null> {
  const row = await db.selectFrom('feed_repository').select('id').where('name', '=', name).executeTakeFirst();
  return row?.id ?? null;
}

export async function readEntries(db: Kysely<Database>, span: EntrySpan, first: number): Promise<readonly FeedEntry[]> {
  const { rows } = await entriesOf(span, first).execute(db);
  return rows;
}

function entriesOf(span: EntrySpan, first: number): RawBuilder<FeedEntry> {
  if (span.set === null) {
    return sql<FeedEntry>`
      SELECT ${COLUMNS} FROM feed_entry e
      WHERE e.repository = ${span.repository} AND e.replaced_at IS NULL AND ${within(span, sql`e.position`)}
      ORDER BY e.position LIMIT ${first}`;
  }
  return sql<FeedEntry>`
    SELECT ${COLUMNS}
    FROM (SELECT s.position FROM feed_in_set s
        WHERE s.repository = ${span.repository} AND s.set_spec = ${span.set} AND ${within(span, sql`s.position`)}
        ORDER BY s.position LIMIT ${first}) AS s
      JOIN feed_entry e ON e.position = s.position AND e.replaced_at IS NULL
    ORDER BY e.position`;
}

export async function findEntry(
  db: Kysely<Database>,
  repository: number,
  identifier: string,
): Promise<FeedEntry | null> {
  const { rows } = await sql<FeedEntry>`
    SELECT ${COLUMNS} FROM feed_entry e
    WHERE e.repository = ${repository} AND e.identifier = ${identifier} AND e.replaced_at IS NULL`.execute(db);
  return rows[0] ?? null;
}

interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

async function findBounds(db: Kysely<Database>, span: EntrySpan): Promise<Bounds> {
  const none = { low: null, high: null };
  if (span.from === null && span.until === null) return none;
  const { rows } = await sql<Bounds>`SELECT ${lowest(span)} AS low, ${highest(span)} AS high`.execute(db);
  return rows[0] ?? none;
}

/** Exact up to `limit`; beyond it, what the server estimates. */
export async function countEntries(db: Kysely<Database>, span: EntrySpan, limit: number): Promise<number> {
  // Bounds as values: the server estimates from them. An entry that moves in between is of no weight in a count.
  const { low, high } = await findBounds(db, span);
  if ((span.from !== null && low === null) || (span.until !== null && high === null)) return 0;
  const after = Math.max(span.after, (low ?? 0) - 1);
  const found = sql`
    SELECT 1 FROM ${span.set === null ? sql`feed_entry` : sql`feed_in_set`}
    WHERE repository = ${span.repository} AND ${span.set === null ? sql`replaced_at IS NULL` : sql`set_spec = ${span.set}`}
      AND position > ${after} ${high === null ? sql`` : sql`AND position <= ${high}`}`;
  const counted = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (${found} LIMIT ${limit + 1}) AS counted`.execute(db);
  const count = counted.rows[0]?.count ?? 0;
  if (count <= limit) return count;
  return Math.max(count, await expectRowsOf(db, found));
}

/**
 * In one statement with what it bounds: between two, an entry could leave the span that it belongs to. An empty bound is
 * null, and finds nothing.
 */
function within(span: EntrySpan, position: RawBuilder<unknown>): RawBuilder<unknown> {
  const low = span.from === null ? sql`` : sql`AND ${position} >= ${lowest(span)}`;
  const high = span.until === null ? sql`` : sql`AND ${position} <= ${highest(span)}`;
  return sql`${position} > ${span.after} ${low} ${high}`;
}

function lowest({ repository, from }: EntrySpan): RawBuilder<unknown> {
  if (from === null) return sql`null::bigint`;
  return sql`(SELECT b.position FROM feed_entry b
    WHERE b.repository = ${repository} AND b.replaced_at IS NULL AND b.datestamp >= ${from}
    ORDER BY b.datestamp, b.position LIMIT 1)`;
}

function highest({ repository, until }: EntrySpan): RawBuilder<unknown> {
  if (until === null) return sql`null::bigint`;
  return sql`(SELECT b.position FROM feed_entry b
    WHERE b.repository = ${repository} AND b.replaced_at IS NULL AND b.datestamp < ${until}::timestamptz + interval '1 second'
    ORDER BY b.datestamp DESC, b.position DESC LIMIT 1)`;
}

/** Where the feeds stand; null before anything was published. It does not wait for a publication that is under way. */
export async function readFeedState(db: Kysely<Database>): Promise<FeedState | null> {
  const row = await db.selectFrom('feed_state').selectAll().executeTakeFirst();
  // An index that waits for its first harvest is not told as an empty region.
  if (row === undefined || row.position === 0) return null;
  const { epoch, position, datestamp } = row;
  const whole = row.rules !== null && row.swept_to === null;
  return { epoch, position, datestamp, beganAt: row.began_at, whole };
}
