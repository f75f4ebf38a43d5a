/** How Koha's stock MARC 21 framework writes a record into the columns of its biblio and biblioitems tables. */
import { isControlField } from '#marc/marc-record.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
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
const READERS: Readonly<Record<string, Reader>> = {
  abstract: first('520a'),
  age_restriction: nothing,
  author: first('100a', '110a', '111a'),
  biblio_id: (biblio) => biblio.biblio_id,
  cn_class: nothing,
  cn_item: nothing,
  cn_sort: () => '',
  cn_source: first('9422'),
  cn_suffix: nothing,
  collection_issn: nothing,
  collection_title: nothing,
  collection_volume: nothing,
  copyright_date: year,
  creation_date: (biblio) => biblio.creation_date,
  ean: nothing,
  edition_statement: first('250a'),
  framework_id: (biblio) => biblio.framework_id,
  illustrations: first('300b'),
  isbn: joined('020a'),
  issn: joined('022a'),
  item_type: first('942c'),
  lc_control_number: first('010a'),
  material_size: first('300c'),
  medium: first('245h'),
  notes: nothing,
  number: nothing,
  pages: first('300a'),
  part_name: first('245p'),
  part_number: first('245n'),
  publication_place: first('260a', '264a'),
  publication_year: nothing,
  publisher: first('260b', '264b'),
  serial: () => false,
  serial_total_issues: nothing,
  series_title: first('490a'),
  subtitle: first('245b'),
  timestamp: (biblio) => biblio.timestamp,
  title: first('245a'),
  uniform_title: first('240a'),
  url: joined('856u'),
  volume: nothing,
  volume_date: nothing,
  volume_description: nothing,
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
  return BIBLIO_COLUMNS.some((name) => READERS[name]?.(before) !== READERS[name]?.(after));
}

const BIBLIO_KINDS: Readonly<Record<string, ColumnKind>> = {
  biblio_id: 'number',
  copyright_date: 'number',
  serial: 'boolean',
  timestamp: 'instant',
  creation_date: 'day',
};

const BIBLIO_DATABASE_NAMES: Readonly<Record<string, string>> = {
  biblio_id: 'biblionumber',
  framework_id: 'frameworkcode',
  uniform_title: 'unititle',
  copyright_date: 'copyrightdate',
  creation_date: 'datecreated',
  series_title: 'seriestitle',
  item_type: 'itemtype',
  publisher: 'publishercode',
  publication_year: 'publicationyear',
  publication_place: 'place',
  edition_statement: 'editionstatement',
  lc_control_number: 'lccn',
  illustrations: 'illus',
  material_size: 'size',
};

/** The API's names of the columns, in the order of the wire. */
export const BIBLIO_NAMES: readonly string[] = Object.keys(READERS);

/** `/biblios` always joins biblioitems, which has a `timestamp` too: plain `timestamp` is ambiguous (koha.md 14). */
export const BIBLIO_TABLE: Table<KohaBiblio> = biblioTable();

function biblioTable(): Table<KohaBiblio> {
  const columns = new Map<string, Column<KohaBiblio>>();
  for (const [name, get] of Object.entries(READERS)) {
    const column: Column<KohaBiblio> = { name, kind: BIBLIO_KINDS[name] ?? 'text', get };
    columns.set(name, column);
    columns.set(BIBLIO_DATABASE_NAMES[name] ?? name, column);
  }
  return { name: 'biblio', columns, ambiguous: new Set(['timestamp']) };
}
