/**
 * Looks up how the values of a condition are written in the index: one text is several headings that differ in case, and words
 * anywhere stand for what a vocabulary calls them.
 */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { TooManyTermsError, type EntryCondition, type SoughtValue, type TermList } from './contract.ts';
import { beginsWith, type WrittenCondition } from './cql-condition.ts';
import { plainWords, toWordQuery } from './cql-words.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { addSynonyms } from '../vocabulary/index.ts';
import { isStorable } from '#union-index/read/storable.ts';

/** Where a list stands in `search_term`. */
export function termsOf(list: Exclude<TermList, 'TITLE'>): { readonly kind: string; readonly scheme: string } {
  return list === 'CREATOR' || list === 'SUBJECT' ? { kind: list, scheme: '' } : { kind: 'CLASSMARK', scheme: list };
}

export function keyIn(list: TermList, text: string): RawBuilder<unknown> {
  const isMark = list !== 'TITLE' && termsOf(list).kind === 'CLASSMARK';
  return isMark ? sql`mercia_class_key(${list}, ${text})` : sql`mercia_key(${text})`;
}

/** Throws {@link TooManyTermsError} if more than `termsMax` terms begin as a value does. */
export async function findWritten(
  db: Kysely<Database>,
  condition: EntryCondition,
  termsMax: number,
): Promise<WrittenCondition> {
  switch (condition.kind) {
    case 'VALUE': {
      const { list } = condition;
      if (list === 'TITLE') return { kind: 'TITLE', value: condition };
      return { kind: 'TERMS', list, terms: await findTerms(db, list, condition, termsMax) };
    }
    case 'WORDS': {
      const { field, match, words } = condition;
      const typed = toWordQuery(field, match, words);
      const { groups } = await addSynonyms(db, { groups: field === 'ANYWHERE' ? [plainWords(match, words)] : [] });
      return { kind: 'WORDS', typed, wording: toTsquery(groups) ?? typed };
    }
    case 'AND':
    case 'OR':
    case 'NOT': {
      const left = await findWritten(db, condition.left, termsMax);
      return { kind: condition.kind, left, right: await findWritten(db, condition.right, termsMax) };
    }
    default:
      return condition;
  }
}

/** Capitals and blanks do not count, as they do not in the key of a class mark. */
function beginsMark(text: string): RawBuilder<unknown> {
  const begin = text.toLowerCase().replaceAll(/\s+/g, '');
  return begin === '' ? sql`false` : sql`starts_with(replace(lower(term), ' ', ''), ${begin}::text)`;
}

async function findTerms(
  db: Kysely<Database>,
  list: Exclude<TermList, 'TITLE'>,
  value: SoughtValue,
  termsMax: number,
): Promise<readonly string[]> {
  const { text, extent } = value;
  if (!isStorable(text)) return [];
  const { kind, scheme } = termsOf(list);
  // The key of a class mark is its place in an order: what begins alike is not beside each other in it.
  const isAlike =
    kind === 'CLASSMARK' && extent !== 'WHOLE' ? beginsMark(text) : beginsWith(sql`key`, keyIn(list, text), extent);
  const { rows } = await sql<{ term: string }>`
    SELECT term FROM search_term WHERE kind = ${kind} AND scheme = ${scheme} AND ${isAlike}
    LIMIT ${termsMax + 1}`.execute(db);
  if (rows.length > termsMax) throw new TooManyTermsError(value, termsMax);
  // A heading that came a moment ago is not kept as a term yet.
  return [...new Set([text, ...rows.map(({ term }) => term)])];
}
