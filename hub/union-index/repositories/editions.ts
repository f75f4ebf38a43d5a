import type { Database, Tx } from '#store/tables.ts';
import type { EditionDescription } from '../description.ts';
import { sql, type Kysely } from 'kysely';
import { arrayLiteral, bigintArray, textArray } from '#store/binary-array.ts';
import { lockNumber } from '#store/scratch-schema.ts';
import { toJson } from '#store/to-json.ts';

export interface MemberRow {
  readonly record: number;
  readonly edition: number;
}

export interface NewMemberRow extends MemberRow {
  readonly system: number;
  readonly systemId: string;
  readonly localId: string;
}

export interface EditionRow {
  readonly id: number;
  readonly systems: readonly number[];
  readonly libraries: readonly string[];
  /** `<library>/<site>`, for the site filter. */
  readonly sites: readonly string[];
  readonly description: EditionDescription;
  /** Shared with other editions of one work; null if unknown. */
  readonly work: string | null;
  /** Words to be found by, in four weights. */
  readonly search: {
    readonly titles: string;
    readonly creators: string;
    readonly subjects: string;
    readonly rest: string;
  };
}

export interface ChangeRow {
  readonly edition: number;
  readonly kind: Database['change']['kind'];
  readonly replacedBy: readonly number[];
}

export interface RedirectRow {
  readonly id: number;
  readonly target: number;
}

/** One lock for all of Mercia: a transaction that changes editions holds it until its end. */
const CLUSTER_LOCK = lockNumber(20_251);
/** An index entry of PostgreSQL has an end; nobody reads so far to sort. */
const SORT_TITLE_MAX = 200;
/** For the same reason; a longer heading is a text that stands in the wrong field, and is found by its words. */
const HEADING_MAX = 800;

/**
 * Waits until no other transaction changes editions. The transaction must be READ COMMITTED: what others committed while
 * it waited is then seen by its next statement.
 */
export async function lockEditions(transaction: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${CLUSTER_LOCK}), ${BY_INDEX}`.execute(transaction);
}

/** Whether another transaction waits for the lock of the editions. */
export function isLockWanted(transaction: Tx): Promise<boolean> {
  return isLocked(transaction, false);
}

/** Whether a transaction changes editions. */
export function isLockHeld(db: Kysely<Database>): Promise<boolean> {
  return isLocked(db, true);
}

async function isLocked(db: Kysely<Database>, granted: boolean): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (
      SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE l.locktype = 'advisory' AND l.granted = ${granted} AND l.classid = 0 AND l.objid::bigint = ${CLUSTER_LOCK}
        AND d.datname = current_database()) AS found`.execute(db);
  return rows[0]?.found === true;
}

/**
 * Lets the transaction look everything up by its index. Matching asks for some thousand rows of millions, and while a first
 * load has no statistics yet, the server would rather read whole tables for them.
 */
export async function lookUpByIndex(transaction: Tx): Promise<void> {
  await sql`SELECT ${BY_INDEX}`.execute(transaction);
}

/** The opposite, for what joins rows that stand in no table, such as the copies of two lists: without a hash each is held against each. */
export async function joinByHash(transaction: Tx): Promise<void> {
  await sql`SELECT set_config('enable_hashjoin', 'on', true)`.execute(transaction);
}

const BY_INDEX = sql`set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true), set_config('enable_bitmapscan', 'off', true)`;

/** The memberships of all editions that the records are members of, so of other records too. */
export async function findEditionMates(transaction: Tx, recordIds: readonly number[]): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    SELECT mate.record, mate.edition
    FROM (SELECT DISTINCT own.edition FROM unnest(${bigintArray(recordIds)}::bigint[]) AS asked(record)
        JOIN member own ON own.record = asked.record) AS reached
      JOIN member mate ON mate.edition = reached.edition`.execute(transaction);
  return rows;
}

export async function findMatched(transaction: Tx, recordIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (recordIds.length === 0) return new Set();
  const { rows } = await sql<{ record: number }>`
    SELECT record FROM member WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
  return new Set(rows.map((row) => row.record));
}

