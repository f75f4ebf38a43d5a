/** How Koha's stock MARC 21 framework writes a record into the columns of its biblio and biblioitems tables. */
import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import type { Cell, Column, ColumnKind, Table } from './columns.ts';
import type { KohaBiblio } from './tables.ts';

type Reader = (biblio: KohaBiblio) => Cell;

const nothing: Reader = () => null;

/** The first such subfield, as it stands, punctuation and all. */
function first(...places: readonly string[]): Reader {
  return ({ marc }) => {
    for (const place of places) {
      const found = subfields(marc, place)[0];
      if (found !== undefined) return found;
    }
    return null;
  };
}

/** Every such subfield, joined by ` | ` as Koha does. */
function joined(place: string): Reader {
  return ({ marc }) => {
    const all = subfields(marc, place);
    return all.length === 0 ? null : all.join(' | ');
  };
}

/** `245a`: the values of that subfield, in order. */
function subfields(marc: MarcRecord, place: string): string[] {
  const tag = place.slice(0, 3);
  const code = place.slice(3);
  const values: string[] = [];
  for (const field of marc.fields) {
    if (field.tag !== tag || isControlField(field)) continue;
    for (const subfield of field.subfields) if (subfield.code === code) values.push(subfield.value);
  }
  return values;
}

// 260    $a [Moskva], $b Ogiz, Gospolitizdat, $c 1941-
const year: Reader = ({ marc }) => {
  const date = subfields(marc, '260c')[0] ?? subfields(marc, '264c')[0];
  const found = date === undefined ? null : /\d{4}/u.exec(date);
  return found === null ? null : Number(found[0]);
};

/** In the order of the wire, which is alphabetical. */
const READERS: Readonly<Record<string, readonly [database: string, kind: ColumnKind, read: Reader]>> = {
  abstract: ['abstract', 'text', first('520a')],
  age_restriction: ['age_restriction', 'text', nothing],
  author: ['author', 'text', first('100a', '110a', '111a')],
  biblio_id: ['biblionumber', 'number', (biblio) => biblio.biblio_id],
  cn_class: ['cn_class', 'text', nothing],
  cn_item: ['cn_item', 'text', nothing],
  cn_sort: ['cn_sort', 'text', () => ''],
  cn_source: ['cn_source', 'text', first('9422')],
  cn_suffix: ['cn_suffix', 'text', nothing],
  collection_issn: ['collection_issn', 'text', nothing],
  collection_title: ['collection_title', 'text', nothing],
  collection_volume: ['collection_volume', 'text', nothing],
  copyright_date: ['copyrightdate', 'number', year],
  creation_date: ['datecreated', 'day', (biblio) => biblio.creation_date],
  ean: ['ean', 'text', nothing],
  edition_statement: ['editionstatement', 'text', first('250a')],
  framework_id: ['frameworkcode', 'text', (biblio) => biblio.framework_id],
  illustrations: ['illus', 'text', first('300b')],
  isbn: ['isbn', 'text', joined('020a')],
  issn: ['issn', 'text', joined('022a')],
  item_type: ['itemtype', 'text', first('942c')],
  lc_control_number: ['lccn', 'text', first('010a')],
  material_size: ['size', 'text', first('300c')],
  medium: ['medium', 'text', first('245h')],
  notes: ['notes', 'text', nothing],
  number: ['number', 'text', nothing],
  pages: ['pages', 'text', first('300a')],
  part_name: ['part_name', 'text', first('245p')],
  part_number: ['part_number', 'text', first('245n')],
  publication_place: ['place', 'text', first('260a', '264a')],
  publication_year: ['publicationyear', 'text', nothing],
  publisher: ['publishercode', 'text', first('260b', '264b')],
  serial: ['serial', 'boolean', () => false],
  serial_total_issues: ['serial_total_issues', 'text', nothing],
  series_title: ['seriestitle', 'text', first('490a')],
  subtitle: ['subtitle', 'text', first('245b')],
  timestamp: ['timestamp', 'instant', (biblio) => biblio.timestamp],
  title: ['title', 'text', first('245a')],
  uniform_title: ['unititle', 'text', first('240a')],
  url: ['url', 'text', joined('856u')],
  volume: ['volume', 'text', nothing],
  volume_date: ['volume_date', 'text', nothing],
  volume_description: ['volume_description', 'text', nothing],
};

/** Those of the biblio table; the others are of biblioitems, whose timestamp REST does not give. */
const BIBLIO_COLUMNS: readonly string[] = [
  'abstract',
  'author',
  'copyright_date',
  'framework_id',
  'medium',
  'notes',
  'part_name',
  'part_number',
  'serial',
  'series_title',
  'subtitle',
  'title',
  'uniform_title',
];

/** Whether the database would write another row of biblio: only then it stamps it again. */
export function hasOtherBiblioColumns(before: KohaBiblio, after: KohaBiblio): boolean {
  return BIBLIO_COLUMNS.some((name) => READERS[name]?.[2](before) !== READERS[name]?.[2](after));
}

/** The API's names of the columns, in the order of the wire. */
export const BIBLIO_NAMES: readonly string[] = Object.keys(READERS);

/** `/biblios` always joins biblioitems, which has a `timestamp` too: plain `timestamp` is ambiguous (koha.md 14). */
export const BIBLIO_TABLE: Table<KohaBiblio> = biblioTable();

function biblioTable(): Table<KohaBiblio> {
  const columns = new Map<string, Column<KohaBiblio>>();
  for (const [name, [database, kind, get]] of Object.entries(READERS)) {
    for (const either of [name, database]) columns.set(either, { name, kind, get });
  }
  return { name: 'biblio', columns, ambiguous: new Set(['timestamp']) };
}
