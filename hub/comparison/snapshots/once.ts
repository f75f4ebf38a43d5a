/** What was worked out of whole snapshots, kept in memory: they never change without another digest. */
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';

/** As it stood when it was read. */
interface ReadSnapshot {
  readonly number: number;
  /** Null of one that is not whole, or was taken before there were digests. */
  readonly digest: string | null;
}

interface Kept {
  /** Of each snapshot, as it was read last. */
  readonly digests: Map<number, ReadSnapshot['digest']>;
  readonly made: LRUCache<string, Promise<unknown>>;
}

const MOST_THINGS = 4_000;
/** Of all things together: of some hundred bytes each. */
const MOST_ROWS = 400_000;
/** So many take the room of a row: the conditions of a number may name hundreds of libraries. */
const CHARACTERS_OF_A_ROW = 200;
const kept = new WeakMap<Kysely<Database>, Kept>();

function keptOf(db: Kysely<Database>): Kept {
  const found = kept.get(db) ?? {
    digests: new Map(),
    made: new LRUCache<string, Promise<unknown>>({ max: MOST_THINGS, maxSize: MOST_ROWS }),
  };
  kept.set(db, found);
  return found;
}

export function noteRead(db: Kysely<Database>, { number, digest }: ReadSnapshot): void {
  keptOf(db).digests.set(number, digest);
}

/** Whoever asks for something of a snapshot reads the snapshot first, so that this is how it stands. */
export function lastRead(db: Kysely<Database>, number: number): ReadSnapshot {
  return { number, digest: kept.get(db)?.digests.get(number) ?? null };
}

/**
 * What `make` gives, once for these snapshots together and `of`; each time while one of them has no digest. Nothing about readers may be
 * made so, whose rows leave a snapshot without another digest; nor what is found after a snapshot is whole, as conflicts are. Of what may
 * be large, `rowsIn` says how many rows, cells or other small things it has.
 */
export function once<Made>(
  db: Kysely<Database>,
  snapshots: readonly ReadSnapshot[],
  of: readonly unknown[],
  make: () => Promise<Made>,
  rowsIn: (made: Made) => number = () => 1,
): Promise<Made> {
  if (snapshots.some(({ digest }) => digest === null)) return make();
  const { made } = keptOf(db);
  const key = JSON.stringify([snapshots.map(({ number, digest }) => [number, digest]), of]);
  const found = made.get(key);
  // Under one key the same is made.
  if (found !== undefined) return found as Promise<Made>;
  const making = make();
  const keep = (rows: number): void => {
    // Set again it would keep its size.
    made.delete(key);
    made.set(key, making, { size: rows + Math.ceil(key.length / CHARACTERS_OF_A_ROW) });
  };
  keep(1);
  making.then(
    (value) => {
      if (made.peek(key) === making) keep(rowsIn(value));
    },
    () => made.delete(key),
  );
  return making;
}
