/** How long the union index takes to find what a page needs, compared with the shortest statement that there is. */
import type { Hub } from '#cli/graph/hub.ts';
import { isMerciaError } from '#platform/errors.ts';
import { searchEditions } from '#search/index.ts';
import { createIndexScope, findEditions, holdingsByEdition } from '#union-index/index.ts';
import { sql } from 'kysely';
import { interleave, median, spreadOf, timed, type Spread } from '../support/stats.ts';

export interface LookupFigures {
  /** `SELECT 1`, there and back, milliseconds. */
  readonly bare: Spread;
  /** 25 ISBNs → editions with their holdings. */
  readonly editions: Spread & { readonly overBare: number };
  /** The first page of a search by words, 25 editions. */
  readonly search: Spread & { readonly overBare: number };
}

const ROUNDS = 200;
const WORDS = ['nursing', 'medicine', 'handbook', 'care', 'clinical practice', 'anatomy'];

export async function measureLookups({ store, region }: Hub, isbns: readonly string[]): Promise<LookupFigures> {
  const index = createIndexScope(store.db, region);
  const keys = isbns.map((isbn) => ({ isbn }));
  let turn = 0;

  async function lookUp(): Promise<void> {
    const found = await findEditions(index, keys);
    const ids = found.flatMap((slot) => (isMerciaError(slot) ? [] : slot.editions.map(({ id }) => id)));
    await holdingsByEdition(index, ids);
  }
  async function search(): Promise<void> {
    const words = WORDS[(turn += 1) % WORDS.length] ?? '';
    await searchEditions(index, { words, filter: {}, sort: { by: 'RELEVANCE' } }, { first: 25, after: null });
  }
  const bare = (): Promise<unknown> => sql`SELECT 1`.execute(store.db);

  const ofEditions = await interleave(
    ROUNDS,
    () => timed(lookUp),
    () => timed(bare),
  );
  const ofSearch = await interleave(
    ROUNDS,
    () => timed(search),
    () => timed(bare),
  );
  return {
    bare: spreadOf([...ofEditions, ...ofSearch].map(([, one]) => one.ms)),
    editions: describe(ofEditions),
    search: describe(ofSearch),
  };
}

function describe(pairs: readonly (readonly [{ ms: number }, { ms: number }])[]): Spread & { overBare: number } {
  return {
    ...spreadOf(pairs.map(([one]) => one.ms)),
    overBare: median(pairs.map(([one]) => one.ms)) / median(pairs.map(([, bare]) => bare.ms)),
  };
}
