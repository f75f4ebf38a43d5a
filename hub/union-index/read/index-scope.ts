import type { HostLinks } from '#contract/adapter.ts';
import { createId, type EditionId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

/**
 * What every read of the index is given. Records of systems, and holdings of libraries, that the region file no longer
 * names may still be in the store; they are not shown.
 */
export interface IndexScope {
  readonly db: Kysely<Database>;
  readonly region: Region;
  readonly systems: readonly SystemId[];
  readonly libraries: readonly LibraryId[];
  /** Libraries at systems (`pairKey`) whose holdings and copies there are not shown. */
  readonly hidden: readonly string[];
  /** Libraries at systems that they have left: their old ids stand for the new ones. */
  readonly moved: readonly string[];
  /** What was last told longer ago than so many days is not shown; null if all is. */
  readonly lastKnownDays: number | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Digest of the rules by which a system's records are to be read; undefined if the region file says nothing. */
  readonly rulesOf: (system: SystemId) => string | undefined;
  /** Where records of a system name the host of a part by the system's own numbers; undefined if they do not. */
  readonly hostLinksOf: (system: string) => HostLinks | undefined;
  /** Gives the answer, or rejects when the request's time is over. */
  readonly inTime: InTime;
  /** Milliseconds until then; Infinity without a deadline. */
  readonly timeLeft: () => number;
}

export type InTime = <T>(answer: Promise<T>) => Promise<T>;

/**
 * The index of a region, as the public may see it, read without a deadline. A system that has not been read by the rules of `rulesOf`
 * yet counts as partial; without `hostLinksOf` parts are linked by control numbers alone.
 */
export function createIndexScope(
  db: Kysely<Database>,
  region: Region,
  {
    lastKnownDays = null,
    now = Date.now,
    rulesOf = () => undefined,
    hostLinksOf = () => undefined,
  }: Partial<Pick<IndexScope, 'lastKnownDays' | 'now' | 'rulesOf' | 'hostLinksOf'>> = {},
): IndexScope {
  const systems = region.systems.map((system) => system.id);
  const libraries = region.libraries.map((library) => library.id);
  const hidden = hiddenPairs(region).map(pairKey);
  const moved = region.moved?.map(pairKey) ?? [];
  return {
    db,
    region,
    systems,
    libraries,
    hidden,
    moved,
    lastKnownDays,
    now,
    rulesOf,
    hostLinksOf,
    inTime: (answer) => answer,
    timeLeft: () => Infinity,
  };
}

export function toEditionId(region: Region, number: number): EditionId {
  return createId(region.id, 'edition', String(number));
}

/** Each key's value in the keys' order; `missing` where it has none. */
export function inOrder<Key, Value, Missing>(
  keys: readonly Key[],
  values: ReadonlyMap<Key, Value>,
  missing: Missing,
): readonly (Value | Missing)[] {
  return keys.map((key) => values.get(key) ?? missing);
}
