/** Which words a search is asked with: all of them, or, where all together find nothing, those that find something. */
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { errorCode } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import type { ParsedQuery, Term } from '../search/parse-query.ts';
import { keepTerms, leavingOneOut, looseTerms } from '../search/relaxed-queries.ts';
import { toTsquery } from '../search/to-tsquery.ts';
import type { IndexScope } from './index-scope.ts';
import { filterCondition, tsquery } from './search-query.ts';
import type { SearchFilter } from './search-query.ts';

/** Longer nobody waits for help with a search that found nothing: the answer is then that nothing was found. */
const HELP_MAX_MS = 800;
/** PostgreSQL's code for a statement that was ended because its time was over. */
const STATEMENT_ENDED = '57014';

type Find = (candidates: readonly (readonly Term[])[]) => Promise<readonly boolean[]>;

/**
 * The words to leave out so that something is found, in the order typed; empty if leaving out does not help, or finding
 * that out takes too long. As few as possible where one is enough; otherwise the words typed first are kept, as far as they
 * go together. Asks the same public documents as the search itself, under the same filter, and only whether there are any.
 */
export async function findWordsToLeaveOut(
  scope: IndexScope,
  filter: SearchFilter,
  query: ParsedQuery,
): Promise<readonly Term[]> {
  const terms = looseTerms(query);
  if (terms === null) return [];
  const endsAt = performance.now() + HELP_MAX_MS;
  try {
    return await scope.db.transaction().execute(async (transaction) => {
      // A word of no document looks like one of many to the planner, which then reads the whole table for the first.
      await sql`SET LOCAL enable_seqscan = off`.execute(transaction);
      return chooseWords(terms, async (candidates) => {
        await endBy(transaction, endsAt);
        const wordings = candidates.map((kept) => toTsquery([keepTerms(query, new Set(kept))]) ?? '');
        return findAny(transaction, filterCondition(scope, filter), wordings);
      });
    });
  } catch (error) {
    if (errorCode(error) === STATEMENT_ENDED) return [];
    throw error;
  }
}

async function endBy(db: Kysely<Database>, endsAt: number): Promise<void> {
  const left = Math.max(1, Math.ceil(endsAt - performance.now()));
  await sql`SELECT set_config('statement_timeout', ${String(left)}, true)`.execute(db);
}

async function chooseWords(terms: readonly Term[], find: Find): Promise<readonly Term[]> {
  const alone = await find(terms.map((term) => [term]));
  const known = terms.filter((_, at) => alone[at] === true);
  const kept = known.length < 2 ? known : await findMost(known, terms, find);
  return kept.length === 0 ? [] : terms.filter((term) => !kept.includes(term));
}

async function findMost(known: readonly Term[], terms: readonly Term[], find: Find): Promise<readonly Term[]> {
  // All together found nothing already, where all of them are known.
  const candidates = [...(known.length < terms.length ? [known] : []), ...leavingOneOut(known)];
  const found = await find(candidates);
  const most = candidates[found.indexOf(true)];
  if (most !== undefined) return most;
  const kept: Term[] = [];
  // What is left of a journal's abbreviation says least: `Am` of `J Am Chem Soc`.
  for (const term of known.toSorted((a, b) => Number(isShort(a)) - Number(isShort(b)))) {
    const [fits] = await find([[...kept, term]]);
    if (fits === true) kept.push(term);
  }
  return kept;
}

function isShort({ kind, typed }: Term): boolean {
  return kind !== 'word' || typed.length < 3;
}

async function findAny(
  transaction: Transaction<Database>,
  filtered: RawBuilder<unknown>,
  wordings: readonly string[],
): Promise<readonly boolean[]> {
  const found = wordings.map(
    (wording) => sql`EXISTS (SELECT FROM search_doc d WHERE d.document @@ ${tsquery(wording)} AND ${filtered})`,
  );
  const { rows } = await sql<{ readonly found: readonly boolean[] }>`SELECT ARRAY[${sql.join(found)}] AS found`.execute(
    transaction,
  );
  return rows[0]?.found ?? [];
}
