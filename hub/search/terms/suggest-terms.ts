/** Authors and subjects that begin as was typed, or have a word that does; the most frequent first. */
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type Kysely } from 'kysely';
import { AFTER_ALL, type TypedText } from './typed-text.ts';

export interface Candidate {
  readonly key: string;
  readonly term: string;
  /** About how many editions have it. */
  readonly weight: number;
}

type Kind = 'CREATOR' | 'SUBJECT';

/** So many that begin alike are put in order in memory; of more, the most frequent are read from their index. */
const SORTED_MAX = 500;
/** Terms with a word that begins so, of which the most frequent are chosen; of more than this, any. */
const LOOKED_AT_MAX = 3_000;
const WORD_MIN = 3;

export async function findCandidates(
  db: Kysely<Database>,
  kind: Kind,
  typed: TypedText,
  limit: number,
): Promise<readonly Candidate[]> {
  const found = await findByPrefix(db, kind, typed.keys, limit);
  if (found.length >= limit) return found;
  const others = kind === 'SUBJECT' ? await findByWord(db, typed, limit) : await findByLastName(db, typed, limit);
  return [...found, ...others];
}

async function findByPrefix(
  db: Kysely<Database>,
  kind: Kind,
  prefixes: readonly string[],
  limit: number,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate & { alike: number }>`
    SELECT key, term, weight, alike FROM (
      SELECT key, term, weight, count(*) OVER (PARTITION BY prefix) AS alike,
        row_number() OVER (PARTITION BY prefix ORDER BY weight DESC, key, term) AS place
      FROM unnest(${textArray(prefixes)}::text[]) AS asked(prefix) CROSS JOIN LATERAL (
        SELECT key, term, weight FROM search_term
        WHERE kind = ${kind} AND scheme = '' AND key >= prefix AND key < prefix || ${AFTER_ALL}::text
        LIMIT ${SORTED_MAX}) AS begun
    ) AS placed WHERE place <= ${limit} ORDER BY weight DESC, key, term`.execute(db);
  if (rows.every(({ alike }) => alike < SORTED_MAX)) return rows;
  return findMostFrequent(db, kind, prefixes, limit);
}

/** For a beginning that thousands share: those of the same two letters are read by their weight until enough fit. */
async function findMostFrequent(
  db: Kysely<Database>,
  kind: Kind,
  prefixes: readonly string[],
  limit: number,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    SELECT begun.key, begun.term, begun.weight
    FROM unnest(${textArray(prefixes)}::text[]) AS asked(prefix) CROSS JOIN LATERAL (
      SELECT key, term, weight FROM search_term
      WHERE kind = ${kind} AND left(key, 2) = left(prefix, 2) AND left(key, length(prefix)) = prefix
      ORDER BY weight DESC LIMIT ${limit}) AS begun
    ORDER BY begun.weight DESC, begun.key`.execute(db);
  return rows;
}

async function findByWord(db: Kysely<Database>, { words }: TypedText, limit: number): Promise<readonly Candidate[]> {
  const last = words.at(-1) ?? [];
  if (last.every((word) => word.length < WORD_MIN)) return [];
  const { rows } = await sql<Candidate>`
    SELECT key, term, weight FROM (
      SELECT key, term, weight FROM search_term
      WHERE kind = 'SUBJECT' AND to_tsvector('mercia_plain', key) @@ to_tsquery('simple', ${toWordQuery(words)})
      LIMIT ${LOOKED_AT_MAX}) AS worded
    ORDER BY weight DESC, key, term LIMIT ${limit}`.execute(db);
  return rows;
}

/** Every word in one of its spellings, the last one as a beginning. */
function toWordQuery(words: TypedText['words']): string {
  const quote = (word: string): string => `'${word}'`;
  return words
    .map(
      (spellings, at) =>
        `(${spellings.map((word) => quote(word) + (at === words.length - 1 ? ':*' : '')).join(' | ')})`,
    )
    .join(' & ');
}

/** `patrick mur` is in the list as `murray patrick`. */
async function findByLastName(
  db: Kysely<Database>,
  { words }: TypedText,
  limit: number,
): Promise<readonly Candidate[]> {
  const names = words.flatMap(([word]) => word ?? []);
  const last = names.pop();
  if (last === undefined || names.length === 0) return [];
  const others = names.map((name) => sql`strpos(key, ${` ${name}`}) > 0`);
  const { rows } = await sql<Candidate>`
    SELECT key, term, weight FROM (
      SELECT key, term, weight FROM search_term
      WHERE kind = 'CREATOR' AND scheme = '' AND key >= ${last}::text AND key < ${last + AFTER_ALL}::text
      LIMIT ${LOOKED_AT_MAX}) AS begun
    WHERE ${sql.join(others, sql` AND `)}
    ORDER BY weight DESC, key, term LIMIT ${limit}`.execute(db);
  return rows;
}
