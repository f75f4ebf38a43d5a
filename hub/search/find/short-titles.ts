/** Editions that a query names without their words: by the barcode of a copy, or by a title cut short. */
import { sql, type RawBuilder } from 'kysely';
import type { ParsedQuery } from '../query/parse-query.ts';
import { readAsShort } from '../query/short-readings.ts';
import { isPlain } from '../query/terms.ts';
import { initials } from '#union-index/cluster/title-words.ts';
import { isShown } from '#union-index/read/holdings.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { titleWordsOf } from './search-order.ts';

/** More have the same first letters only where they say nothing. */
const MEANT_MAX = 200;
/** Barcodes have digits, and no blanks. */
const BARCODE = /^(?=.*\d)[\p{L}\p{N}._-]{3,40}$/u;

/** Editions with a public copy of this barcode. */
export async function findByBarcode({ db, hidden }: IndexScope, words: string): Promise<readonly number[]> {
  const barcode = words.trim();
  if (!BARCODE.test(barcode)) return [];
  const { rows } = await sql<{ edition: number }>`
    SELECT DISTINCT m.edition FROM item i JOIN member m ON m.record = i.record JOIN system s ON s.id = m.system
    WHERE i.barcode = ${barcode} AND i.visibility = 'PUBLIC' AND ${isShown({ hidden }, sql`i.library`)} ORDER BY m.edition LIMIT ${MEANT_MAX}`.execute(
    db,
  );
  return rows.map(({ edition }) => edition);
}

/** Editions whose title the query may be short for; those of one search are always the same. */
export async function findByShortTitle(
  { db }: IndexScope,
  query: ParsedQuery,
  filtered: RawBuilder<unknown>,
): Promise<readonly number[]> {
  const reading = readAsShort(query);
  if (reading === null) return [];
  const beginnings = reading.beginnings.map((word) => sql`to_tsquery('simple', ${`'${word}':*`})`);
  // Only the first letters are looked up in the index: a beginning of one letter stands in it some hundred thousand times.
  const begins =
    beginnings.length === 0 ? sql`true` : sql`ts_filter(d.document, '{a}') @@ (${sql.join(beginnings, sql` && `)})`;
  const formats = reading.serialsOnly ? sql`d.format IN ('JOURNAL', 'EJOURNAL')` : sql`true`;
  const { rows } = await sql<{ edition: number }>`
    SELECT d.edition FROM search_doc d
    WHERE d.document @@ to_tsquery('simple', ${`'${reading.initials}'`}) AND ${formats} AND ${begins} AND ${filtered}
    ORDER BY d.edition LIMIT ${MEANT_MAX}`.execute(db);
  return rows.map(({ edition }) => edition);
}

/** Titles are compared whose first letters these are, or that begin with them as a word. */
const COMPARED_MAX = 300;
const NAME = /^[a-z]{3,5}$|^[A-Z]{3,8}$/;

/**
 * The editions of the title that is known by its first letters (`BNF`, `bnfc`), whether a record says so or not: if more
 * libraries hold it, in all its editions, than any title that begins with these letters.
 */
export async function findByName({ db }: IndexScope, { groups, strict }: ParsedQuery): Promise<readonly number[]> {
  const [[term, ...others] = [], ...alternatives] = groups;
  if (term === undefined || others.length + alternatives.length > 0 || strict === true || !isPlain(term)) return [];
  const [word = ''] = term.words;
  const [title] = titleWordsOf([term]);
  if (!NAME.test(word) || title === undefined) return [];
  const { rows } = await sql<{ editions: readonly number[] }>`
    WITH called AS MATERIALIZED (
      SELECT edition, sort_title, cardinality(libraries) AS held FROM search_doc
      WHERE document @@ to_tsquery('simple', ${`'${initials(word)}'`}) LIMIT ${COMPARED_MAX}
    ), begun AS (
      SELECT edition, sort_title, cardinality(libraries) AS held FROM search_doc
      WHERE EXISTS (SELECT FROM called) AND document @@ to_tsquery('simple', ${`'${title}':*`}) LIMIT ${COMPARED_MAX}
    ), titles AS (
      SELECT sort_title, sum(held) AS held, array_agg(edition ORDER BY edition) AS editions, true AS is_called
      FROM called GROUP BY sort_title
      UNION ALL SELECT sort_title, sum(held), '{}', false FROM begun GROUP BY sort_title
    )
    SELECT editions FROM (SELECT * FROM titles ORDER BY held DESC, is_called LIMIT 1) AS first
    WHERE is_called`.execute(db);
  return rows[0]?.editions ?? [];
}

