import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { foldText, foldTitle } from '#union-index/normalise/text.ts';
import { spellingsOf } from '../query/spellings.ts';

/** What a person has typed, in the forms in which the lists are looked at. */
export type TypedText = NonNullable<Awaited<ReturnType<typeof readTyped>>>;

/** Sorts after everything that a text may be followed by. */
export const AFTER_ALL = '\u{10ffff}';
/** What is asked for by a beginning of less is most of the list. */
const LETTERS_MIN = 2;
const WORDS_MAX = 10;
/** Each spelling is a search of its own. */
const SPELLINGS_MAX = 4;

/** Null if too little was typed. */
export async function readTyped(db: Kysely<Database>, text: string) {
  const { rows } = await sql<{ key: string }>`SELECT mercia_key(${text}) AS key`.execute(db);
  const key = rows[0]?.key ?? '';
  if (key.length < LETTERS_MIN) return null;
  const words = key.split(' ').slice(0, WORDS_MAX);
  return {
    /** Folded as titles are, in each spelling; with and without an article in front. */
    titles: [...new Set(spell(foldText(text)).flatMap((typed) => [typed, foldTitle(typed)]))].filter(
      ({ length }) => length >= LETTERS_MIN,
    ),
    /** Folded as keys of terms are, in each spelling. */
    keys: spell(key),
    /** The words of the key, each in its spellings; the last one may be a beginning. */
    words: words.map((word) => spellingsOf(word).slice(0, SPELLINGS_MAX)),
  };
}

/** The text in British and American spelling, as far as its words differ. */
function spell(text: string): readonly string[] {
  let spelt = [''];
  for (const word of text.split(' ').slice(0, WORDS_MAX)) {
    const forms = spellingsOf(word).slice(0, SPELLINGS_MAX);
    spelt = spelt.flatMap((before) => forms.map((form) => (before === '' ? form : `${before} ${form}`)));
    spelt = spelt.slice(0, SPELLINGS_MAX);
  }
  return spelt;
}
