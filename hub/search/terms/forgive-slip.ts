/** What may have been meant by a word of which nothing begins: the likeliest word that is one slip away. */
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { editsOf } from '../spelling/index.ts';
import { AFTER_ALL, type TypedText } from './typed-text.ts';

/** Of less, one slip leaves too little. */
const LETTERS_MIN = 4;
/** Of the words that begin so, as many are looked at for the most frequent. */
const LOOKED_AT_MAX = 50;

/** The text with one word put right; null if each of its words is known, or more than one is not. */
export async function withoutSlip(db: Kysely<Database>, { words }: TypedText): Promise<string | null> {
  const typed = words.map(([word = '']) => word);
  const unknown = await findUnknown(db, typed);
  const [place] = unknown;
  const word = typed[place ?? -1] ?? '';
  if (place === undefined || unknown.length > 1 || !/^\p{L}+$/u.test(word) || word.length < LETTERS_MIN) return null;
  const better = await findNearest(db, word, place === typed.length - 1);
  return better === null ? null : typed.with(place, better).join(' ');
}

/** Places of words with which none of the region begins. */
async function findUnknown(db: Kysely<Database>, typed: readonly string[]): Promise<readonly number[]> {
  const { rows } = await sql<{ place: number }>`
    SELECT asked.place::integer - 1 AS place FROM unnest(${textArray(typed)}::text[]) WITH ORDINALITY AS asked(word, place)
    WHERE NOT EXISTS (
      SELECT FROM search_term WHERE kind = 'WORD' AND scheme = '' AND key >= word AND key < word || ${AFTER_ALL}::text)
    ORDER BY asked.place`.execute(db);
  return rows.map(({ place }) => place);
}

/** The last word may be a beginning. People seldom mistype the first letter. */
async function findNearest(db: Kysely<Database>, word: string, isBeginning: boolean): Promise<string | null> {
  const edits = editsOf(word).filter((edit) => edit.startsWith(word.slice(0, 1)) && edit.length >= LETTERS_MIN - 1);
  const { rows } = await sql<{ edit: string }>`
    SELECT edit FROM unnest(${textArray(edits)}::text[]) AS asked(edit) CROSS JOIN LATERAL (
      SELECT weight FROM search_term WHERE kind = 'WORD' AND scheme = ''
        AND key >= edit AND key < edit || ${isBeginning ? AFTER_ALL : '\u0001'}::text LIMIT ${LOOKED_AT_MAX}) AS near
    ORDER BY weight DESC, edit LIMIT 1`.execute(db);
  return rows[0]?.edit ?? null;
}
