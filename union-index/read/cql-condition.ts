/** From what is asked in CQL to a condition on `search_doc d`. */
import { sql, type RawBuilder } from 'kysely';
import type { EntryCondition, TermList } from '../feed/search-contract.ts';
import { foldText, foldTitle } from '../normalise/text.ts';
import { toNumberQuery, toWordQuery } from './cql-words.ts';
import { tsquery } from './search-query.ts';
import { isStorable } from './storable.ts';

type Sql = RawBuilder<unknown>;

/** The number of an edition by the identifier of its entry; null if it is none. */
export type ReadIdentifier = (identifier: string) => number | null;

const NOTHING = sql`false`;

export function cqlCondition(condition: EntryCondition, readIdentifier: ReadIdentifier): Sql {
  switch (condition.kind) {
    case 'EVERYTHING':
      return sql`true`;
    case 'WORDS':
      return matching(toWordQuery(condition.field, condition.match, condition.words));
    case 'NUMBER':
      return matching(toNumberQuery(condition.forms));
    case 'WHOLE':
      return listCondition(condition.list, { text: condition.text, part: 'WHOLE' });
    case 'BEGINNING':
      return listCondition(condition.list, { text: condition.text, part: condition.openEnd ? 'LETTERS' : 'WORDS' });
    case 'YEARS':
      return yearCondition(condition.from, condition.to);
    case 'LANGUAGE':
      return sql`${[condition.code]}::text[] <@ d.languages`;
    case 'FORMATS':
      return sql`d.format = ANY(${[...condition.formats]}::text[])`;
    case 'LIBRARY':
      return sql`d.libraries && ${[condition.library]}::text[]`;
    case 'IDENTIFIER':
      return identifierCondition(readIdentifier(condition.identifier));
    case 'AND':
    case 'OR':
    case 'NOT':
      return joined(
        condition.kind,
        cqlCondition(condition.left, readIdentifier),
        cqlCondition(condition.right, readIdentifier),
      );
  }
}

/** Everything that is looked for by words, as one text to rank by; null if nothing is. */
export function rankedWords(condition: EntryCondition): string | null {
  const texts = [...soughtWords(condition)].slice(0, RANKED_MAX);
  return texts.length === 0 ? null : texts.map((text) => `(${text})`).join(' | ');
}

/** Behind so many, no other makes a record more relevant. */
const RANKED_MAX = 20;

function* soughtWords(condition: EntryCondition): Generator<string> {
  switch (condition.kind) {
    case 'WORDS': {
      const text = toWordQuery(condition.field, condition.match, condition.words);
      if (text !== null) yield text;
      return;
    }
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

function listCondition(list: TermList, sought: SoughtValue): Sql {
  if (!isStorable(sought.text)) return NOTHING;
  switch (list) {
    case 'TITLE':
      return titleCondition(sought);
    case 'SUBJECT':
      return sql`d.subjects && ${writtenAs('SUBJECT', '', sought)}`;
    case 'CREATOR':
      return sql`d.edition IN (${browsed(sql`b.creators && ${writtenAs('CREATOR', '', sought)}`)})`;
    default:
      return sql`d.edition IN (${browsed(sql`b.classmarks && ${writtenAs('CLASSMARK', list, sought)}`)})`;
  }
}

interface SoughtValue {
  readonly text: string;
  /** The whole of it, what goes on with another word, or whatever begins so. */
  readonly part: 'WHOLE' | 'WORDS' | 'LETTERS';
}

/** As a title is sorted, with its article or without. */
function titleCondition({ text, part }: SoughtValue): Sql {
  const keys = [...new Set([foldText(text), foldTitle(text)])].map((key) => key.slice(0, SORT_TITLE_MAX));
  const same = keys.map((key) => beginsWith(sql`d.sort_title`, sql`${key}::text`, part));
  return sql`(${sql.join(same, sql` OR `)})`;
}

/** As much of a title as the index sorts by. */
const SORT_TITLE_MAX = 200;

/** Folded text has no signs of `LIKE`. */
function beginsWith(column: Sql, key: Sql, part: SoughtValue['part']): Sql {
  switch (part) {
    case 'WHOLE':
      return sql`${column} = ${key}`;
    case 'WORDS':
      return sql`(${column} = ${key} OR ${column} LIKE ${key} || ' %')`;
    case 'LETTERS':
      return sql`${column} LIKE ${key} || '%'`;
  }
}

/** Terms that begin alike; somebody who gives fewer letters is not looking for one of them. */
const TERMS_MAX = 10_000;

/** Every way in which the term is written in the index, as its column has it: a class mark with its scheme. */
function writtenAs(kind: 'SUBJECT' | 'CREATOR' | 'CLASSMARK', scheme: string, { text, part }: SoughtValue): Sql {
  const isMark = kind === 'CLASSMARK';
  const before = isMark ? `${scheme} ` : '';
  // The key of a class mark is its place in an order: what begins alike is not beside each other in it.
  const same =
    isMark && part !== 'WHOLE'
      ? sql`starts_with(lower(term), lower(${text}::text))`
      : beginsWith(sql`key`, isMark ? sql`mercia_class_key(${scheme}, ${text})` : sql`mercia_key(${text})`, part);
  return sql`ARRAY((SELECT ${before}::text || term FROM search_term
    WHERE kind = ${kind} AND scheme = ${scheme} AND ${same} LIMIT ${TERMS_MAX}) UNION SELECT ${before + text}::text)`;
}

/** Editions of `browse_doc b` that meet a condition; a row that is older than its edition does not count. */
export function browsed(condition: Sql): Sql {
  return sql`SELECT b.edition FROM browse_doc b JOIN edition o ON o.id = b.edition AND o.updated_at = b.stamp
    WHERE ${condition}`;
}

/** A record without a year is before none and after none. */
function yearCondition(from: number | null, to: number | null): Sql {
  const bounds = [
    ...(from === null ? [] : [sql`d.published_year >= ${from}::int`]),
    ...(to === null ? [] : [sql`d.published_year <= ${to}::int`]),
  ];
  return bounds.length === 0 ? sql`d.published_year IS NOT NULL` : sql`(${sql.join(bounds, sql` AND `)})`;
}

function identifierCondition(edition: number | null): Sql {
  return edition === null ? NOTHING : sql`d.edition = ${edition}::bigint`;
}

function joined(kind: 'AND' | 'OR' | 'NOT', left: Sql, right: Sql): Sql {
  switch (kind) {
    case 'AND':
      return sql`(${left} AND ${right})`;
    case 'OR':
      return sql`(${left} OR ${right})`;
    case 'NOT':
      // Unknown, as a missing year is, is not met.
      return sql`(${left} AND (${right}) IS NOT TRUE)`;
  }
}
