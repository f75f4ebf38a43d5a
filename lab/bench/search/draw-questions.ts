/** What people ask of an index, drawn from what is in it. */
import { createRandom, type Random } from '#simulators/random.ts';
import type { Database } from '#store/tables.ts';
import type { Browse, Suggest } from '#search/index.ts';
import { sql, type Kysely } from 'kysely';

export interface Questions {
  /** Three words of a title: few editions have them all. */
  readonly narrow: readonly string[];
  /** One word that many editions have. */
  readonly broad: readonly string[];
  /** What a person has typed, from two letters on. */
  readonly suggest: readonly Suggest[];
  readonly browse: readonly Browse[];
}

const KINDS = ['TITLE', 'AUTHOR', 'SUBJECT'] as const;
export const NARROW_WORDS = 3;

export async function drawQuestions(db: Kysely<Database>, count: number): Promise<Questions> {
  const random = createRandom(7);
  const titles = await drawTitles(db, count);
  const terms = await drawTerms(db, count);
  const typed = [...titles, ...terms.map(({ term }) => term)];
  return {
    narrow: titles.map((title) => drawWords(title, NARROW_WORDS, random)),
    broad: await findBroadWords(db),
    suggest: Array.from({ length: 2 * count }, () => ({
      text: beginOf(random.one(typed), random),
      kinds: KINDS,
      first: 8,
    })),
    browse: terms.map(({ kind, scheme, term }) => toBrowse(kind, scheme, term)),
  };
}

/** So many words of a title. */
export function drawWords(title: string, count: number, random: Random): string {
  return random.some(wordsOf(title), count).join(' ');
}

function wordsOf(title: string): readonly string[] {
  return title.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
}

/** Two to twelve characters, as they are typed. */
function beginOf(text: string, random: Random): string {
  return text.slice(0, random.whole(2, 12));
}

function toBrowse(kind: string, scheme: string, term: string): Browse {
  const rest = { at: term, before: 5, first: 20, cursor: null };
  if (kind === 'CLASSMARK') return { list: 'CLASSMARK', scheme: scheme as Browse['scheme'], ...rest };
  return { list: kind === 'CREATOR' ? 'AUTHOR' : 'SUBJECT', scheme: null, ...rest };
}

async function drawTitles(db: Kysely<Database>, count: number): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`
    SELECT title FROM edition ORDER BY hashint8(id) LIMIT ${count}`.execute(db);
  return rows.map(({ title }) => title);
}

interface DrawnTerm {
  readonly kind: string;
  readonly scheme: string;
  readonly term: string;
}

async function drawTerms(db: Kysely<Database>, count: number): Promise<readonly DrawnTerm[]> {
  const { rows } = await sql<DrawnTerm>`
    SELECT kind, scheme, term FROM search_term WHERE kind <> 'WORD' ORDER BY hashtext(key || term) LIMIT ${count}`.execute(
    db,
  );
  return rows;
}

/** The most frequent words. */
async function findBroadWords(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT key FROM search_term WHERE kind = 'WORD' ORDER BY weight DESC LIMIT 100`.execute(db);
  return rows.map(({ key }) => key);
}
