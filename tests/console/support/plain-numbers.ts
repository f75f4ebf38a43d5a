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

/** Null for conditions of which there is no plain statement here. */
export async function countPlainly(db: Kysely<Database>, plain: PlainSnapshot, href: string): Promise<number | null> {
  const query = new URLSearchParams(href.slice(href.indexOf('?')));
  const wanted = query.getAll('where').map((text): Wanted => {
    const at = text.indexOf(':');
    const values = text.slice(at + 1).split(/(?<!\\),/);
    return { dimension: text.slice(0, at), values: values.map((value) => value.replaceAll(/\\(.)/g, '$1')) };
  });
  if (wanted.some(({ dimension }) => dimension === 'TITLE_OF')) return countTitles(plain, wanted);
  const of = query.get('of') ?? '';
  const conditions = wanted.map((one) => conditionOf(of, one));
  const table = TABLES[of];
  if (table === undefined || conditions.includes(null)) return null;
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${sql.table(table)} t JOIN system y ON y.id = t.system
    WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}`.execute(db);
  return rows[0]?.count ?? null;
}

const TABLES: Readonly<Record<string, string>> = {
  RECORDS: 'snapshot_record',
  ITEMS: 'snapshot_item',
  STATEMENTS: 'snapshot_statement',
};

/** Titles of libraries, title by title. */
function countTitles({ titles }: PlainSnapshot, wanted: readonly Wanted[]): number | null {
  const holds = (title: PlainTitle, { dimension, values }: Wanted): boolean | null => {
    if (dimension === 'HOLDER') return values.some((library) => title.libraries.has(library));
    if (dimension === 'HELD_BY') return values.includes(String(title.libraries.size));
    if (dimension === 'TITLE_OF') return values.some((library) => title.onBooks.has(library));
    return null;
  };
  return titles.filter((title) => wanted.every((one) => holds(title, one) === true)).length;
}

function conditionOf(of: string, { dimension, values }: Wanted): RawBuilder<unknown> | null {
  const one = (column: string): RawBuilder<unknown> =>
    sql`coalesce(${sql.ref(`t.${column}`)}::text, '(none)') = ANY(${[...values]})`;
  if (dimension === 'SYSTEM') return sql`y.system_id = ANY(${[...values]})`;
  if (dimension === 'LIBRARY') return of === 'RECORDS' ? sql`t.libraries && ${[...values]}` : one('library');
  const column = COLUMNS[of]?.[dimension];
  return column === undefined ? null : one(column);
}

const COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RECORDS: { VISIBILITY: 'visibility', FORMAT: 'format', YEAR: 'year' },
  ITEMS: {
    LEFT_OUT: 'left_out',
    VISIBILITY: 'visibility',
    ITEM_TYPE: 'item_type',
    LOCATION: 'location_code',
    OWNER_CODE: 'owner_code',
  },
  STATEMENTS: { KIND: 'kind' },
};
