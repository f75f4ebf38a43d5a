/** The columns of rows: all of them are saved, by commands too, which have ids; those with `shown` stand on the page. */
import type { Column } from '#platform/sheets/cells.ts';
import type { ItemRowsQuery, RecordRowsQuery, StatementRowsQuery } from '../../__generated__/operations.ts';
import type { Cell } from '../../templates/cells.ts';
import { FORMAT_WORDS, STATUS_WORDS, VISIBILITY_WORDS } from '../../words/copies.ts';
import { languageOf } from '../../words/language.ts';
import { nameIn } from '../../words/lists.ts';
import type { KnownNames } from './dimensions.ts';

export interface RowColumn<Node> extends Pick<Column, 'header'> {
  readonly kind: 'text' | 'number' | 'date';
  /** As it is: codes and ids. */
  readonly of: (node: Node) => string | number | null;
  /** As a page saves it, where it is the id of what people know by a name. */
  readonly named?: (node: Node, names: KnownNames) => string | null;
  /** As a page shows it; a column without it is only saved. */
  readonly shown?: (node: Node, names: KnownNames) => Cell;
}

type Row<List> = List extends { readonly nodes: readonly (infer Node)[] } ? Node : never;
type RecordNode = Row<NonNullable<RecordRowsQuery['snapshot']>['records']>;
type ItemNode = Row<NonNullable<ItemRowsQuery['snapshot']>['items']>;
type StatementNode = Row<NonNullable<StatementRowsQuery['snapshot']>['statements']>;

/** What a system does not tell, as the graph writes it where it is a value. */
export const NOT_TOLD = '(not told)';

const systemName = ({ system }: { readonly system: string }, { systems }: KnownNames): string =>
  nameIn(systems)(system);

const libraryName = ({ library }: { readonly library: string | null }, { libraries }: KnownNames): string | null =>
  library === null ? null : nameIn(libraries)(library);

const namesOfLibraries = ({ libraries }: { readonly libraries: readonly string[] }, names: KnownNames): string =>
  libraries.map(nameIn(names.libraries)).join('; ');

/** A text of so many characters needs room: in a narrow column it would make its row very tall. */
const LONG_TEXT = 30;

function wide(text: string): Cell {
  return text.length > LONG_TEXT ? { text, wide: true } : text;
}

/** A title in its own language, or what stands in the place of one. */
function titled({ title, language }: { readonly title: string | null; readonly language: string | null }): Cell {
  if (title === null) return '(no title)';
  return { text: title, wide: title.length > LONG_TEXT, lang: languageOf({ title, language }) };
}

/** A record or copy by its number there; a link where staff can see it in its own system. */
function atHome(number: string, staffLink: string | null): Cell {
  return staffLink !== null && /^https?:\/\//i.test(staffLink) ? { text: number, href: staffLink } : number;
}

