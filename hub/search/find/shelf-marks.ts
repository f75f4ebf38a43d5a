/** Editions by the mark on the spine of their copies, as it is typed: `WY 100`, `wy100 bur`, `616.12 HAM`. */
import { sql } from 'kysely';
import type { IndexScope } from '#union-index/read/index-scope.ts';

export interface FoundByMark {
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
export async function findByShelfMark({ db, libraries }: IndexScope, typed: string): Promise<FoundByMark> {
  const mark = toMark(typed);
  if (!MARK.test(mark)) return NONE;
  const { rows } = await sql<{ edition: number; whole: boolean }>`
    SELECT edition, bool_or(mark = ${mark}) AS whole FROM (
      SELECT m.edition, mercia_mark(call_number) AS mark
      FROM holding h JOIN member m ON m.record = h.record, unnest(h.call_numbers) AS call_number
      WHERE h.call_numbers <> '{}' AND mercia_marks(h.call_numbers) @@ mercia_mark_query(${mark}) AND h.library = ANY(${[...libraries]}::text[])
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
