/** One kind of last-known facts: in memory what is recent, behind it the store. */
import isEqual from 'fast-deep-equal';
import { createKnownWindow, isNewer, type Dated } from './known-window.ts';
import type { StoreReader } from './store-reader.ts';
import type { WriteBehind } from './write-behind.ts';

export interface ShelfOptions<Id extends string, Known extends Dated> {
  readonly copiesOf: (known: Known) => number;
  readonly maxCopies: number;
  readonly ttlMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** False for what is too old to be told to anybody. */
  readonly isTellable: (known: Known) => boolean;
  /** Null without a database: then the memory is all there is. */
  readonly store: {
    readonly read: StoreReader<Id, Known>;
    readonly writer: Pick<WriteBehind<Id, Known>, 'put' | 'discard' | 'close'>;
  } | null;
}

export interface Shelf<Id extends string, Known extends Dated> {
  /** Gives the facts as they are held here: what is told again as it was is held once. */
  keep(id: Id, known: Known): Known;
  /** Never rejects. */
  find(ids: readonly Id[]): Promise<ReadonlyMap<Id, Known>>;
  /** Forgets what is held in memory, and what is not written yet; what the store knows is read from there. */
  forget(): void;
  close(): Promise<void>;
}

/** So long, in milliseconds, facts that are told again as they were are not written again. */
const REWRITE_MS = 60_000;

export function createShelf<Id extends string, Known extends Dated>({
  store,
  isTellable,
  ...options
}: ShelfOptions<Id, Known>): Shelf<Id, Known> {
  const recent = createKnownWindow<Id, Known>(options);
  const written = createKnownWindow<Id, Known>({ ...options, ttlMs: REWRITE_MS });

  return {
    keep(id, known) {
      const before = written.get(id);
      const unchanged = before !== undefined && isEqual({ ...known, asOf: before.asOf }, before);
      const kept = unchanged ? { ...before, asOf: known.asOf } : known;
      if (!recent.keep(id, kept) || store === null || unchanged) return kept;
      written.keep(id, known);
      store.writer.put(id, known);
      return kept;
    },
    async find(ids) {
      const found = new Map<Id, Known>();
      const missing: Id[] = [];
      for (const id of ids) {
        const known = recent.get(id);
        if (known === undefined) missing.push(id);
        else found.set(id, known);
      }
      if (store === null || missing.length === 0) return found;
      const read = await store.read(missing);
      missing.forEach((id, index) => {
        // What was told again as it was is not written each time: the store may know an older moment than was told.
        const stored = read[index] ?? undefined;
        const known = newest(recent.getOld(id), stored);
        if (known === undefined || !isTellable(known)) return;
        if (stored !== undefined) recent.renew(id, known);
        found.set(id, known);
      });
      return found;
    },
    forget() {
      recent.clear();
      written.clear();
      store?.writer.discard();
    },
    close: async () => store?.writer.close(),
  };
}

function newest<Known extends Dated>(known: Known | undefined, other: Known | undefined): Known | undefined {
  return known === undefined || (other !== undefined && isNewer(other, known)) ? other : known;
}