function inWords(words: Readonly<Record<string, string>>, value: string | null): string {
  return value === null ? NOT_TOLD : Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

export const RECORD_COLUMNS: readonly RowColumn<RecordNode>[] = [
  {
    header: 'Record number',
    kind: 'text',
    of: ({ localId }) => localId,
    shown: ({ localId, staffLink }) => atHome(localId, staffLink),
  },
  { header: 'Title', kind: 'text', of: ({ title }) => title, shown: titled },
  {
    header: 'Format',
    kind: 'text',
    of: ({ format }) => format,
    shown: ({ format }) => inWords(FORMAT_WORDS, format),
  },
  {
    header: 'Year',
    kind: 'text',
    of: ({ year }) => (year === null ? null : String(year)),
    shown: ({ year }) => (year === null ? '' : String(year)),
  },
  {
    header: 'Libraries',
    kind: 'text',
    of: ({ libraries }) => libraries.join('; '),
    named: namesOfLibraries,
    shown: (row, names) => wide(namesOfLibraries(row, names)),
  },
  {
    header: 'Copies',
    kind: 'number',
    of: ({ itemCount }) => itemCount,
    shown: ({ itemCount }) => ({ text: String(itemCount), numeric: true }),
  },
  {
    header: 'Who may see it',
    kind: 'text',
    of: ({ visibility }) => visibility,
    shown: ({ visibility }) => inWords(VISIBILITY_WORDS, visibility),
  },
  { header: 'System', kind: 'text', of: ({ system }) => system, named: systemName, shown: systemName },
  { header: 'Link', kind: 'text', of: ({ staffLink }) => staffLink },
];

/** A detail that the system does not tell says so; one that is empty is empty. */
function detail(name: string, header: string, kind: 'text' | 'date' = 'text'): RowColumn<ItemNode> {
  return {
    header,
    kind,
    of({ details }) {
      const told = details.find((one) => one.name === name);
      return told === undefined ? NOT_TOLD : told.values.join('; ') || null;
    },
  };
}

export const ITEM_COLUMNS: readonly RowColumn<ItemNode>[] = [
  {
    header: 'Barcode',
    kind: 'text',
    of: ({ barcode }) => barcode,
    shown: ({ barcode, staffLink }) => atHome(barcode ?? '(none)', staffLink),
  },
  {
    header: 'Library',
    kind: 'text',
    of: ({ library }) => library,
    named: libraryName,
    shown: ({ library }, { libraries }) => wide(library === null ? 'Nobody knows whose' : nameIn(libraries)(library)),
  },
  { header: 'Title', kind: 'text', of: ({ title }) => title, shown: titled },
  { header: 'Call number', kind: 'text', of: ({ callNumber }) => callNumber, shown: (row) => row.callNumber ?? '' },
  { header: 'Item type', kind: 'text', of: ({ itemType }) => itemType, shown: ({ itemType }) => itemType ?? '' },
  { header: 'Location', kind: 'text', of: (row) => row.locationCode, shown: (row) => row.locationCode ?? '' },
  {
    header: 'Status',
    kind: 'text',
    of: ({ status }) => status ?? NOT_TOLD,
    shown: ({ status }) => inWords(STATUS_WORDS, status),
  },
  { header: 'Status at source', kind: 'text', of: ({ statusAtSource }) => statusAtSource ?? NOT_TOLD },
  { header: 'Record number', kind: 'text', of: (row) => row.recordLocalId, shown: (row) => row.recordLocalId ?? '' },
  { header: 'Item number', kind: 'text', of: ({ localId }) => localId },
  { header: 'Owner code', kind: 'text', of: ({ ownerCode }) => ownerCode },
  { header: 'Who may see it', kind: 'text', of: ({ visibility }) => visibility },
  { header: 'Left out of public counts because', kind: 'text', of: ({ leftOut }) => leftOut },
  { header: 'System', kind: 'text', of: ({ system }) => system, named: systemName, shown: systemName },
  detail('enumeration', 'Enumeration'),
  detail('chronology', 'Chronology'),
  detail('copyNumber', 'Copy number'),
  detail('collection', 'Collection'),
  detail('price', 'Price'),
  detail('acquiredOn', 'Acquired', 'date'),
  detail('createdOn', 'Created', 'date'),
  detail('lastBorrowedOn', 'Last borrowed', 'date'),
  detail('dueOn', 'Due back', 'date'),
  detail('publicNotes', 'Public notes'),
  detail('statistics', 'Statistics'),
  detail('other', 'Other'),
  { header: 'Link', kind: 'text', of: ({ staffLink }) => staffLink },
];

export const STATEMENT_COLUMNS: readonly RowColumn<StatementNode>[] = [
  {
    header: 'Title',
    kind: 'text',
    of: ({ title }) => title,
    shown: titled,
  },
  {
    header: 'Library',
    kind: 'text',
    of: ({ library }) => library,
    named: libraryName,
    shown: ({ library }, { libraries }) => nameIn(libraries)(library),
  },
  { header: 'Kind', kind: 'text', of: ({ kind }) => kind, shown: ({ kind }) => kind },
  { header: 'Statement', kind: 'text', of: ({ text }) => text, shown: ({ text }) => text },
  { header: 'From', kind: 'text', of: ({ starts }) => starts, shown: ({ starts }) => starts ?? '' },
  { header: 'To', kind: 'text', of: ({ ends }) => ends, shown: ({ ends }) => ends ?? '' },
  { header: 'Record number', kind: 'text', of: (row) => row.recordLocalId, shown: (row) => row.recordLocalId ?? '' },
  { header: 'System', kind: 'text', of: ({ system }) => system, named: systemName, shown: systemName },
];
