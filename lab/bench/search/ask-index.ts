import { searchEditions, FACET_FIELDS } from '#search/index.ts';
import type { IndexScope } from '#union-index/index.ts';
import { timed } from '../support/stats.ts';

/** The first page of a search. */
export async function findPage(scope: IndexScope, words: string, withFacets: boolean): Promise<void> {
  const page = await searchEditions(
    scope,
    { words, filter: {}, sort: { by: 'RELEVANCE' } },
    { first: 20, after: null },
  );
  if (withFacets) await Promise.all([page.totals(), page.facets(FACET_FIELDS)]);
}

/** Milliseconds that each of the second half of the questions takes: an index that is used is in memory. */
export async function timesOf<Asked>(
  questions: readonly Asked[],
  ask: (asked: Asked) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const question of questions) times.push((await timed(() => ask(question))).ms);
  return times.slice(Math.floor(times.length / 2));
}
