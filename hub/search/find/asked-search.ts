/** A search as it is asked: with which words, and what they are taken for. */
import { sql, type RawBuilder } from 'kysely';
import { initialsOf, type InitialTerm } from '../query/initials.ts';
import { asCutShort, type ParsedQuery } from '../query/parse-query.ts';
import { withoutSynonyms } from '../query/synonyms.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { expectRows } from '../condition/expected-rows.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { once } from './once.ts';
import type { ConditionWith } from './search-counts.ts';
import { rankingWording, tsquery } from '../condition/search-fields.ts';
import { filterCondition, hasWords, type SearchQuery } from '../condition/search-query.ts';
import { bodyWordsOf, titleEndOf, titleWordsOf, type Sought } from './search-order.ts';

/** As it was typed; as a title cut short, too; with its words taken for beginnings and initials (`hep b`, `West JB`). */
export const READINGS = ['TYPED', 'SHORT', 'CUT'] as const;
export type Reading = (typeof READINGS)[number];

export interface AskedSearch extends Sought {
  /** Places, among the words of the query, of those left out. */
  readonly leftOut: readonly number[];
  readonly reading: Reading;
  /** The condition on `search_doc d`, with this filter in the place of the search's own. */
  readonly conditionWith: ConditionWith;
  /** How much the planner expects to be found. */
  readonly expected: () => Promise<number>;
}

export type Taken = Pick<AskedSearch, 'leftOut' | 'reading' | 'meant' | 'near'>;

export const AS_TYPED: Taken = { leftOut: [], reading: 'TYPED', meant: [], near: [] };

export function toAskedSearch(scope: IndexScope, search: SearchQuery, typed: ParsedQuery, taken: Taken): AskedSearch {
  const { leftOut, meant, near } = taken;
  const query = (taken.reading === 'CUT' ? asCutShort(typed) : null) ?? typed;
  const groups = query.groups.map((group, at) =>
    at === 0 ? group.filter((_, place) => !leftOut.includes(place)) : group,
  );
  const initials = groups.length === 1 ? initialsOf(groups[0] ?? []) : [];
  const withoutInitials = groups.map((group) => group.filter((term) => !initials.some((one) => one.term === term)));
  const wording = toTsquery(withoutInitials);
  const found = wordsCondition(wording, initials, [...meant, ...near]);
  const [group = []] = groups;
  const conditionWith: ConditionWith = (filter) => {
    // A text without a letter or digit is a search all the same: for something that nothing is called.
    if (!hasWords(search)) return filterCondition(scope, filter);
    return found === null ? sql`false` : sql`${found} AND ${filterCondition(scope, filter)}`;
  };
  return {
    ...taken,
    wording: rankingWording(wording, search.filter.fields),
    typed: rankingWording(toTsquery(withoutSynonyms(withoutInitials)), search.filter.fields),
    literal: initials.length === 0 ? null : toTsquery(groups),
    titleWords: groups.length === 1 ? titleWordsOf(group) : [],
    titleEnd: groups.length === 1 ? titleEndOf(group) : null,
    bodyWords: bodyWordsOf(group),
    conditionWith,
    expected: once(() => expectRows(scope, conditionWith(search.filter))),
  };
}

function wordsCondition(
  wording: string | null,
  initials: readonly InitialTerm[],
  meant: readonly number[],
): RawBuilder<unknown> | null {
  const byWords =
    wording === null
      ? []
      : [sql.join([sql`d.document @@ ${tsquery(wording)}`, ...initials.map(initialCondition)], sql` AND `)];
  const named = meant.length === 0 ? [] : [sql`d.edition = ANY(${meant}::bigint[])`];
  const ways = [...byWords, ...named];
  return ways.length === 0 ? null : sql`(${sql.join(ways, sql` OR `)})`;
}

/**
 * The letter itself in a title or a subject (in a name it is an initial of somebody else), or a word that begins with it next to its neighbour: `C. difficile`, `West J`. The index is asked for
 * the neighbour alone, and the rest is seen in what it finds: nearly every record has a word that begins with a `c`.
 */
function initialCondition({ letter, neighbours }: InitialTerm): RawBuilder<unknown> {
  const begins = sql`to_tsquery('simple', ${`'${letter}':*`})`;
  const nextTo = neighbours.map(({ wording, before }) =>
    before ? sql`(${tsquery(wording)} <-> ${begins})` : sql`(${begins} <-> ${tsquery(wording)})`,
  );
  // Names stand in records the other way round.
  const turned = neighbours.map(({ wording, before }) =>
    before ? sql`(${begins} <-> ${tsquery(wording)})` : sql`(${tsquery(wording)} <-> ${begins})`,
  );
  const ways = [sql`to_tsquery('simple', ${`'${letter}':AC`})`, ...nextTo, ...turned];
  return sql`ts_filter(d.document, '{a,b,c,d}') @@ (${sql.join(ways, sql` || `)})`;
}
