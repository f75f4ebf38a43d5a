/** The newest facts of each id, in memory, so that a burst of failures does not become a burst of look-ups. */
import { LRUCache } from 'lru-cache';

/** Anything that was true at one moment: RFC 3339. */
export interface Dated {
  readonly asOf: string;
}

export interface KnownWindowOptions<Known> {
  /** Memory is bounded by copies, not by holdings: a journal may have thousands. */
  readonly copiesOf: (known: Known) => number;
  readonly maxCopies: number;
  /** Older entries are to be compared with the store: another process may have written what is newer. */
  readonly ttlMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface KnownWindow<Id extends string, Known extends Dated> {
  get(id: Id): Known | undefined;
  /** The same, however long ago it was kept, while there is room for it. */
  getOld(id: Id): Known | undefined;
  /** False where what is here already is as new, or where `asOf` is no moment. */
  keep(id: Id, known: Known): boolean;
  clear(): void;
  /** Begins its time again, with what was found to be the newest. */
  renew(id: Id, known: Known): void;
}

export function createKnownWindow<Id extends string, Known extends Dated>({
  copiesOf,
  maxCopies,
  ttlMs,
  now,
}: KnownWindowOptions<Known>): KnownWindow<Id, Known> {
  const entries = new LRUCache<Id, Known>({
    maxSize: maxCopies,
    // A holding without copies takes room too.
    sizeCalculation: (known) => 1 + copiesOf(known),
    ttl: ttlMs,
    ttlResolution: 0,
    noDeleteOnStaleGet: true,
    perf: { now },
  });
  const getOld = (id: Id): Known | undefined => entries.get(id, { allowStale: true });
  return {
    get: (id) => entries.get(id),
    clear: () => {
      entries.clear();
    },
    keep(id, known) {
      if (!isNewer(known, getOld(id))) return false;
      entries.set(id, known);
      return true;
    },
    getOld,
    renew: (id, known) => void entries.set(id, known),
  };
}

/** Whether the first replaces the second. What has no readable moment replaces nothing. */
export function isNewer(known: Dated, other: Dated | undefined): boolean {
  const at = Date.parse(known.asOf);
  return !Number.isNaN(at) && (other === undefined || Date.parse(other.asOf) < at);
}
