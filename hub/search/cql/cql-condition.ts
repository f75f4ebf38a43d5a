/** From what is asked in CQL to a condition on `search_doc d`. */
import { sql, type RawBuilder } from 'kysely';
import type { EntryCondition, SoughtValue, TermList } from './contract.ts';
import { foldText, foldTitle } from '#union-index/normalise/text.ts';
import { toNumberQuery } from './cql-words.ts';
import { tsquery } from '../condition/search-fields.ts';
import { isBrowsed } from '../terms/edition-terms.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { isHeldBy } from '#union-index/read/shown-holders.ts';
import { isStorable } from '#union-index/read/storable.ts';

type Sql = RawBuilder<unknown>;

/** Terms of a list, as records have them. */
export interface WrittenTerms {
  readonly kind: 'TERMS';
  readonly list: Exclude<TermList, 'TITLE'>;
  readonly terms: readonly string[];
}

/** A condition whose values are known as they are written (`written-terms.ts`): the server plans by how frequent they are. */
export type WrittenCondition =
  | Exclude<EntryCondition, SoughtValue | { readonly kind: 'WORDS' | 'AND' | 'OR' | 'NOT' }>
  /** Words as `to_tsquery` reads them, null if there is nothing to look for; `typed` is without other names of subjects. */
  | { readonly kind: 'WORDS'; readonly wording: string | null; readonly typed: string | null }
  | WrittenTerms
  | { readonly kind: 'TITLE'; readonly value: SoughtValue }
  | {
      readonly kind: 'AND' | 'OR' | 'NOT';
      readonly left: WrittenCondition;
      readonly right: WrittenCondition;
    };

const NOTHING = sql`false`;

/** Where it is asked. */
export interface CqlScope extends Pick<IndexScope, 'region' | 'hidden'> {
  /** The number of an edition by the identifier of its entry; null if it is none. */
  readonly readIdentifier: (identifier: string) => number | null;
}

export function cqlCondition(condition: WrittenCondition, scope: CqlScope): Sql {
  switch (condition.kind) {
    case 'EVERYTHING':
      return sql`true`;
    case 'WORDS':
      return matching(condition.wording);
    case 'NUMBER':
      return matching(toNumberQuery(condition.forms));
    case 'TITLE':
      return JOINED.AND(titleCondition(condition.value), isOpen(scope));
    case 'TERMS':
      return JOINED.AND(termsCondition(condition), isOpen(scope));
    case 'YEARS':
      return yearCondition(condition.from, condition.to);
    case 'LANGUAGE':
      return sql`${[condition.code]}::text[] <@ d.languages`;
    case 'FORMATS':
      return sql`d.format = ANY(${[...condition.formats]}::text[])`;
    case 'LIBRARY':
      return isHeldBy(scope, [condition.library]);
    case 'IDENTIFIER': {
      const edition = scope.readIdentifier(condition.identifier);
      return edition === null ? NOTHING : sql`d.edition = ${edition}::bigint`;
    }
    case 'AND':
    case 'OR':
    case 'NOT':
      return JOINED[condition.kind](cqlCondition(condition.left, scope), cqlCondition(condition.right, scope));
  }
}

/**
 * That no record of an edition `d` may be one of a library that forbids passing it on: titles, names, headings and class marks in the
 * index are of all its records. A record without holders may be of each library of its system.
 */
export function isOpen({ region }: Pick<CqlScope, 'region'>): Sql {
  const withheld = region.feeds?.withheld ?? [];
  if (withheld.length === 0) return sql`true`;
  const systems = region.systems.filter(({ owners }) => owners.some(({ library }) => withheld.includes(library)));
  return sql`NOT d.libraries && ${withheld}::text[] AND NOT EXISTS (
    SELECT FROM member m JOIN system s ON s.id = m.system
    WHERE m.edition = d.edition AND s.system_id = ANY(${systems.map(({ id }) => id)}::text[])
      AND NOT EXISTS (SELECT FROM holding h WHERE h.record = m.record))`;
}

/** Everything that is looked for by words, as one text to rank by; null if nothing is. */
export function rankedWords(condition: WrittenCondition): string | null {
  const texts = [...soughtWords(condition)].slice(0, RANKED_MAX);
  return texts.length === 0 ? null : texts.map((text) => `(${text})`).join(' | ');
}

/** Behind so many, no other makes a record more relevant. */
const RANKED_MAX = 20;

function* soughtWords(condition: WrittenCondition): Generator<string> {
  switch (condition.kind) {
    case 'WORDS':
      if (condition.typed !== null) yield condition.typed;
      return;
    case 'AND':
    case 'OR':
      yield* soughtWords(condition.left);
      yield* soughtWords(condition.right);
      return;
    case 'NOT':
      yield* soughtWords(condition.left);
      return;
    default:
  }
}

function matching(wording: string | null): Sql {
  return wording === null ? NOTHING : sql`d.document @@ ${tsquery(wording)}`;
}

/** As a title is sorted, with its article or without. */
function titleCondition({ text, extent }: SoughtValue): Sql {
  if (!isStorable(text)) return NOTHING;
  const keys = [...new Set([foldText(text), foldTitle(text)])].map((key) => key.slice(0, SORT_TITLE_MAX));
  const same = keys.map((key) => beginsWith(sql`d.sort_title`, sql`${key}::text`, extent));
  return sql`(${sql.join(same, sql` OR `)})`;
}

/** As much of a title as the index sorts by. */
const SORT_TITLE_MAX = 200;

/** Of a column with folded text, in which no sign of `LIKE` is. */
export function beginsWith(column: Sql, key: Sql, extent: SoughtValue['extent']): Sql {
  switch (extent) {
    case 'WHOLE':
      return sql`${column} = ${key}`;
    case 'WORDS':
      return sql`(${column} = ${key} OR ${column} LIKE ${key} || ' %')`;
    case 'LETTERS':
      return sql`${column} LIKE ${key} || '%'`;
  }
}

function termsCondition({ list, terms }: WrittenTerms): Sql {
  switch (list) {
    case 'SUBJECT':
      return sql`d.subjects && ${[...terms]}::text[]`;
    case 'CREATOR':
      return isBrowsed('creators', (values) => sql`${values} && ${[...terms]}::text[]`);
    default:
      return isBrowsed('classmarks', (values) => sql`${values} && ${terms.map((term) => `${list} ${term}`)}::text[]`);
  }
}

/** A record without a year is before none and after none. */
function yearCondition(from: number | null, to: number | null): Sql {
  const bounds = [
    ...(from === null ? [] : [sql`d.published_year >= ${from}::int`]),
    ...(to === null ? [] : [sql`d.published_year <= ${to}::int`]),
  ];
  return bounds.length === 0 ? sql`d.published_year IS NOT NULL` : sql`(${sql.join(bounds, sql` AND `)})`;
}

const JOINED: Readonly<Record<'AND' | 'OR' | 'NOT', (left: Sql, right: Sql) => Sql>> = {
  AND: (left, right) => sql`(${left} AND ${right})`,
  OR: (left, right) => sql`(${left} OR ${right})`,
  // Unknown, as a missing year is, is not met.
  NOT: (left, right) => sql`(${left} AND (${right}) IS NOT TRUE)`,
};
