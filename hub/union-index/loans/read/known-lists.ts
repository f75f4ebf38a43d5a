/** Which loan lists of which libraries have been harvested, and as of when. */
import type { LibraryId } from '#domain/ids.ts';
import { hiddenPairs } from '#domain/move-phases.ts';
import type { Library } from '#domain/region.ts';
import type { LoanList } from '#store/loan-lists.ts';
import { sql } from 'kysely';
import type { IndexScope } from '../../read/index-scope.ts';
import { hasAgreedTo } from '../agreements.ts';

export type KnownLists = Awaited<ReturnType<typeof findKnownLists>>;

interface StateRow {
  readonly system_id: string;
  readonly list: LoanList;
  readonly as_of: Date;
  readonly counted_from: Date;
}

export async function findKnownLists({ db, region }: IndexScope) {
  const { rows } = await sql<StateRow>`
    SELECT s.system_id, l.list, l.as_of, l.counted_from FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.as_of IS NOT NULL`.execute(db);
  const byPlace = new Map(rows.map((row) => [`${row.system_id} ${row.list}`, row]));
  const libraries = new Map<string, Library>(region.libraries.map((library) => [library.id, library]));
  const mayCount = (library: Library): boolean => hasAgreedTo(library, ['STATISTICS']);

  // A library on the move has copies in two systems.
  const statesOf = (library: LibraryId, list: LoanList): readonly StateRow[] =>
    region.systems
      .filter(({ owners }) => owners.some((owner) => owner.library === library))
      .flatMap(({ id }) => byPlace.get(`${id} ${list}`) ?? []);
  const isAgreed = (id: LibraryId): boolean => {
    const library = libraries.get(id);
    return library !== undefined && mayCount(library);
  };
  // What is kept is counted over all systems: a loan that two of them tell would be counted twice.
  const twice = new Set(
    hiddenPairs(region).flatMap(({ system, library }) =>
      rows.some((row) => row.system_id === system) ? [library] : [],
    ),
  );
  const isCounted = (id: LibraryId): boolean => isAgreed(id) && !twice.has(id);
  const known = (ids: readonly LibraryId[], lists: readonly LoanList[]): readonly StateRow[] =>
    ids.filter(isCounted).flatMap((id) => lists.flatMap((list) => statesOf(id, list)));

  return {
    /** Libraries whose loans may be counted, and can be. */
    agreed: region.libraries.map(({ id }) => id).filter(isCounted),
    isAgreed,
    /** Whether the list of this library has been harvested. If so, what is not in it does not exist. Not while two systems tell it. */
    isKnown: (library: LibraryId, list: LoanList) => isCounted(library) && statesOf(library, list).length > 0,
    /** The time of the oldest of these lists; null if there are none. */
    asOf(ids: readonly LibraryId[], lists: readonly LoanList[]) {
      const times = known(ids, lists).map(({ as_of }) => as_of.getTime());
      return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
    },
    /** Since when all of the lists have been counted by year; null if there are none. */
    countedSince(ids: readonly LibraryId[]) {
      const times = known(ids, ['USE_COUNTS']).map(({ counted_from }) => counted_from.getTime());
      return times.length === 0 ? null : new Date(Math.max(...times));
    },
  };
}
