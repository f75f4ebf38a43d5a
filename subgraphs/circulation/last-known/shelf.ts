/** One kind of last-known facts: in memory what is recent, behind it the store. */
import { createKnownWindow, type Dated } from './known-window.ts';
import type { StoreReader } from './store-reader.ts';
import type { WriteBehind } from './write-behind.ts';

export interface ShelfOptions<Id extends string, Known extends Dated> {
  readonly copiesOf: (known: Known) => number;
  readonly maxCopies: number;
  readonly ttlMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Null without a database: then the memory is all there is. */
  readonly store: { readonly read: StoreReader<Id, Known>; readonly writer: WriteBehind<Id, Known> } | null;
}

export interface Shelf<Id extends string, Known extends Dated> {
  keep(id: Id, known: Known): void;
  /** Never rejects. */
  find(ids: readonly Id[]): Promise<ReadonlyMap<Id, Known>>;
  close(): Promise<void>;
}

export function createShelf<Id extends string, Known extends Dated>({
  store,
  ...options
}: ShelfOptions<Id, Known>): Shelf<Id, Known> {
  const recent = createKnownWindow<Id, Known>(options);

  return {
    keep(id, known) {
      if (recent.keep(id, known)) store?.writer.put(id, known);
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
        const known = read[index];
        if (known === undefined || known === null) return;
        recent.keep(id, known);
        found.set(id, recent.get(id) ?? known);
      });
      return found;
    },
    close: async () => store?.writer.close(),
  };
}
