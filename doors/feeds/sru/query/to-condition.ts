/** From a query in CQL to what is asked of the index. Pure. */
import { FORMATS, type Format } from '#domain/catalogue.ts';
import { parseDoi, parseIsbn, parseIssn, toIsbn10, wordsOfDoi } from '#domain/identifiers.ts';
import type { Library } from '#domain/region.ts';
import type { EntryCondition, TextField } from '#feed-log/index.ts';
import type { CqlClause, CqlSearch } from '../cql/query-tree.ts';
import { readAnchored, readOpenTerm, readPlainTerm, readTermWords } from '../cql/term.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import { findIndex, type SruIndex } from './indexes.ts';
import { checkRelation, type Relation } from './relations.ts';

export interface QueryNames {
  /** Those that are passed on. */
  readonly libraries: readonly Library[];
}

/** Throws the diagnostic of the first thing that cannot be answered. */
export function toCondition(clause: CqlClause, names: QueryNames): EntryCondition {
  if (clause.kind === 'SEARCH') return toSearch(clause, names);
  const kind = ({ and: 'AND', or: 'OR', not: 'NOT' } as const)[clause.operator];
  return { kind, left: toCondition(clause.left, names), right: toCondition(clause.right, names) };
}

function toSearch(search: CqlSearch, names: QueryNames): EntryCondition {
  const index = findIndex(search.index);
  const relation = checkRelation(search.relation, index);
  const { holds } = index;
  switch (holds.kind) {
    case 'TEXT':
      if (relation === 'WHOLE' || relation === 'NOT') return toWhole(search, index, relation);
      return toAnchored(search, index, relation) ?? toWords(search, holds.field, relation);
    case 'VALUE':
      return toBeginning(search, index, relation) ?? toWhole(search, index, relation);
    case 'YEAR':
      return readYears(readPlainTerm(search.term), relation);
    case 'CODE':
      return toCodeCondition(readPlainTerm(search.term), holds.of, relation, names);
    case 'NUMBER':
      return anyOf(readValues(readPlainTerm(search.term), relation).map((value) => toNumber(value, holds.of, index)));
    case 'EVERYTHING':
      return { kind: 'EVERYTHING' };
  }
}

function toWords({ term }: CqlSearch, field: TextField, relation: Relation): EntryCondition {
  const match = relation === 'ANY' ? 'ANY' : relation === 'ADJ' ? 'PHRASE' : 'ALL';
  return { kind: 'WORDS', field, match, words: readTermWords(term) };
}

/** Null if nothing is anchored; of `any`, each word would have to be. */
function toAnchored({ term }: CqlSearch, { list }: SruIndex, relation: Relation): EntryCondition | null {
  if (list === undefined || relation === 'ANY') return null;
  const anchored = readAnchored(term);
  if (anchored === null) return null;
  const { text, extent } = anchored;
  return { kind: 'VALUE', list, text, extent };
}

/** Null if the end of the value is not left open. */
function toBeginning({ term }: CqlSearch, { list }: SruIndex, relation: Relation): EntryCondition | null {
  const open = list === undefined || relation !== 'EQUAL' ? null : readOpenTerm(term);
  return open === null || list === undefined ? null : { kind: 'VALUE', list, ...open };
}

function toWhole({ term }: CqlSearch, { list = 'TITLE' }: SruIndex, relation: Relation): EntryCondition {
  const same: EntryCondition = { kind: 'VALUE', list, text: readPlainTerm(term), extent: 'WHOLE' };
  return relation === 'NOT' ? { kind: 'NOT', left: { kind: 'EVERYTHING' }, right: same } : same;
}

/** Of `any` and `all`, each word is a value of its own. */
function readValues(term: string, relation: Relation): readonly string[] {
  return relation === 'ANY' || relation === 'ALL' ? term.split(/\s+/) : [term];
}

function toCodeCondition(
  term: string,
  of: 'LANGUAGE' | 'FORMAT' | 'LIBRARY',
  relation: Relation,
  names: QueryNames,
): EntryCondition {
  const each = readValues(term, relation).map((value) => toCode(value, of, names));
  if (relation === 'NOT') return { kind: 'NOT', left: { kind: 'EVERYTHING' }, right: anyOf(each) };
  return relation === 'ALL' ? each.reduce((left, right) => ({ kind: 'AND', left, right })) : anyOf(each);
}