/** Whether anything's title begins with the words of the query, all of them. */
export async function isTitleBegun({ db }: IndexScope, query: ParsedQuery): Promise<boolean> {
  const words = titleWordsOf(query.groups[0] ?? []);
  if (words.length === 0) return false;
  const begun = words.map((word) => `'${word}':*`).join(' | ');
  const { rows } = await sql<{ begun: boolean }>`
    SELECT EXISTS (SELECT FROM search_doc d WHERE d.document @@ to_tsquery('simple', ${begun})) AS begun`.execute(db);
  return rows[0]?.begun === true;
}

interface FoundByMark {
  /** Those whose mark is the one that was typed. */
  readonly whole: readonly number[];
  /** Those whose mark goes on behind it: with the letters of an author. */
  readonly beginning: readonly number[];
}

const NONE: FoundByMark = { whole: [], beginning: [] };
/** Letters and a number, or a Dewey number, and the letters that set the books of a class in order. */
const MARK = /^(?:[a-z]{1,3} ?\d{1,4}(?:\.\d+)?|\d{3}(?:\.\d+)?)(?: \.?[a-z][a-z\d]{0,5}){0,2}$/;
const FOUND_MAX = 200;

/** Marks of copies, and class marks of records that have such letters. Numbers behind a point are another class. */
export async function findByShelfMark({ db, libraries, hidden }: IndexScope, typed: string): Promise<FoundByMark> {
  const mark = toMark(typed);
  if (!MARK.test(mark)) return NONE;
  const { rows } = await sql<{ edition: number; whole: boolean }>`
    SELECT edition, bool_or(mark = ${mark}) AS whole FROM (
      SELECT m.edition, mercia_mark(call_number) AS mark
      FROM holding h JOIN member m ON m.record = h.record JOIN system s ON s.id = m.system,
        unnest(h.call_numbers) AS call_number
      WHERE ${isShown({ hidden }, sql`h.library`)} AND h.call_numbers <> '{}' AND mercia_marks(h.call_numbers) @@ mercia_mark_query(${mark}) AND h.library = ANY(${[...libraries]}::text[])
      UNION ALL
      SELECT b.edition, mercia_mark(substr(classmark, strpos(classmark, ' ') + 1))
      FROM browse_doc b, unnest(b.classmarks) AS classmark
      WHERE mercia_class_vector(b.classmarks) @@ (mercia_class_query('NLM', ${mark}) || mercia_class_query('WESSEX', ${mark})
        || mercia_class_query('LCC', ${mark}) || mercia_class_query('DEWEY', ${mark}))
    ) AS marked
    WHERE mark = ${mark} OR starts_with(mark, ${`${mark} `})
    GROUP BY edition ORDER BY whole DESC, edition LIMIT ${FOUND_MAX}`.execute(db);
  const [whole, beginning] = [rows.filter((row) => row.whole), rows.filter((row) => !row.whole)];
  return { whole: whole.map(({ edition }) => edition), beginning: beginning.map(({ edition }) => edition) };
}

/** As `mercia_mark` has it: in small letters, with a blank between the letters in front and the number. */
function toMark(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/^([a-z]{1,3}) ?(?=\d)/, '$1 ');
}
