/** Feeds as they stand at one position, however long the reading takes: for files, which have each entry once. */
import type { Region } from '#domain/region.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { FeedEntry, FeedPosition, FeedState } from '../contract.ts';
import { findRepository, readEntries, readFeedState } from './entry-rows.ts';
import { listRepositories, listSets } from './list-sets.ts';
import { isManifestRefusal, manifestOfSnapshot, findPosition } from './manifest.ts';
import type { SystemId } from '#domain/ids.ts';
import { editionIdentifier } from '../identifiers.ts';

export interface FeedPart {
  readonly repository: string;
  /** Null for everything. */
  readonly set: string | null;
  /** Null for everything; else what has changed behind this position. */
  readonly since: FeedPosition | null;
}

export type FeedsAtPosition = ReturnType<typeof createFeedsAtPosition>;

const PAGE = 500;

/**
 * Throws BAD_USER_INPUT in words if nothing has been published, or a part cannot be told. Holds one transaction all the time: `db` is a
 * pool for jobs, whose statements have no limit.
 */
export async function readAtOnePosition<T>(
  { db, region }: { readonly db: Kysely<Database>; readonly region: Region },
  work: (feeds: FeedsAtPosition) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const state = await readFeedState(snapshot);
      if (state === null) throw refused('nothing has been published yet');
      return work(createFeedsAtPosition(snapshot, region, state));
    });
}

function createFeedsAtPosition(snapshot: Tx, region: Region, state: FeedState) {
  async function startOf({ repository, set, since }: FeedPart): Promise<{ number: number | null; after: number }> {
    if (!listRepositories(region).includes(repository)) throw refused(`there is no repository "${repository}"`);
    if (set !== null && !listSets(region, repository).some(({ spec }) => spec === set)) {
      throw refused(`the repository "${repository}" has no set "${set}"`);
    }
    if (since !== null && since.position > 0) {
      const found = await findPosition(snapshot, state, since);
      // Deleted entries are kept for ever; only what left a set is told from earlier versions.
      const isKnown = !isManifestRefusal(found) || (found.refusal === 'TOO_OLD' && set === null);
      if (!isKnown) throw refused(found.message);
    }
    return { number: await findRepository(snapshot, repository), after: since?.position ?? 0 };
  }

  return {
    state,
    /** How many entries a part has, deleted ones too. */
    async count(part: FeedPart) {
      const { number, after } = await startOf(part);
      if (number === null) return 0;
      const from = part.set === null ? sql`feed_entry` : sql`feed_in_set`;
      const which = part.set === null ? sql`replaced_at IS NULL` : sql`set_spec = ${part.set}`;
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM ${from}
        WHERE repository = ${number} AND ${which} AND position > ${after}`.execute(snapshot);
      return rows[0]?.count ?? 0;
    },
    /** Pages of a part in the order of their positions, deleted entries too. */
    async *entries(part: FeedPart) {
      const { number: repository, after } = await startOf(part);
      if (repository === null) return;
      const span = { repository, set: part.set, from: null, until: null };
      yield* pagesFrom(after, (position) => readEntries(snapshot, { ...span, after: position }, PAGE));
    },
    /** What was in the set of a part at `since` and is not any more, though it may have been deleted since it left. */
    async *leftSet(part: FeedPart) {
      const { number: repository, after: since } = await startOf(part);
      const { set } = part;
      if (repository === null || set === null || since === 0) return;
      yield* pagesFrom(since, (after) => readLeft(snapshot, repository, set, since, after));
    },
    async manifest(repository: string) {
      await startOf({ repository, set: null, since: null });
      return manifestOfSnapshot(snapshot, repository, state);
    },
    /** Where each published record's number went, by systems and numbers. */
    numbers: () => readNumbers(snapshot, region),
  };
}

async function* pagesFrom(
  start: number,
  read: (after: number) => Promise<readonly FeedEntry[]>,
): AsyncGenerator<readonly FeedEntry[]> {
  for (let after: number | null = start; after !== null;) {
    const page: readonly FeedEntry[] = await read(after);
    if (page.length > 0) yield page;
    after = page.length < PAGE ? null : (page.at(-1)?.position ?? null);
  }
}

async function readLeft(
  db: Kysely<Database>,
  repository: number,
  set: string,
  since: number,
  after: number,
): Promise<readonly FeedEntry[]> {
  const { rows } = await sql<FeedEntry>`
    SELECT e.position, e.identifier, e.datestamp, e.kind, e.replaced_by AS "replacedBy", e.sets, e.body
    FROM feed_entry e
    WHERE e.repository = ${repository} AND e.replaced_at IS NULL AND e.position > ${after}
      AND NOT ${set} = ANY(e.sets)
      AND EXISTS (SELECT FROM feed_entry old
        WHERE old.repository = e.repository AND old.identifier = e.identifier AND old.position <= ${since}
          AND old.replaced_at > ${since} AND old.hash IS NOT NULL AND ${set} = ANY(old.sets))
    ORDER BY e.position LIMIT ${PAGE}`.execute(db);
  return rows;
}

function refused(why: string): MerciaError {
  return badUserInput(`feeds: ${why}`);
}

/** The number that a record has in its system, and the 001s that it is published under. */
interface RecordNumbers {
  readonly system: SystemId;
  readonly localId: string;
  /** In the repositories of the libraries that hold it. */
  readonly identifier: string;
  /** In the repository of the editions. */
  readonly edition: string;
  /** Names of those repositories. */
  readonly repositories: readonly string[];
}

interface NumberRow {
  readonly record: number;
  /** Null for a record that has just gone from the index. */
  readonly system: SystemId | null;
  readonly local_id: string | null;
  readonly identifier: string;
  readonly edition: number;
  readonly repositories: readonly string[];
}

const NUMBERS_PAGE = 2_000;

/** Every published record once, in the order in which records came into the index. */
async function* readNumbers(db: Kysely<Database>, region: Region): AsyncGenerator<readonly RecordNumbers[]> {
  for (let after: number | null = 0; after !== null;) {
    const { rows }: { rows: readonly NumberRow[] } = await sql<NumberRow>`
      SELECT p.record, s.system_id AS system, r.local_id, min(e.identifier) AS identifier, min(e.edition) AS edition,
        array_agg(f.name ORDER BY f.id) AS repositories
      FROM (SELECT DISTINCT record FROM feed_entry
          WHERE record > ${after} AND replaced_at IS NULL AND record IS NOT NULL AND hash IS NOT NULL
          ORDER BY record LIMIT ${NUMBERS_PAGE}) AS p
        JOIN feed_entry e ON e.record = p.record AND e.replaced_at IS NULL AND e.hash IS NOT NULL
        JOIN feed_repository f ON f.id = e.repository
        LEFT JOIN record r ON r.id = p.record LEFT JOIN system s ON s.id = r.system
      GROUP BY p.record, r.local_id, s.system_id ORDER BY p.record`.execute(db);
    yield rows.flatMap(({ system, local_id: localId, identifier, edition, repositories }) => {
      if (system === null || localId === null) return [];
      return [{ system, localId, identifier, edition: editionIdentifier(region.id, edition), repositories }];
    });
    after = rows.length < NUMBERS_PAGE ? null : (rows.at(-1)?.record ?? null);
  }
}