function toCode(value: string, of: 'LANGUAGE' | 'FORMAT' | 'LIBRARY', { libraries }: QueryNames): EntryCondition {
  switch (of) {
    case 'LANGUAGE':
      if (/^[a-z]{3}$/i.test(value)) return { kind: 'LANGUAGE', code: value.toLowerCase() };
      throw invalid(value, 'a language is a code of three letters, such as "eng".');
    case 'FORMAT': {
      const format = FORMATS.find((one) => one === value.toUpperCase());
      if (format !== undefined) return { kind: 'FORMATS', formats: [format] };
      throw invalid(value, `the formats are ${FORMATS.map((one: Format) => one.toLowerCase()).join(', ')}.`);
    }
    case 'LIBRARY': {
      const library = libraries.find((one) => isNamed(one, value));
      if (library !== undefined) return { kind: 'LIBRARY', library: library.id };
      throw invalid(value, 'no library that passes its records on has this id, ISIL or name.');
    }
  }
}

function isNamed({ id, name, aliases }: Library, value: string): boolean {
  const asked = value.toLowerCase();
  return [id, name, ...aliases.map((alias) => alias.value)].some((one) => one.toLowerCase() === asked);
}

function toNumber(value: string, of: 'ISBN' | 'ISSN' | 'ANY' | 'RECORD', { names }: SruIndex): EntryCondition {
  const identifier: EntryCondition = { kind: 'IDENTIFIER', identifier: value };
  if (of === 'RECORD') return identifier;
  // First: there may be the number of a journal or a book in it.
  const doi = of === 'ANY' ? parseDoi(value) : null;
  if (doi !== null) return { kind: 'NUMBER', forms: [wordsOfDoi(doi)] };
  const isbn = of === 'ISSN' ? null : parseIsbn(value);
  if (isbn !== null)
    return { kind: 'NUMBER', forms: [isbn, toIsbn10(isbn)].flatMap((form) => (form === null ? [] : [[form]])) };
  const issn = of === 'ISBN' ? null : parseIssn(value);
  if (issn !== null) return { kind: 'NUMBER', forms: [[issn.replace('-', '')], issn.split('-')] };
  if (of !== 'ANY')
    throw invalid(value, `${names[0] ?? ''} takes a valid ${of}, with or without hyphens: check its digits.`);
  return { kind: 'OR', left: identifier, right: { kind: 'NUMBER', forms: [[value]] } };
}

/** `dc.date = 2010`, `dc.date within "2010 2015"`. */
function readYears(term: string, relation: Relation): EntryCondition {
  const given = relation === 'WITHIN' || relation === 'ANY' ? term.split(/\s+/) : [term];
  const numbers = given.map((year) => readYear(year));
  const [first = 0, last = first, ...more] = numbers;
  switch (relation) {
    case 'LESS':
      return years(null, first - 1);
    case 'AT_MOST':
      return years(null, first);
    case 'MORE':
      return years(first + 1, null);
    case 'AT_LEAST':
      return years(first, null);
    case 'NOT':
      return { kind: 'NOT', left: years(null, null), right: years(first, first) };
    case 'WITHIN':
      if (numbers.length !== 2 || more.length > 0)
        throw invalid(term, '"within" takes two years, such as "2010 2015".');
      return years(first, last);
    default:
      return numbers.map((year) => years(year, year)).reduce((left, right) => ({ kind: 'OR', left, right }));
  }
}

function readYear(text: string): number {
  if (/^\d{4}$/.test(text)) return Number(text);
  throw invalid(text, 'a date is a year of four digits.');
}

function years(from: number | null, to: number | null): EntryCondition {
  return { kind: 'YEARS', from, to };
}

function anyOf(conditions: readonly EntryCondition[]): EntryCondition {
  return conditions.reduce((left, right) => ({ kind: 'OR', left, right }));
}

function invalid(value: string, explanation: string): SruDiagnostic {
  return new SruDiagnostic(36, value, explanation);
}
