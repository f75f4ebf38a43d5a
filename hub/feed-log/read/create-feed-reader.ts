import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { BehindError, type Reads } from '#store/replica.ts';
import type { Kysely } from 'kysely';
import type { FeedPage, FeedSelection, FeedSet, FeedState } from '../contract.ts';
import { readDatabaseClock } from '../clock.ts';
import { waitForPublication } from '../lock.ts';
import { countEntries, findEntry, findRepository, readEntries, readFeedState, type EntrySpan } from './entry-rows.ts';
import { listRepositories, listSets } from './list-sets.ts';

/** What is counted exactly; more is estimated, for counting a million entries reads them all. */
const COUNTED_EXACTLY = 10_000;

/** How feeds are read: the door of the index for `doors/feeds/`, the graph and the commands. */
export type FeedReader = ReturnType<typeof createFeedReader>;

export interface FeedReaderOptions {
  readonly db: Kysely<Database>;
  readonly region: Region;
  /** For pages, at a replica that has all that this reader has told of; `db` if not given. */
  readonly reads?: Pick<Reads, 'whole'> | undefined;
}

/**
 * Reads what was published. A repository that the region file does not pass on is a BAD_USER_INPUT error, even if it was
 * published before; a set that there is none of is empty.
 */
export function createFeedReader({ db, region, reads }: FeedReaderOptions) {
  /** The furthest that anybody was told: a page that ends before it would hide what is behind, for good. */
  let told: FeedState | null = null;
  const names = listRepositories(region);
  const numbers = new Map<string, number>();

  async function numberOf(repository: string): Promise<number | null> {
    if (!names.includes(repository)) {
      throw badUserInput(`feeds: there is no repository "${repository}"`);
    }
    const known = numbers.get(repository) ?? (await findRepository(db, repository));
    if (known !== null) numbers.set(repository, known);
    return known;
  }

  async function spanOf(selection: FeedSelection, after: number): Promise<EntrySpan | null> {
    const repository = await numberOf(selection.repository);
    return repository === null ? null : { ...selection, repository, after };
  }

  /** In one snapshot with where the log stands there. */
  function atReplica<T>(read: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    if (reads === undefined) return read(db);
    return reads.whole(async (from, isReplica) => {
      if (!isReplica) return read(from);
      return from
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (snapshot) => {
          const state = await readFeedState(snapshot);
          if (told === null || state?.epoch !== told.epoch || state.position < told.position) throw new BehindError();
          return read(snapshot);
        });
    });
  }

  function note(state: FeedState | null): FeedState | null {
    const isFurther = state?.epoch !== told?.epoch || (state?.position ?? 0) > (told?.position ?? 0);
    if (state !== null && isFurther) told = state;
    return state;
  }

  return {
    /** What it is by the clock that datestamps are taken from. */
    now: async () => readDatabaseClock(db),
    /** Null before anything was published. Waits for a publication that is under way, so that nothing older comes later. */
    state: () =>
      db.transaction().execute(async (transaction) => {
        await waitForPublication(transaction);
        return note(await readFeedState(transaction));
      }),
    /** In the order of the region file. */
    repositories: (): readonly string[] => names,
    sets: (repository: string): readonly FeedSet[] => (names.includes(repository) ? listSets(region, repository) : []),
    /** Entries behind a position, in the order of their positions. Deleted ones too. */
    async page(selection: FeedSelection, after: number, first: number): Promise<FeedPage> {
      const span = await spanOf(selection, after);
      const found = span === null ? [] : await atReplica((from) => readEntries(from, span, first + 1));
      const entries = found.slice(0, first);
      return { entries, next: found.length > first ? (entries.at(-1)?.position ?? null) : null };
    },
    /** How many entries the selection has; many are estimated. */
    async count(selection: FeedSelection) {
      const span = await spanOf(selection, 0);
      return span === null ? 0 : atReplica((from) => countEntries(from, span, COUNTED_EXACTLY));
    },
    async find(repository: string, identifier: string) {
      const number = await numberOf(repository);
      return number === null ? null : findEntry(db, number, identifier);
    },
  };
}
