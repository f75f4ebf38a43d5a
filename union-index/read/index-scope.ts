import type { EditionId, LibraryId, SystemId } from '#domain/ids.ts';
import { createId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

/**
 * What every statement of a reader is asked within. Records of systems, and holdings of libraries, that the region file
 * no longer names may still be in the store; they are not shown.
 */
export interface IndexScope {
  readonly db: Kysely<Database>;
  readonly region: Region;
  readonly systems: readonly SystemId[];
  readonly libraries: readonly LibraryId[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Digest of the rules by which a system's records are to be read; undefined if the region file says nothing. */
  readonly rulesOf: RulesOf;
}

export type RulesOf = (system: SystemId) => string | undefined;

export function createScope(
  db: Kysely<Database>,
  region: Region,
  now: () => number,
  rulesOf: RulesOf = () => undefined,
): IndexScope {
  const systems = region.systems.map((system) => system.id);
  const libraries = region.libraries.map((library) => library.id);
  return { db, region, systems, libraries, now, rulesOf };
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
