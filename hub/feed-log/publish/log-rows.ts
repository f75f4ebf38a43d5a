/** The rows of the log: `feed_entry`, and where the entries of each set stand in it. */
import { arrayLiteral, bigintArray, bytesArray, textArray } from '#store/binary-array.ts';
import type { Tx, Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { EntryBefore, Fate, MovedEntry, NewVersion } from './compare.ts';
import { inSteps } from '#store/in-steps.ts';
import { forgetLosses } from './hold-rows.ts';

const NOTHING = new Uint8Array();

/**
 * The newest versions of the entries of some editions, and of those with these names in any repository. The number of a record
 * is looked up by its name: an index that was made again may have given the one of the log to another.
 */
export async function findNewest(
  transaction: Tx,
  keys: { readonly editions: readonly number[]; readonly identifiers: readonly string[] },
): Promise<readonly EntryBefore[]> {
  const { rows } = await sql<EntryBefore>`
    SELECT e.position, r.name AS repository, e.identifier, e.edition, e.datestamp, e.kind,
      e.replaced_by AS "replacedBy", e.sets, e.hash, e.said, e.record AS "loggedRecord",
      CASE WHEN e.record IS NOT NULL THEN coalesce(own.id, 0) END AS record
    FROM (
      SELECT position FROM feed_entry
      WHERE replaced_at IS NULL AND edition = ANY(${bigintArray(keys.editions)}::bigint[])
      UNION SELECT position FROM feed_entry
      WHERE replaced_at IS NULL AND identifier = ANY(${textArray(keys.identifiers)}::text[])
    ) AS found
      JOIN feed_entry e ON e.position = found.position
      JOIN feed_repository r ON r.id = e.repository
      LEFT JOIN system s ON e.record IS NOT NULL AND s.system_id = split_part(e.identifier, '.', 1)
      LEFT JOIN record own ON own.system = s.id AND own.local_id = substr(e.identifier, strpos(e.identifier, '.') + 1)
    ORDER BY e.position`.execute(transaction);
  return rows;
}

/** The editions that records are in now, of those that are in one. */
export async function findEditionsOf(
  transaction: Tx,
  records: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (records.length === 0) return new Map();
  const { rows } = await sql<{ record: number; edition: number }>`
    SELECT record, edition FROM member WHERE record = ANY(${bigintArray(records)}::bigint[])`.execute(transaction);
  return new Map(rows.map(({ record, edition }) => [record, edition]));
}

/** What last became of editions beside that they changed. */
export async function findFates(
  transaction: Tx,
  editions: readonly number[],
  publishedTo: number,
): Promise<ReadonlyMap<number, Fate>> {
  const { rows } = await sql<Fate & { readonly edition: number }>`
    SELECT DISTINCT ON (edition) edition, kind, replaced_by AS "replacedBy", seq > ${publishedTo} AS "isNew"
    FROM change
    WHERE edition = ANY(${bigintArray(editions)}::bigint[]) AND kind <> 'CHANGED'
    ORDER BY edition, seq DESC`.execute(transaction);
  return new Map(rows.map(({ edition, ...fate }) => [edition, fate]));
}

/** Numbers of repositories by their names; those that are new get one. */
export async function ensureRepositories(
  transaction: Tx,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const known = await findRepositories(transaction);
  const missing = [...names].filter((name) => !known.has(name));
  if (missing.length === 0) return known;
  await transaction
    .insertInto('feed_repository')
    .values(missing.map((name) => ({ name })))
    .execute();
  return findRepositories(transaction);
}

export async function findRepositories(transaction: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.selectFrom('feed_repository').selectAll().execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Where a batch of versions goes. */
export interface Place {
  /** Position of the first of them. */
  readonly position: number;
  readonly datestamp: Date;
  readonly repositories: ReadonlyMap<string, number>;
}

export async function writeVersions(transaction: Tx, versions: readonly NewVersion[], place: Place): Promise<void> {
  if (versions.length === 0) return;
  await replaceFormer(transaction, versions, place);
  const { position: first, datestamp, repositories } = place;
  const column = (value: (version: NewVersion) => string | null): Buffer => textArray(versions.map(value));
  // An array of bytes has no null in it: nothing stands for it, which no entry and no digest is.
  const bytes = (value: (version: NewVersion) => Uint8Array | null): Buffer =>
    bytesArray(versions.map((version) => value(version) ?? NOTHING));
  await sql`
    WITH given AS MATERIALIZED (
      SELECT ${first}::bigint + g.ordinality - 1 AS position, g.repository, g.identifier, g.edition, g.record, g.kind,
        g.replaced_by::text[], g.sets::text[], nullif(g.hash, '') AS hash, nullif(g.said, '') AS said, nullif(g.body, '') AS body
      FROM unnest(${versions.map(({ repository }) => repositories.get(repository))}::smallint[],
          ${column(({ identifier }) => identifier)}::text[],
          ${bigintArray(versions.map(({ edition }) => edition))}::bigint[],
          ${versions.map(({ record }) => record)}::bigint[],
          ${column(({ kind }) => kind)}::text[],
          ${column(({ replacedBy }) => arrayLiteral(replacedBy))}::text[],
          ${column(({ sets }) => arrayLiteral(sets))}::text[],
          ${bytes(({ hash }) => hash)}::bytea[],
          ${bytes(({ said }) => said)}::bytea[],
          ${bytes(({ body }) => body)}::bytea[]
        ) WITH ORDINALITY AS g(repository, identifier, edition, record, kind, replaced_by, sets, hash, said, body)
    ), in_sets AS (
      INSERT INTO feed_in_set (repository, set_spec, position)
      SELECT DISTINCT given.repository, named.spec, given.position FROM given CROSS JOIN unnest(given.sets) AS named(spec)
    )
    INSERT INTO feed_entry (position, repository, identifier, edition, record, datestamp, kind, replaced_by, sets, hash,
      said, body)
    SELECT position, repository, identifier, edition, record, ${datestamp}::timestamptz, kind, replaced_by, sets, hash,
      said, body
    FROM given`.execute(transaction);
}

async function replaceFormer(
  transaction: Tx,
  versions: readonly NewVersion[],
  { position: first, repositories }: Place,
): Promise<void> {
  const former = versions.flatMap(({ before }, offset) => (before === null ? [] : [{ before, by: first + offset }]));
  if (former.length === 0) return;
  const inSets = former.flatMap(({ before: { repository, sets, position } }) =>
    sets.map((set) => ({ repository: repositories.get(repository), set, position })),
  );
  await sql`
    DELETE FROM feed_in_set old
    USING unnest(${inSets.map(({ repository }) => repository)}::smallint[],
      ${textArray(inSets.map(({ set }) => set))}::text[],
      ${bigintArray(inSets.map(({ position }) => position))}::bigint[]) AS given(repository, set_spec, position)
    WHERE old.repository = given.repository AND old.set_spec = given.set_spec AND old.position = given.position`.execute(
    transaction,
  );
  await sql`
    UPDATE feed_entry old SET replaced_at = given.by, body = NULL
    FROM unnest(${bigintArray(former.map(({ before }) => before.position))}::bigint[],
      ${bigintArray(former.map(({ by }) => by))}::bigint[]) AS given(position, by)
    WHERE old.position = given.position`.execute(transaction);
}

export async function moveEntries(transaction: Tx, moved: readonly MovedEntry[]): Promise<void> {
  if (moved.length === 0) return;
  await sql`
    UPDATE feed_entry e SET edition = given.edition, record = given.record
    FROM unnest(${bigintArray(moved.map(({ position }) => position))}::bigint[],
      ${bigintArray(moved.map(({ edition }) => edition))}::bigint[],
      ${moved.map(({ record }) => record)}::bigint[]) AS given(position, edition, record)
    WHERE e.position = given.position`.execute(transaction);
}

const DAY_MS = 86_400_000;
/** Deletes versions that were replaced longer ago than earlier positions can be asked for. Deletions stay for good. */
export async function pruneLog(db: Kysely<Database>, keepDays: number, now: Date, signal: AbortSignal): Promise<void> {
  await forgetLosses(db, now);
  const before = new Date(now.getTime() - keepDays * DAY_MS);
  await inSteps((rows) => pruneNext(db, before, rows), signal);
}

/** The oldest go first; positions and datestamps have one order, so that what is left was replaced later. */
async function pruneNext(db: Kysely<Database>, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ deleted: number }>`
    WITH oldest AS (
      SELECT position, replaced_at FROM feed_entry WHERE replaced_at IS NOT NULL ORDER BY replaced_at LIMIT ${limit}
    ), past AS (
      SELECT oldest.position, oldest.replaced_at
      FROM oldest LEFT JOIN feed_entry by ON by.position = oldest.replaced_at
      WHERE by.position IS NULL OR by.datestamp < ${before}::timestamptz
    ), gone AS (
      DELETE FROM feed_entry e USING past WHERE e.position = past.position RETURNING e.replaced_at
    ), noted AS (
      UPDATE feed_state SET pruned_to = greatest(pruned_to, (SELECT max(replaced_at) FROM gone))
      WHERE EXISTS (SELECT FROM gone)
    )
    SELECT count(*) AS deleted FROM gone`.execute(db);
  return rows[0]?.deleted ?? 0;
}
