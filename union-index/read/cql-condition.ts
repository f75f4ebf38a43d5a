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
      return wholeCondition(condition.list, condition.text);
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

function wholeCondition(list: TermList, text: string): Sql {
  if (!isStorable(text)) return NOTHING;
  switch (list) {
    case 'TITLE':
      return sql`d.sort_title = ANY(${titleKeys(text)}::text[])`;
    case 'SUBJECT':
      return sql`d.subjects && ${writtenAs('SUBJECT', '', text)}`;
    case 'CREATOR':
      return sql`d.edition IN (${browsed(sql`b.creators && ${writtenAs('CREATOR', '', text)}`)})`;
    default:
      return sql`d.edition IN (${browsed(sql`b.classmarks && ${writtenAs('CLASSMARK', list, text)}`)})`;
  }
}

/** As a title is sorted, with its article or without. */
function titleKeys(text: string): readonly string[] {
  return [...new Set([foldText(text), foldTitle(text)])].map((key) => key.slice(0, SORT_TITLE_MAX));
}

/** As much of a title as the index sorts by. */
const SORT_TITLE_MAX = 200;

/** Every way in which the term is written in the index, as its column has it: a class mark with its scheme. */
function writtenAs(kind: 'SUBJECT' | 'CREATOR' | 'CLASSMARK', scheme: string, text: string): Sql {
  const key = kind === 'CLASSMARK' ? sql`mercia_class_key(${scheme}, ${text})` : sql`mercia_key(${text})`;
  const before = kind === 'CLASSMARK' ? `${scheme} ` : '';
  return sql`ARRAY(SELECT ${before}::text || term FROM search_term
    WHERE kind = ${kind} AND scheme = ${scheme} AND key = ${key} UNION SELECT ${before + text}::text)`;
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
