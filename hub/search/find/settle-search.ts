/** Which words a search is asked with: all of them, or, where all together find nothing, those that find something. */
import type { ParsedQuery, Term } from '../query/parse-query.ts';
import { keepTerms, leavingOneOut, looseTerms } from '../query/relaxed-queries.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { helpWithin } from '../condition/bounded-help.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import type { SearchFilter } from '../condition/search-query.ts';

/** Longer nobody waits for help with a search that found nothing: the answer is then that nothing was found. */
const HELP_MAX_MS = 800;

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
  const left = await helpWithin(scope, HELP_MAX_MS, ({ find }) =>
    chooseWords(terms, (candidates) =>
      find(
        filter,
        candidates.map((kept) => toTsquery([keepTerms(query, new Set(kept))])),
      ),
    ),
  );
  return left ?? [];
}

async function chooseWords(terms: readonly Term[], find: Find): Promise<readonly Term[]> {
  const alone = await find(terms.map((term) => [term]));
  const known = terms.filter((_, at) => alone[at] === true);
  const kept = known.length < 2 ? known : await findMost(known, terms, find);
  return kept.some(saysWhatOf) ? terms.filter((term) => !kept.includes(term)) : [];
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

/** A year and the number of an edition say nothing where the words that they belong to were left out. */
function saysWhatOf({ kind, typed }: Term): boolean {
  return kind === 'identifier' || (kind !== 'edition' && kind !== 'part' && !/^\d+$/.test(typed));
}

function isShort({ kind, typed }: Term): boolean {
  return kind !== 'word' || typed.length < 3;
}
