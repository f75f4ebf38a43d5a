/**
 * One kind of last-known facts: the newest of each id in memory, so that a burst of failures is no burst of look-ups, and
 * the database behind it.
 */
import type { Slot } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import isEqual from 'fast-deep-equal';
import { LRUCache } from 'lru-cache';
import { isNewer, type Dated } from './last-known.ts';
import type { StoreReader } from './store-reader.ts';
import type { WriteBehind } from './write-behind.ts';

export interface LastKnownCacheOptions<Id extends string, Known extends Dated> {
  /** Memory is bounded by copies, not by holdings: a journal may have thousands. */
  readonly copiesOf: (known: Known) => number;
  readonly maxCopies: number;
  /** Older entries are compared with the database: another process may have written what is newer. */
  readonly ttlMs: number;
  readonly now: () => number;
  /** False for what is too old to be shown. */
  readonly mayBeShown: (known: Known) => boolean;
  /** Null without a database: then the memory is all there is. */
  readonly store: {
    readonly read: StoreReader<Id, Known>;
    readonly writer: Pick<WriteBehind<Id, Known>, 'put' | 'discard' | 'close'>;
  } | null;
}

export interface LastKnownCache<Id extends string, Known extends Dated> {
  /**
   * Gives the facts as they are held here: unchanged facts are held once, and written once a minute. What is `early` is not written
   * before `close`: the database takes the first of one moment only.
   */
  keep(id: Id, known: Known, early?: 'early'): Known;
  /** Never rejects. Nothing in the map where nothing is known; an error where the database did not say. */
  find(ids: readonly Id[]): Promise<ReadonlyMap<Id, Slot<Known>>>;
  /** Forgets what is held in memory, and what is not written yet; what is in the database is read from there. */
  forget(): void;
  close(): Promise<void>;
}

interface Entry<Known> {
  known: Known;
  /** When it was kept, or was found to be the newest. */
  keptAt: number;
  /** When it was last given to be written here. */
  writtenAt: number;
  /** Set for what was told before its call ended. */
  early?: 'early' | undefined;
}

/** So long, in milliseconds, unchanged facts are not written again. */
const REWRITE_MS = 60_000;
/** As much is no fault of a clock. */
const CLOCK_OFF_MS = 5_000;

export function createLastKnownCache<Id extends string, Known extends Dated>(
  options: LastKnownCacheOptions<Id, Known>,
): LastKnownCache<Id, Known> {
  const { copiesOf, maxCopies, ttlMs, now, mayBeShown, store } = options;
  const entries = new LRUCache<Id, Entry<Known>>({
    maxSize: maxCopies,
    // A holding without copies takes room too.
    sizeCalculation: ({ known }) => 1 + copiesOf(known),
  });

  /** How often; what was being read at the time is not held. */
  let forgotten = 0;

  /** Dated while the clock was ahead. */
  const isToCome = ({ asOf }: Known): boolean => Date.parse(asOf) > now() + CLOCK_OFF_MS;

  /** The database may know an older moment than the memory, because unchanged facts are not written each time. */
  function newest(id: Id, stored: Known | undefined, isStillKnown = (): boolean => true): Known | undefined {
    const entry = entries.get(id);
    const inMemory =
      entry !== undefined && !isToCome(entry.known) && (stored === undefined || !isNewer(stored, entry.known));
    const known = inMemory ? entry.known : stored;
    if (known === undefined || !mayBeShown(known) || isToCome(known)) return undefined;
    if (inMemory && stored !== undefined) entry.keptAt = now();
    if (!inMemory && isStillKnown()) entries.set(id, { known, keptAt: now(), writtenAt: Number.NEGATIVE_INFINITY });
    return known;
  }

  return {
    keep(id, known, early) {
      const entry = entries.get(id);
      // Of the same moment more may have become known: a call tells what it has, and then all of it.
      if (!isNewer(known, undefined)) return known;
      if (entry !== undefined && isNewer(entry.known, known) && !isToCome(entry.known)) return known;
      const at = now();
      // Without a database nothing is gained by the comparison.
      if (entry === undefined || store === null || !isEqual({ ...known, asOf: entry.known.asOf }, entry.known)) {
        entries.set(id, { known, keptAt: at, writtenAt: early === undefined ? at : Number.NEGATIVE_INFINITY, early });
        if (early === undefined) store?.writer.put(id, known);
        return known;
      }
      entry.known = { ...entry.known, asOf: known.asOf };
      entry.keptAt = at;
      entry.early = early;
      const since = at - entry.writtenAt;
      // Below 0 the clock was set back: what was written is dated ahead, and not read.
      if (early === undefined && (since < 0 || since > REWRITE_MS)) {
        entry.writtenAt = at;
        store.writer.put(id, entry.known);
      }
      return entry.known;
    },
    async find(ids) {
      const found = new Map<Id, Slot<Known>>();
      const missing: Id[] = [];
      for (const id of ids) {
        const entry = entries.get(id);
        const age = entry === undefined ? Number.POSITIVE_INFINITY : now() - entry.keptAt;
        // A clock that was set back makes the age negative.
        if (entry !== undefined && age >= -CLOCK_OFF_MS && age <= ttlMs && !isToCome(entry.known))
          found.set(id, entry.known);
        else missing.push(id);
      }
      if (store === null || missing.length === 0) return found;
      const then = forgotten;
      const read = await store.read(missing);
      const isStillKnown = (): boolean => then === forgotten;
      missing.forEach((id, index) => {
        const slot = read[index] ?? undefined;
        const known = isMerciaError(slot) ? (newest(id, undefined) ?? slot) : newest(id, slot, isStillKnown);
        if (known !== undefined) found.set(id, known);
      });
      return found;
    },
    forget() {
      forgotten += 1;
      entries.clear();
      store?.writer.discard();
    },
    close: async () => (store === null ? undefined : closeWriter(entries, store.writer)),
  };
}

/** Writes first what calls that are under way have told: they end too late. */
async function closeWriter<Id extends string, Known extends Dated>(
  entries: LRUCache<Id, Entry<Known>>,
  writer: Pick<WriteBehind<Id, Known>, 'put' | 'close'>,
): Promise<void> {
  for (const [id, { known, early }] of entries.entries()) if (early !== undefined) writer.put(id, known);
  await writer.close();
}
