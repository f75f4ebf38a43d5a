/**
 * Who has which title. A title is an edition of the region; a library has it if one of its copies can be found, or if it
 * has it without copies: a run of a journal, a link.
 */
import type { Database } from '#store/tables.ts';
import type { Region } from '#domain/region.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { writeTitleCells } from '../populations/cells.ts';
import type { SnapshotFinder } from '../snapshots/finder.ts';
import { countLastCopies } from '../populations/last-copies.ts';
import { countOverlap } from './count-overlap.ts';
import { holdersOfRecords, isOwnRecord, rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';

type Tx = Transaction<Database>;

export const findTitles: SnapshotFinder = {
  what: 'who has which title',
  async find(transaction, { number, region }) {
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    // Titles count one row of versions over all snapshots.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('mercia snapshot titles', 0))`.execute(transaction);
    const kept = await transaction
      .selectFrom('snapshot_titles')
      .where('snapshot', '=', number)
      .select('version')
      .execute();
    if (kept.length > 0) return;
    await readTitleRecords(transaction, number, region);
    await readHolders(transaction, number, region);
    await readTitles(transaction);
    await keepTitles(transaction, number);
    await writeTitleCells(transaction, number, sql`now_title`);
    await countOverlap(transaction, number);
    await countLastCopies(transaction, number);
  },
};

/** `title_record`: the public records, narrow; none that libraries only tried out, or left behind. */
async function readTitleRecords(transaction: Tx, snapshot: number, region: Region): Promise<void> {
  await makeTable(
    transaction,
    'title_record',
    sql`SELECT t.id AS row, t.record, t.system, t.edition, coalesce(t.brief, false) AS brief, t.format, t.year, t.languages,
        t.class_schemes
      FROM ${rowsOfSnapshot('record', snapshot)} t WHERE t.edition IS NOT NULL AND t.visibility = 'PUBLIC'
        AND ${isOwnRecord(region, 't.system', 't.libraries')}`,
  );
}

/** `title_holder`: each library that has a title on its books, whether it can be found there, and in which of its systems. */
async function readHolders(transaction: Tx, snapshot: number, region: Region): Promise<void> {
  await makeTable(
    transaction,
    'title_holder',
    sql`SELECT r.edition, h.library, array_agg(DISTINCT name.system_id) FILTER (WHERE h.found) AS system_ids, bool_or(h.found) AS found,
        sum(h.copies)::int AS copies
      FROM title_record r JOIN ${holdersOfRecords(snapshot, region)} h ON h.row = r.row JOIN system name ON name.id = r.system
      GROUP BY r.edition, h.library`,
  );
}

/**
 * `now_title`: each title with its holders; `now_work`: works of several editions. The work is that of the moment at which the
 * snapshot is finished.
 */
async function readTitles(transaction: Tx): Promise<void> {
  await makeTable(
    transaction,
    'title_alone',
    sql`WITH editions AS (SELECT edition, bool_and(brief) AS brief FROM title_record GROUP BY edition),
      held AS (
        SELECT edition,
          coalesce(array_agg(library ORDER BY library) FILTER (WHERE found), '{}') AS holders,
          coalesce(array_agg(library ORDER BY library) FILTER (WHERE NOT found), '{}') AS not_found,
          sum(copies)::int AS copies
        FROM title_holder GROUP BY edition),
      lying AS (
        SELECT edition, array_agg(DISTINCT system_id ORDER BY system_id) AS systems
        FROM title_holder, unnest(system_ids) AS l(system_id) GROUP BY edition)
      SELECT t.edition, e.work, coalesce(h.holders, '{}') AS holders, coalesce(h.not_found, '{}') AS not_found,
        coalesce(l.systems, '{}') AS systems, coalesce(h.copies, 0) AS copies, t.brief
      FROM editions t LEFT JOIN held h USING (edition) LEFT JOIN lying l USING (edition) LEFT JOIN edition e ON e.id = t.edition`,
  );
  await makeTable(
    transaction,
    'now_work',
    sql`SELECT work, coalesce(array_agg(DISTINCT library ORDER BY library) FILTER (WHERE library IS NOT NULL), '{}') AS holders,
        coalesce(array_agg(DISTINCT system_id ORDER BY system_id) FILTER (WHERE system_id IS NOT NULL), '{}') AS systems
      FROM title_alone LEFT JOIN LATERAL unnest(holders) AS l(library) ON true
        LEFT JOIN LATERAL unnest(systems) AS s(system_id) ON true
      WHERE work IS NOT NULL GROUP BY work HAVING count(DISTINCT edition) > 1`,
  );
  await makeTable(
    transaction,
    'now_title',
    sql`SELECT t.*, coalesce(w.holders, t.holders) AS work_holders FROM title_alone t LEFT JOIN now_work w USING (work)`,
  );
  await sql`ALTER TABLE now_title ADD PRIMARY KEY (edition)`.execute(transaction);
}

const SAID = sql`work, holders, not_found, systems, work_holders, copies, brief`;

async function keepTitles(transaction: Tx, snapshot: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    SELECT coalesce(max(version), 0) + 1 AS version FROM snapshot_titles`.execute(transaction);
  const version = rows[0]?.version ?? 1;
  const same = sql`(now.work, now.holders, now.not_found, now.systems, now.work_holders, now.copies, now.brief)
    IS NOT DISTINCT FROM (old.work, old.holders, old.not_found, old.systems, old.work_holders, old.copies, old.brief)`;
  await sql`
    UPDATE snapshot_title old SET to_version = ${version} WHERE old.to_version IS NULL
      AND NOT EXISTS (SELECT FROM now_title now WHERE now.edition = old.edition AND ${same})`.execute(transaction);
  await sql`
    INSERT INTO snapshot_title (edition, from_version, ${SAID})
    SELECT edition, ${version}::int, ${SAID} FROM now_title now
    WHERE NOT EXISTS (SELECT FROM snapshot_title old WHERE old.edition = now.edition AND old.to_version IS NULL)`.execute(
    transaction,
  );
  await transaction.insertInto('snapshot_titles').values({ snapshot, version }).execute();
  await sql`ANALYZE snapshot_title`.execute(transaction);
}

async function makeTable(transaction: Tx, name: string, rows: RawBuilder<unknown>): Promise<void> {
  await sql`CREATE TEMP TABLE ${sql.table(name)} ON COMMIT DROP AS ${rows}`.execute(transaction);
  await sql`ANALYZE ${sql.table(name)}`.execute(transaction);
}
