/** Which words a search is asked with: all of them, or, where all together find nothing, those that find something. */
import { sql } from 'kysely';
import type { ParsedQuery, Term } from '../search/parse-query.ts';
import { keepTerms, leavingOneOut, looseTerms } from '../search/relaxed-queries.ts';
import { toTsquery } from '../search/to-tsquery.ts';
import type { IndexScope } from './index-scope.ts';
import { filterCondition, tsquery } from './search-query.ts';
import type { SearchFilter } from './search-query.ts';

/**
 * The words to leave out so that something is found, in the order typed; empty where leaving out does not help. As few
 * as possible where one is enough; otherwise the words typed first are kept, as far as they go together. Asks the same public
 * documents as the search itself, under the same filter, and only whether there are any.
 */
export async function findWordsToLeaveOut(
  scope: IndexScope,
  filter: SearchFilter,
  query: ParsedQuery,
): Promise<readonly Term[]> {
  const terms = looseTerms(query);
  if (terms === null) return [];
  const find = (candidates: readonly (readonly Term[])[]): Promise<readonly boolean[]> =>
    findAny(
      scope,
      filter,
      candidates.map((kept) => toTsquery([keepTerms(query, new Set(kept))]) ?? ''),
    );
  const alone = await find(terms.map((term) => [term]));
  const known = terms.filter((_, at) => alone[at] === true);
  const kept = known.length < 2 ? known : await findMost(known, terms, find);
  return kept.length === 0 ? [] : terms.filter((term) => !kept.includes(term));
}

async function findMost(
  known: readonly Term[],
  terms: readonly Term[],
  find: (candidates: readonly (readonly Term[])[]) => Promise<readonly boolean[]>,
): Promise<readonly Term[]> {
  // All together found nothing already, where all of them are known.
  const candidates = [...(known.length < terms.length ? [known] : []), ...leavingOneOut(known)];
  const found = await find(candidates);
  const most = candidates[found.indexOf(true)];
  if (most !== undefined) return most;
  const kept: Term[] = [];
  for (const term of known) {
    const [fits] = await find([[...kept, term]]);
    if (fits === true) kept.push(term);
  }
  return kept;
}

async function findAny(
  scope: IndexScope,
  filter: SearchFilter,
  wordings: readonly string[],
): Promise<readonly boolean[]> {
  const found = wordings.map(
    (wording) =>
      sql`EXISTS (SELECT FROM search_doc d WHERE d.document @@ ${tsquery(wording)} AND ${filterCondition(scope, filter)})`,
  );
  const { rows } = await sql<{ readonly found: readonly boolean[] }>`SELECT ARRAY[${sql.join(found)}] AS found`.execute(
    scope.db,
  );
  return rows[0]?.found ?? [];
}
