/**
 * A record that Koha cannot write as MARC, from its own columns, which it tells as JSON whatever is in the record: one
 * control character costs the MARC form, not the title and its copies.
 */
import { writeMarcXml, type MarcField, type MarcRecord } from '#marc/index.ts';
import { dataField } from '#marc/marc-record.ts';

export interface RecordOfColumns {
  readonly raw: Uint8Array;
  readonly marc: MarcRecord;
}

/** Column → its place in the record; those of one tag make one field. */
const PLACES: readonly (readonly [column: string, place: string])[] = [
  ['lc_control_number', '010a'],
  ['author', '100a'],
  ['uniform_title', '240a'],
  ['title', '245a'],
  ['medium', '245h'],
  ['part_number', '245n'],
  ['part_name', '245p'],
  ['subtitle', '245b'],
  ['edition_statement', '250a'],
  ['publication_place', '264a'],
  ['publisher', '264b'],
  ['copyright_date', '264c'],
  ['pages', '300a'],
  ['illustrations', '300b'],
  ['material_size', '300c'],
  ['series_title', '490a'],
  ['item_type', '942c'],
];

/** Columns that join several values with ` | `. */
const REPEATED: readonly (readonly [column: string, place: string])[] = [
  ['isbn', '020a'],
  ['issn', '022a'],
  ['url', '856u'],
];

/** Kind of record and level are in no column, but for serials. */
const LEADER = '00000n   a2200000 u 4500';
const SERIAL_LEADER = '00000nas a2200000 u 4500';

/** Null where the columns hold no title: nobody could tell what it is. */
export function recordOfColumns(biblioId: number, row: unknown): RecordOfColumns | null {
  if (typeof row !== 'object' || row === null) return null;
  const columns = new Map<string, unknown>(Object.entries(row));
  if (textOf(columns.get('title')) === null) return null;
  const fields = [
    ...REPEATED.flatMap(([column, place]) =>
      (textOf(columns.get(column)) ?? '')
        .split(' | ')
        .flatMap((value) =>
          value.trim() === '' ? [] : [dataField(place.slice(0, 3), [place.slice(3), value.trim()])],
        ),
    ),
    ...fieldsOfPlaces(columns),
    dataField('999', ['c', String(biblioId)], ['d', String(biblioId)]),
  ].toSorted((a, b) => a.tag.localeCompare(b.tag));
  const marc = { leader: columns.get('serial') === true ? SERIAL_LEADER : LEADER, fields };
  return { raw: Buffer.from(writeMarcXml(marc), 'utf8'), marc };
}

function fieldsOfPlaces(columns: ReadonlyMap<string, unknown>): readonly MarcField[] {
  const byTag = new Map<string, [string, string][]>();
  for (const [column, place] of PLACES) {
    const value = textOf(columns.get(column));
    if (value === null) continue;
    const tag = place.slice(0, 3);
    byTag.set(tag, [...(byTag.get(tag) ?? []), [place.slice(3), value]]);
  }
  return [...byTag].map(([tag, subfields]) => dataField(tag, ...subfields));
}

/** Without the characters that XML forbids, as Koha's OAI-PMH leaves them out. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    .trim();
  return text === '' ? null : text;
}
