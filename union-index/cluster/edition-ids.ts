import { reserveEditionIds } from '../repositories/editions.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';

/** Ids that were reserved and that no edition has yet; each is given once, the lowest first. */
export interface EditionIds {
  /** Sees to it that so many are at hand. */
  ensure(transaction: Transaction<Database>, count: number): Promise<void>;
  /** Throws where none was ensured. */
  take(): number;
}

export function createEditionIds(): EditionIds {
  let free: readonly number[] = [];
  let next = 0;
  return {
    async ensure(transaction, count) {
      const missing = count - (free.length - next);
      if (missing <= 0) return;
      const further = await reserveEditionIds(transaction, missing);
      free = [...free.slice(next), ...further];
      next = 0;
    },
    take() {
      const id = free[next];
      if (id === undefined) throw new Error('no id was reserved for an edition');
      next += 1;
      return id;
    },
  };
}

/** Ids for editions that are looked at and never written: below nought, where no edition has one. */
export function createPassingIds(): EditionIds {
  let next = 0;
  return {
    ensure: () => Promise.resolve(),
    take: () => (next -= 1),
  };
}
