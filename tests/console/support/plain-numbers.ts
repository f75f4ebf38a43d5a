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

/** The number, or the dimensions of which there is no plain statement here. */
export async function countPlainly(
  db: Kysely<Database>,
  plain: PlainSnapshot,
  href: string,
): Promise<number | { readonly unknown: readonly string[] }> {
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
  const unknown = wanted.filter((_, place) => conditions[place] === null).map(({ dimension }) => dimension);
  if (unknown.length > 0) return { unknown };
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${sql.table(table)} t
      JOIN system y ON y.id = t.system JOIN snapshot_system s ON s.system = t.system
    WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}`.execute(db);
  return rows[0]?.count ?? 0;
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
  return copies.filter(({ library, status }) =>
    wanted.every(({ dimension, values }) => {
      if (dimension === 'LIBRARY') return values.includes(library);
      if (dimension === 'STATUS') return values.includes(status ?? '(not told)');
      return dimension === 'LAST_COPY' && values.includes('YES');
    }),
  ).length;
}

function conditionOf(of: string, { dimension, values }: Wanted): RawBuilder<unknown> | null {
  const value = (of === 'RECORDS' ? OF_RECORDS : of === 'ITEMS' ? OF_ITEMS : OF_STATEMENTS)[dimension];
  return value === undefined ? null : sql`${value} && ${[...values]}::text[]`;
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
const FINDING = sql`array(SELECT f.kind FROM snapshot_finding f WHERE f.subject = t.id)`;

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
  YEAR: one(sql`coalesce(t.year::text, '(none)')`),
  LANGUAGE: list('languages'),
  HOLDER: sql`coalesce((SELECT h.holders FROM snapshot_title h WHERE h.edition = t.edition), '{}')`,
  HELD_BY: one(sql`(SELECT cardinality(h.holders) FROM snapshot_title h WHERE h.edition = t.edition)`),
  CLASS_SCHEME: list('class_schemes'),
  FIELD: list('fields'),
  FAULT: list('faults'),
  HAS_ITEMS: yesNo(sql`CASE WHEN 'ITEMS' <> ALL (s.not_told) THEN t.item_count > 0 END`),
  HAS_STATEMENTS: yesNo(sql`CASE WHEN 'STATEMENTS' <> ALL (s.not_told) THEN t.statement_count > 0 END`),
  HAS_TITLE: yesNo(sql`coalesce(t.title, '[untitled]') <> '[untitled]'`),
};
const OF_ITEMS: Values = {
  SYSTEM,
  FINDING,
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
const OF_STATEMENTS: Values = { SYSTEM, LIBRARY: orNone('library'), KIND: one(sql`t.kind`) };
