import { keyNumber } from '#store/key-number.ts';
import type { Tx } from '#store/tables.ts';
import { findUsedIds } from '../repositories/record-editions.ts';

/** Gives ids to new editions; no id is given twice. */
export type EditionIds = ReturnType<typeof createEditionIds>;

/** Ids have fifteen digits: they are numbers in every language, and those that a sequence gave before have fewer. */
const FIRST = 1e14;
const COUNT = 9e14;

/**
 * The id that a record founds an edition with, by its sort key: an index of which nothing is left gets most ids again. Numbers
 * stand in other people's bookmarks: this must give the same number for ever.
 */
export function foundedId(founder: string): number {
  return FIRST + (keyNumber(founder) % COUNT);
}

/** A number that another edition has, or had, is passed over for the next. */
export function createEditionIds() {
  // They may not be written yet.
  const given = new Set<number>();
  return {
    /** An id by each founder: the record that sorts first of the new edition, by its sort key. */
    async give(transaction: Tx, founders: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const ids = new Map(founders.map((founder) => [founder, foundedId(founder)]));
      for (let open = [...ids]; open.length > 0;) {
        const used = await findUsedIds(
          transaction,
          open.map(([, id]) => id),
        );
        const clashing = open.filter(([, id]) => used.has(id) || given.has(id) || !given.add(id));
        open = clashing.map(([founder, id]) => [founder, FIRST + ((id + 1 - FIRST) % COUNT)] as const);
        for (const [founder, id] of open) ids.set(founder, id);
      }
      return ids;
    },
  };
}

/** Ids for editions that are looked at and never written: below nought, where no edition has one. */
export function createPassingIds(): EditionIds {
  let next = 0;
  return { give: (_, founders) => Promise.resolve(new Map(founders.map((founder) => [founder, (next -= 1)]))) };
}
