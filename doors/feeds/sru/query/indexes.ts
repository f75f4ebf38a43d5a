/** The indexes that can be asked. A new one is an entry here; explain, search and scan follow. */
import type { TermList, TextField } from '#feed-log/index.ts';
import type { CqlName } from '../cql/query-tree.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import { readName } from './context-sets.ts';

export interface SruIndex {
  /** `set.name`; the first is the usual one. Case does not count. */
  readonly names: readonly string[];
  /** For people, in explain. */
  readonly title: string;
  readonly holds: IndexContent;
  readonly sortedBy?: 'TITLE' | 'YEAR' | 'RELEVANCE';
  /** Its values in their order: it can be scanned, and asked for whole values. */
  readonly list?: TermList;
}

export type IndexContent =
  | { readonly kind: 'TEXT'; readonly field: TextField }
  /** The whole of a value of its list, and nothing else. */
  | { readonly kind: 'VALUE' }
  | { readonly kind: 'YEAR' }
  | { readonly kind: 'CODE'; readonly of: 'LANGUAGE' | 'FORMAT' | 'LIBRARY' }
  | { readonly kind: 'NUMBER'; readonly of: 'ISBN' | 'ISSN' | 'ANY' | 'RECORD' }
  | { readonly kind: 'EVERYTHING' };

const text = (field: TextField): IndexContent => ({ kind: 'TEXT', field });
const value: IndexContent = { kind: 'VALUE' };

export const INDEXES: readonly SruIndex[] = [
  {
    names: ['cql.serverChoice', 'cql.anywhere', 'cql.anyIndexes', 'cql.keywords', 'bath.any', 'bath.keyword'],
    title: 'Anywhere',
    holds: text('ANYWHERE'),
  },
  { names: ['cql.allRecords'], title: 'All records', holds: { kind: 'EVERYTHING' } },
  { names: ['dc.title', 'bath.title'], title: 'Title', holds: text('TITLE'), list: 'TITLE', sortedBy: 'TITLE' },
  {
    names: [
      'dc.creator',
      'dc.author',
      'dc.contributor',
      'bath.name',
      'bath.author',
      'bath.personalName',
      'bath.corporateName',
      'bath.personalAuthor',
    ],
    title: 'Creator or contributor',
    holds: text('CREATOR'),
    list: 'CREATOR',
  },
  {
    names: ['dc.subject', 'bath.subject', 'bath.topicalSubject'],
    title: 'Subject heading',
    holds: text('SUBJECT'),
    list: 'SUBJECT',
  },
  {
    names: ['dc.date', 'bath.date', 'bath.publicationDate'],
    title: 'Year of publication',
    holds: { kind: 'YEAR' },
    sortedBy: 'YEAR',
  },
  { names: ['dc.language'], title: 'Language (code of three letters)', holds: { kind: 'CODE', of: 'LANGUAGE' } },
  { names: ['dc.type', 'dc.format'], title: 'Format', holds: { kind: 'CODE', of: 'FORMAT' } },
  { names: ['bath.isbn'], title: 'ISBN', holds: { kind: 'NUMBER', of: 'ISBN' } },
  { names: ['bath.issn'], title: 'ISSN', holds: { kind: 'NUMBER', of: 'ISSN' } },
  {
    names: ['dc.identifier', 'bath.standardIdentifier'],
    title: 'ISBN, ISSN, DOI, another number, or the number of the record',
    holds: { kind: 'NUMBER', of: 'ANY' },
  },
  { names: ['rec.identifier', 'rec.id'], title: 'Number of the record (001)', holds: { kind: 'NUMBER', of: 'RECORD' } },
  {
    names: ['mercia.library', 'bath.possessingInstitution'],
    title: 'Holding library, by its id, ISIL or name',
    holds: { kind: 'CODE', of: 'LIBRARY' },
  },
  { names: ['mercia.nlm'], title: 'Class mark of the National Library of Medicine', holds: value, list: 'NLM' },
  { names: ['mercia.wessex'], title: 'Class mark of the Wessex scheme', holds: value, list: 'WESSEX' },
  { names: ['mercia.dewey'], title: 'Dewey class number', holds: value, list: 'DEWEY' },
  { names: ['mercia.lcc'], title: 'Class mark of the Library of Congress', holds: value, list: 'LCC' },
];

/** What can be sorted by that is no index. */
export const RELEVANCE = 'mercia.relevance';

const BY_NAME = new Map(INDEXES.flatMap((index) => index.names.map((name) => [name.toLowerCase(), index] as const)));

/** The index of a name, or of a term without one. Throws diagnostics 15, 16 and 50. */
export function findIndex(name: CqlName | null): SruIndex {
  const names = name === null ? ['cql.serverchoice'] : readName(name);
  const found = names.map((one) => BY_NAME.get(one)).find((one) => one !== undefined);
  if (found !== undefined) return found;
  const text = name?.text ?? '';
  if (names.includes('cql.resultsetid')) {
    throw new SruDiagnostic(50, text, 'no results are kept: repeat the query.');
  }
  throw new SruDiagnostic(
    16,
    text,
    `there is no index "${text.slice(0, 100)}"; the answer to "explain" names those that there are.`,
  );
}

/** By what a name in `sortBy` sorts. Throws diagnostics 15, 16 and 88. */
export function findSortKey(name: CqlName): 'TITLE' | 'YEAR' | 'RELEVANCE' {
  if (readName(name).includes(RELEVANCE)) return 'RELEVANCE';
  const { sortedBy } = findIndex(name);
  if (sortedBy !== undefined) return sortedBy;
  throw new SruDiagnostic(88, name.text, `sort by dc.title, dc.date or ${RELEVANCE}.`);
}
