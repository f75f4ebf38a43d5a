/** What a person who has typed so much may be looking for, with what each finds at this moment. */
import type { EditionId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { sql, type Kysely } from 'kysely';
import { toEditionId, type IndexScope } from '#union-index/read/index-scope.ts';
import { isFindable } from '#union-index/read/shown-holders.ts';
import { countQuickly } from './count-terms.ts';
import { findCandidates } from './suggest-terms.ts';
import { findTitles } from './suggest-titles.ts';
import { readTyped, AFTER_ALL, type TypedText } from './typed-text.ts';
import { editsOf } from '../spelling/index.ts';

export const SUGGESTION_KINDS = ['TITLE', 'AUTHOR', 'SUBJECT'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export interface SuggestionView {
  readonly kind: SuggestionKind;
  readonly text: string;
  /** Never 0. */
  readonly count: number;
  /** Whether it was counted now. */
  readonly exact: boolean;
  /** Of a title. */
  readonly edition: EditionId | null;
}

export interface Suggest {
  readonly text: string;
  readonly kinds: readonly SuggestionKind[];
  readonly first: number;
}

/** The kinds in their order, within each what fits best first. Where nothing fits, one slip of the typist is forgiven. */
export async function suggest(scope: IndexScope, { text, kinds, first }: Suggest): Promise<readonly SuggestionView[]> {
  const typed = kinds.length === 0 ? null : await readTyped(scope.db, text);
  if (typed === null) return [];
  const found = await suggestAll(scope, typed, { kinds, first });
  if (found.length > 0) return found;
  const better = await withoutSlip(scope.db, typed);
  const again = better === null ? null : await readTyped(scope.db, better);
  return again === null ? [] : suggestAll(scope, again, { kinds, first });
}

async function suggestAll(
  scope: IndexScope,
  typed: TypedText,
  { kinds, first }: Omit<Suggest, 'text'>,
): Promise<readonly SuggestionView[]> {
  const found = kinds.map((kind) =>
    kind === 'TITLE' ? suggestTitles(scope, typed, first) : suggestTerms(scope, kind, typed, first),
  );
  return share(await Promise.all(found), first);
}

/** Without titles that are gone since. */
async function suggestTitles(scope: IndexScope, typed: TypedText, first: number): Promise<readonly SuggestionView[]> {
  const candidates = (await findTitles(scope, typed, first)).slice(0, first);
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ edition: number; text: string; count: number }>`
    SELECT e.id AS edition, e.title AS text,
      (SELECT count(*) FROM search_doc d WHERE d.sort_title = own.sort_title AND ${isFindable(scope)}) AS count
    FROM unnest(${bigintArray(candidates.map(({ edition }) => edition))}::bigint[]) WITH ORDINALITY AS asked(edition, place)
      JOIN edition e ON e.id = asked.edition JOIN search_doc own ON own.edition = e.id
    ORDER BY asked.place`.execute(scope.db);
  return rows.map(({ edition, text, count }) => ({
    kind: 'TITLE',
    text,
    count,
    exact: true,
    edition: toEditionId(scope.region, edition),
  }));
}

/** Some more than are wanted: a few may have no edition any more, and where a library moves, more that nobody is shown. */
const SPARE = 4;
const SPARE_OF_MOVES = 40;

async function suggestTerms(
  scope: IndexScope,
  kind: 'AUTHOR' | 'SUBJECT',
  typed: TypedText,
  first: number,
): Promise<readonly SuggestionView[]> {
  const of = kind === 'AUTHOR' ? 'CREATOR' : 'SUBJECT';
  const most = first + (scope.hidden.length === 0 ? SPARE : SPARE_OF_MOVES);
  const found = await findCandidates(scope.db, of, typed, most);
  const seen = new Set<string>();
  // Of terms that differ only in signs or capitals, the one that most editions have.
  const candidates = found.filter(({ key }) => !seen.has(key) && seen.add(key)).slice(0, most);
  const counted = await countQuickly(scope, { kind: of, scheme: '' }, candidates);
  return candidates
    .flatMap(({ term }, at): readonly SuggestionView[] => {
      const { count, exact } = counted[at] ?? { count: 0, exact: true };
      return count === 0 ? [] : [{ kind, text: term, count, exact, edition: null }];
    })
    .slice(0, first);
}

/** At most `first` in all: each kind has its turn for as long as it has something left. */
function share(found: readonly (readonly SuggestionView[])[], first: number): readonly SuggestionView[] {
  const taken = found.map(() => 0);
  for (let left = first; left > 0;) {
    const before = left;
    for (const [kind, { length }] of found.entries()) {
      const has = taken[kind] ?? 0;
      if (left > 0 && has < length) {
        taken[kind] = has + 1;
        left -= 1;
      }
    }
    if (left === before) break;
  }
  return found.flatMap((suggestions, kind) => suggestions.slice(0, taken[kind]));
}

/** Of less, one slip leaves too little. */
const LETTERS_MIN = 4;
/** Of the words that begin so, as many are looked at for the most frequent. */
const LOOKED_AT_MAX = 50;

/** The text with one word put right; null if each of its words is known, or more than one is not. */
async function withoutSlip(db: Kysely<Database>, { words }: TypedText): Promise<string | null> {
  const typed = words.map(([word = '']) => word);
  const unknown = await findUnknown(db, typed);
  const [place] = unknown;
  const word = typed[place ?? -1] ?? '';
  if (place === undefined || unknown.length > 1 || !/^\p{L}+$/u.test(word) || word.length < LETTERS_MIN) return null;
  const better = await findNearest(db, word, place === typed.length - 1);
  return better === null ? null : typed.with(place, better).join(' ');
}

/** Places of words with which none of the region begins. */
async function findUnknown(db: Kysely<Database>, typed: readonly string[]): Promise<readonly number[]> {
  const { rows } = await sql<{ place: number }>`
    SELECT asked.place::integer - 1 AS place FROM unnest(${textArray(typed)}::text[]) WITH ORDINALITY AS asked(word, place)
    WHERE NOT EXISTS (
      SELECT FROM search_term WHERE kind = 'WORD' AND scheme = '' AND key >= word AND key < word || ${AFTER_ALL}::text)
    ORDER BY asked.place`.execute(db);
  return rows.map(({ place }) => place);
}

/** The last word may be a beginning. People seldom mistype the first letter. */
async function findNearest(db: Kysely<Database>, word: string, isBeginning: boolean): Promise<string | null> {
  const edits = editsOf(word).filter((edit) => edit.startsWith(word.slice(0, 1)) && edit.length >= LETTERS_MIN - 1);
  const { rows } = await sql<{ edit: string }>`
    SELECT edit FROM unnest(${textArray(edits)}::text[]) AS asked(edit) CROSS JOIN LATERAL (
      SELECT weight FROM search_term WHERE kind = 'WORD' AND scheme = ''
        AND key >= edit AND key < edit || ${isBeginning ? AFTER_ALL : '\u0001'}::text LIMIT ${LOOKED_AT_MAX}) AS near
    ORDER BY weight DESC, edit LIMIT 1`.execute(db);
  return rows[0]?.edit ?? null;
}
