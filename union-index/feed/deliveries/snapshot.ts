/** The editions as they stood at one moment, read page by page. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { EDITIONS_REPOSITORY, type FeedEntry } from '../contract.ts';
import { findRepository, readEntries } from '../read/entry-rows.ts';
import type { FeedSnapshot } from './contract.ts';

const PAGE = 500;
/** Identifiers only. */
const GONE_PAGE = 5_000;

/**
 * One transaction for all pages: else an entry that changes while they are read would be in none of them, or in two. Null
 * before anything was published.
 */
export async function readSnapshot<T>(
  db: Kysely<Database>,
  work: (snapshot: FeedSnapshot) => Promise<T>,
): Promise<T | null> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const state = await transaction.selectFrom('feed_state').selectAll().executeTakeFirst();
      const repository = await findRepository(transaction, EDITIONS_REPOSITORY);
      if (state === undefined || repository === null) return null;
      return work({
        epoch: state.epoch,
        position: state.position,
        whole: state.rules !== null && state.swept_to === null,
        entries: (set, after) => readLive(transaction, repository, set, after),
        gone: (set, since) => readGone(transaction, repository, set, since),
      });
    });
}

async function* readLive(
  transaction: Transaction<Database>,
  repository: number,
  set: string | null,
  after: number,
): AsyncGenerator<FeedEntry> {
  for (let position: number | null = after; position !== null;) {
    const span = { repository, set, from: null, until: null, after: position };
    const page: readonly FeedEntry[] = await readEntries(transaction, span, PAGE);
    for (const entry of page) if (entry.body !== null) yield entry;
    position = page.length < PAGE ? null : (page.at(-1)?.position ?? null);
  }
}

/** From the versions that were replaced since, by the position of what replaced them. */
async function* readGone(
  transaction: Transaction<Database>,
  repository: number,
  set: string | null,
  since: number,
): AsyncGenerator<string> {
  const there = (version: string) => {
    const inSet = set === null ? sql`` : sql`AND ${set} = ANY(${sql.ref(`${version}.sets`)})`;
    return sql`${sql.ref(`${version}.hash`)} IS NOT NULL ${inSet}`;
  };
  for (let after: number | null = since; after !== null;) {
    const page: { readonly rows: readonly { readonly identifier: string; readonly replaced_at: number }[] } =
      await sql<{
        identifier: string;
        replaced_at: number;
      }>`
      SELECT old.identifier, old.replaced_at FROM feed_entry old
      WHERE old.repository = ${repository} AND old.position <= ${since} AND old.replaced_at > ${after} AND ${there('old')}
        AND NOT EXISTS (SELECT FROM feed_entry newest
          WHERE newest.repository = ${repository} AND newest.identifier = old.identifier AND newest.replaced_at IS NULL
            AND ${there('newest')})
      ORDER BY old.replaced_at LIMIT ${GONE_PAGE}`.execute(transaction);
    for (const { identifier } of page.rows) yield identifier;
    after = page.rows.length < GONE_PAGE ? null : (page.rows.at(-1)?.replaced_at ?? null);
  }
}
