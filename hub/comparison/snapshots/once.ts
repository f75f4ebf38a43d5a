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
  readonly cells: LRUCache<string, Promise<unknown>>;
}

/** Most are some numbers. The cells of a dimension with many values are some megabytes, so few of those are kept. */
const MOST_MADE = 256;
const MOST_CELLS = 16;
const kept = new WeakMap<Kysely<Database>, Kept>();

function keptOf(db: Kysely<Database>): Kept {
  const found = kept.get(db) ?? {
    digests: new Map(),
    made: new LRUCache<string, Promise<unknown>>({ max: MOST_MADE }),
    cells: new LRUCache<string, Promise<unknown>>({ max: MOST_CELLS }),
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
 * made so, whose rows leave a snapshot without another digest; nor what is found after a snapshot is whole, as conflicts are.
 */
export function once<Made>(
  db: Kysely<Database>,
  snapshots: readonly ReadSnapshot[],
  of: readonly unknown[],
  make: () => Promise<Made>,
): Promise<Made> {
  if (snapshots.some(({ digest }) => digest === null)) return make();
  const all = keptOf(db);
  const made = of[0] === 'CELLS' ? all.cells : all.made;
  const key = JSON.stringify([snapshots.map(({ number, digest }) => [number, digest]), of]);
  const found = made.get(key);
  // Under one key the same is made.
  if (found !== undefined) return found as Promise<Made>;
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
