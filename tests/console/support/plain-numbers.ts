/**
 * What the address of rows asks for, counted by plain statements over the tables of a region's only snapshot, or in plain loops: the
 * product's own statements are not looked at.
 */
import type { PlainSnapshot, PlainTitle } from '#tests/comparison/support/plain-snapshot.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

interface Wanted {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** `href` names the snapshot, of which `plain` must be. Throws if there is no plain statement for one of its dimensions. */
export async function countPlainly(db: Kysely<Database>, plain: PlainSnapshot, href: string): Promise<number> {
  const query = new URLSearchParams(href.slice(href.indexOf('?')));
  const wanted = query.getAll('where').map((text): Wanted => {
    const at = text.indexOf(':');
    const values = text.slice(at + 1).split(/(?<!\\),/);
    return { dimension: text.slice(0, at), values: values.map((value) => value.replaceAll(/\\(.)/g, '$1')) };
  });
  if (wanted.some(({ dimension }) => dimension === 'TITLE_OF')) return countTitles(plain, wanted);
  if (wanted.some(({ dimension }) => dimension === 'LAST_COPY')) return countLastCopies(plain, wanted);
  const of = query.get('of') ?? '';
  const table = TABLES[of];
  if (table === undefined) throw new Error(`${href}: there is no table of ${of}`);
  const conditions = wanted.map((one) => conditionOf(of, one));
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${sql.table(table)} t
      JOIN system y ON y.id = t.system
      JOIN snapshot_system s ON s.system = t.system AND t.from_version <= s.version
        AND (t.to_version IS NULL OR t.to_version > s.version)
      JOIN snapshot n ON n.id = s.snapshot
    WHERE ${sql.join([sql`n.name = ${snapshotIn(href)}`, ...conditions], sql` AND `)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Of `/compare/first/rows?of=ITEMS`: `first`. */
function snapshotIn(href: string): string {
  return decodeURIComponent(/\/compare\/([^/]+)\/rows/.exec(href)?.[1] ?? '');
}

const TABLES: Readonly<Record<string, string>> = {
  RECORDS: 'snapshot_record',
  ITEMS: 'snapshot_item',
  STATEMENTS: 'snapshot_statement',
};

/** Titles of libraries, title by title. */
function countTitles({ titles }: PlainSnapshot, wanted: readonly Wanted[]): number {
  const holds = (title: PlainTitle, { dimension, values }: Wanted): boolean | null => {
    if (dimension === 'HOLDER') return values.some((library) => title.libraries.has(library));
    if (dimension === 'HELD_BY') return values.includes(String(title.libraries.size));
    if (dimension === 'TITLE_OF') return values.some((library) => title.onBooks.has(library));
    return null;
  };
  return titles.filter((title) => wanted.every((one) => holds(title, one) === true)).length;
}

/** Of some libraries or statuses, copy by copy. */
function countLastCopies({ titles }: PlainSnapshot, wanted: readonly Wanted[]): number {
  const copies = titles.flatMap(({ libraries, found }) => (libraries.size === 1 && found.length === 1 ? found : []));
  // What is read on a screen has no copy to lose.
  return copies.filter(
    ({ library, status, online }) =>
      !online &&
      wanted.every(({ dimension, values }) => {
        if (dimension === 'LIBRARY') return values.includes(library);
        if (dimension === 'STATUS') return values.includes(status ?? '(not told)');
        return dimension === 'LAST_COPY' && values.includes('YES');
      }),
  ).length;
}

function conditionOf(of: string, { dimension, values }: Wanted): RawBuilder<unknown> {
  const value = (of === 'RECORDS' ? OF_RECORDS : of === 'ITEMS' ? OF_ITEMS : OF_STATEMENTS)[dimension];
  if (value === undefined) throw new Error(`there is no plain statement for ${dimension} of ${of}`);
  return sql`${value} && ${[...values]}::text[]`;
}

/** The values of a row, as a list. */
const one = (value: RawBuilder<unknown>): RawBuilder<unknown> => sql`ARRAY[(${value})::text]`;
const yesNo = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  one(sql`CASE WHEN (${value}) IS NULL THEN '(not told)' WHEN ${value} THEN 'YES' ELSE 'NO' END`);
const orNone = (column: string): RawBuilder<unknown> => one(sql`coalesce(${sql.ref(`t.${column}`)}, '(none)')`);
const told = (column: string): RawBuilder<unknown> => one(sql`coalesce(${sql.ref(`t.${column}`)}, '(not told)')`);
const list = (column: string): RawBuilder<unknown> => {
  const values = sql.ref(`t.${column}`);
  return sql`CASE WHEN ${values} IS NULL THEN ARRAY['(not told)'] WHEN ${values} = '{}' THEN ARRAY['(none)'] ELSE ${values} END`;
};
const SYSTEM = one(sql`y.system_id`);
const FINDING = sql`array(SELECT f.kind FROM snapshot_finding f WHERE f.snapshot = s.snapshot AND f.subject = t.id)`;

/** What nearly every record says, with the MARC fields of which one says it: the list of docs/profiles.md. */
const SAID_BY = {
  CODED: '008',
  TITLE: '245',
  IDENTIFIER: '01[0]|02[024]|035',
  STANDARD_NUMBER: '02[024]',
  CREATOR: '1[0-2].|1[4-9].|7[0-2].',
  PUBLICATION: '26[04]|533',
  EXTENT: '300',
  CONTENT_TYPE: '336',
  CLASS_MARK: '0[5-9].|852|942',
  SUBJECT: '6[0-4].|65[0-4]|65[6-9]|6[6-9].',
  SOURCE_OF_RECORD: '040',
};

/** One text for each thing that no field says. Of a record without any field only its existence is kept. */
const LACKS = sql`CASE WHEN t.fields IS NULL THEN ARRAY['(not told)'] WHEN cardinality(t.fields) = 0 THEN '{}' ELSE array_remove(ARRAY[
  ${sql.join(
    Object.entries(SAID_BY).map(
      ([name, tags]) =>
        sql`CASE WHEN (SELECT bool_and(field !~ ${`^(${tags})$`}) FROM unnest(t.fields) field) THEN ${name}::text END`,
    ),
  )}], NULL) END`;

/** The letters of `snapshot_compared` that mean that two records say different things, by the place of the field. */
const COMPARED =
  'TITLE EDITION YEAR PUBLISHER PLACE CREATORS ISBN ISSN LANGUAGE EXTENT SERIES SUBJECTS CLASSMARKS FORMAT';
/** What a row of records has in a column is compared once more, without the letters. */
const COLUMNS = {
  YEAR: sql`o.year <> t.year`,
  LANGUAGE: sql`cardinality(o.languages) > 0 AND cardinality(t.languages) > 0 AND NOT (o.languages @> t.languages AND o.languages <@ t.languages)`,
  ISBN: sql`cardinality(o.isbns) > 0 AND cardinality(t.isbns) > 0 AND NOT (o.isbns @> t.isbns AND o.isbns <@ t.isbns)`,
  FORMAT: sql`o.format <> t.format`,
};

/** `TITLE:SUBSTANCE` for each field in which the record says something else than the first of its edition, which is `o`. */
const CONFLICT = sql`(SELECT array_remove(ARRAY[${sql.join(
  COMPARED.split(' ').map((field, place) => {
    const differs =
      Object.entries(COLUMNS).find(([name]) => name === field)?.[1] ??
      sql`substr(c.classes, ${place + 1}::int, 1) = 's'`;
    return sql`CASE WHEN ${differs} THEN ${`${field}:SUBSTANCE`}::text END`;
  }),
)}], NULL) FROM snapshot_compared c JOIN snapshot_record o ON o.id = c.first
  WHERE c.snapshot = s.snapshot AND c.other = t.id)`;

/** A barcode as it is compared: without blanks at its ends and without zeros before a number, in capitals. */
const folded = (barcode: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`upper(regexp_replace(btrim(${barcode}), '^0+(?=[0-9]+$)', ''))`;
/** Systems in which another copy has the same barcode. */
const SAME_BARCODE_IN = sql`array(SELECT oy.system_id FROM snapshot_item o JOIN system oy ON oy.id = o.system
  JOIN snapshot_system os ON os.snapshot = s.snapshot AND os.system = o.system AND o.from_version <= os.version
    AND (o.to_version IS NULL OR o.to_version > os.version)
  WHERE o.id <> t.id AND btrim(o.barcode) <> '' AND ${folded(sql`o.barcode`)} = ${folded(sql`t.barcode`)})`;

type Values = Readonly<Record<string, RawBuilder<unknown>>>;

const OF_RECORDS: Values = {
  SYSTEM,
  FINDING,
  LIBRARY: list('libraries'),
  VISIBILITY: one(sql`t.visibility`),
  FORMAT: told('format'),
  SERIAL: yesNo(sql`t.serial`),
  ONLINE: yesNo(sql`t.online`),
  BRIEF: yesNo(sql`t.brief`),
  PART: yesNo(sql`t.fields @> '{773}'`),
  YEAR: one(sql`coalesce(t.year::text, '(none)')`),
  LANGUAGE: list('languages'),
  HOLDER: sql`coalesce((SELECT h.holders FROM snapshot_title h WHERE h.edition = t.edition), '{}')`,
  HELD_BY: one(sql`(SELECT cardinality(h.holders) FROM snapshot_title h WHERE h.edition = t.edition)`),
  CLASS_SCHEME: list('class_schemes'),
  FIELD: list('fields'),
  FAULT: list('faults'),
  LACKS,
  CONFLICT,
  HAS_ITEMS: yesNo(sql`CASE WHEN 'ITEMS' <> ALL (s.not_told) THEN t.item_count > 0 END`),
  HAS_STATEMENTS: yesNo(sql`CASE WHEN 'STATEMENTS' <> ALL (s.not_told) THEN t.statement_count > 0 END`),
  HAS_TITLE: yesNo(sql`coalesce(t.title, '[untitled]') <> '[untitled]'`),
};
const OF_ITEMS: Values = {
  SYSTEM,
  FINDING,
  SAME_BARCODE_IN,
  LIBRARY: orNone('library'),
  VISIBILITY: one(sql`t.visibility`),
  RECORD_VISIBILITY: one(sql`t.record_visibility`),
  LEFT_OUT: orNone('left_out'),
  OWNER_CODE: orNone('owner_code'),
  ITEM_TYPE: orNone('item_type'),
  LOCATION: orNone('location_code'),
  COLLECTION: one(sql`t.collection`),
  STATUS_AT_SOURCE: told('status_at_source'),
  ACQUIRED_YEAR: one(sql`t.acquired_year`),
  CREATED_YEAR: one(sql`t.created_year`),
  BARCODE_PREFIX: one(sql`coalesce(nullif(left(btrim(t.barcode), 4), ''), '(none)')`),
  STATUS: told('status'),
  USE: told('use'),
  LAST_BORROWED_YEAR: one(sql`t.last_borrowed_year`),
  BARCODE_LENGTH: one(sql`coalesce(length(t.barcode)::text, '(none)')`),
  BARCODE_FORM: one(sql`CASE WHEN coalesce(btrim(t.barcode), '') = '' THEN 'MISSING'
    WHEN t.barcode ~ '[^A-Za-z0-9]' THEN CASE WHEN btrim(t.barcode) ~ '^[0-9][.,][0-9]+[eE][+]?[0-9]+$' THEN 'SCIENTIFIC'
      WHEN t.barcode ~ '[[:space:]]' THEN 'BLANKS' ELSE 'SIGNS' END
    ELSE 'USUAL' END`),
};
/** A year of four digits, or the number of a volume, in a text such as `Vol. 12 (2006)-v. 13 (2007)`. */
const DATED = yesNo(
  sql`t.starts IS NOT NULL OR ' ' || regexp_replace(t.text, '[^0-9]+', ' ', 'g') || ' ' ~ ' (1[4-9]|20)[0-9][0-9] '
    OR lower(t.text) ~ '(^|[^a-z])v(ol)?(ume)?[.]? ?[0-9]'`,
);
const OF_STATEMENTS: Values = { SYSTEM, LIBRARY: orNone('library'), KIND: one(sql`t.kind`), DATED };