/** Writes editions and what search knows of them. */
export async function upsertEditions(transaction: Tx, rows: readonly EditionRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  const column = (value: (row: EditionRow) => string | null): Buffer => textArray(rows.map(value));
  await sql`
    WITH given AS (
      SELECT id, systems::smallint[], libraries::text[], sites::text[], format, title, description::jsonb, work,
        languages::text[], subjects::text[], year, online, sort_title,
        mercia_document(title_words, creator_words, subject_words, rest_words) AS document
      FROM unnest(${bigintArray(rows.map(({ id }) => id))}::bigint[],
          ${column(({ systems }) => `{${systems.join()}}`)}::text[],
          ${column(({ libraries }) => arrayLiteral(libraries))}::text[],
          ${column(({ sites }) => arrayLiteral(sites))}::text[],
          ${column(({ description }) => description.format)}::text[],
          ${column(({ description }) => description.title)}::text[],
          ${column(({ description }) => toJson(description))}::text[],
          ${column(({ work }) => work)}::text[],
          ${column(({ description }) => arrayLiteral(description.languages))}::text[],
          ${column(({ description }) => arrayLiteral(toHeadings(description)))}::text[],
          ${rows.map(({ description }) => description.publishedYear)}::integer[],
          ${rows.map(({ description }) => description.online)}::boolean[],
          ${column(({ description }) => description.sortTitle.slice(0, SORT_TITLE_MAX))}::text[],
          ${column(({ search }) => search.titles)}::text[],
          ${column(({ search }) => search.creators)}::text[],
          ${column(({ search }) => search.subjects)}::text[],
          ${column(({ search }) => search.rest)}::text[]
        ) AS g(id, systems, libraries, sites, format, title, description, work, languages, subjects, year, online,
          sort_title, title_words, creator_words, subject_words, rest_words)
    ), editions AS (
      INSERT INTO edition (id, systems, libraries, format, title, description, work, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, systems, libraries, format, title, description, work, ${at}::timestamptz FROM given
      ON CONFLICT (id) DO UPDATE SET systems = excluded.systems, libraries = excluded.libraries, format = excluded.format,
        title = excluded.title, description = excluded.description, work = excluded.work, updated_at = excluded.updated_at
    )
    INSERT INTO search_doc (edition, libraries, sites, format, languages, subjects, published_year, online, sort_title,
      document)
    SELECT id, libraries, sites, format, languages, subjects, year, online, sort_title, document FROM given
    ON CONFLICT (edition) DO UPDATE SET libraries = excluded.libraries, sites = excluded.sites, format = excluded.format,
      languages = excluded.languages, subjects = excluded.subjects, published_year = excluded.published_year,
      online = excluded.online, sort_title = excluded.sort_title, document = excluded.document`.execute(transaction);
}

function toHeadings({ subjects }: EditionDescription): readonly string[] {
  return [...new Set(subjects.map(({ heading }) => heading))].filter(({ length }) => length <= HEADING_MAX);
}

/** Puts records into editions, or into other editions than before, and notes it where it outlives the index. */
export async function upsertMembers(transaction: Tx, rows: readonly NewMemberRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    WITH given AS MATERIALIZED (
      SELECT * FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[],
        ${rows.map(({ system }) => system)}::smallint[],
        ${bigintArray(rows.map(({ edition }) => edition))}::bigint[],
        ${textArray(rows.map(({ systemId }) => systemId))}::text[],
        ${textArray(rows.map(({ localId }) => localId))}::text[]) AS g(record, system, edition, system_id, record_id)
    ), noted AS (
      INSERT INTO record_edition AS noted (system_id, record_id, edition)
      SELECT system_id, record_id, edition FROM given
      ON CONFLICT (system_id, record_id) DO UPDATE SET edition = excluded.edition,
        formerly = noted.edition || array_remove(noted.formerly, excluded.edition)
        WHERE noted.edition <> excluded.edition
    )
    INSERT INTO member (record, system, edition) SELECT record, system, edition FROM given
    ON CONFLICT (record) DO UPDATE SET edition = excluded.edition`.execute(transaction);
}

export async function deleteMembers(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`DELETE FROM member WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
}

/** Lets ids that lead elsewhere be those of editions again. */
export async function deleteRedirects(transaction: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`DELETE FROM edition_redirect WHERE id = ANY(${bigintArray(ids)}::bigint[])`.execute(transaction);
}

/** Lets ids that led nowhere lead to an edition; those that lead elsewhere already are left as they are. */
export async function insertRedirects(transaction: Tx, rows: readonly RedirectRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO edition_redirect (id, target, at)
    SELECT given.id, given.target, ${at}::timestamptz
    FROM unnest(${bigintArray(rows.map(({ id }) => id))}::bigint[],
        ${bigintArray(rows.map(({ target }) => target))}::bigint[]) AS given(id, target)
    ON CONFLICT (id) DO NOTHING`.execute(transaction);
}

/**
 * Takes editions away that have no member left. Their ids, and ids that were redirected to them, are redirected. One without
 * a target leads nowhere, nor do the ids that were redirected to it, until one of its records returns.
 */
export async function retireEditions(
  transaction: Tx,
  gone: readonly number[],
  redirects: readonly RedirectRow[],
  at: Date,
): Promise<void> {
  if (gone.length === 0) return;
  const ids = redirects.map((row) => row.id);
  const targets = redirects.map((row) => row.target);
  await sql`
    UPDATE edition_redirect old SET target = given.target, at = ${at}::timestamptz
    FROM unnest(${ids}::bigint[], ${targets}::bigint[]) AS given(id, target) WHERE old.target = given.id`.execute(
    transaction,
  );
  await insertRedirects(transaction, redirects, at);
  await sql`
    WITH docs AS (DELETE FROM search_doc WHERE edition = ANY(${bigintArray(gone)}::bigint[]))
    DELETE FROM edition WHERE id = ANY(${bigintArray(gone)}::bigint[])`.execute(transaction);
}

/** Adds to the list of what changed, in order. */
export async function insertChanges(transaction: Tx, rows: readonly ChangeRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO change (edition, kind, replaced_by, at)
    SELECT c.edition, c.kind, c."replacedBy", ${at}::timestamptz
    FROM json_to_recordset(${toJson(rows)}::json) AS c(edition bigint, kind text, "replacedBy" bigint[])`.execute(
    transaction,
  );
}
