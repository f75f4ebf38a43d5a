/** The statements that write vocabularies. */
import { sql, type Insertable, type Kysely } from 'kysely';
import type { Database, Tx } from '#store/tables.ts';
import { uninverted, unqualified, wordsOf, type Heading } from './heading.ts';

/** Statements of one vocabulary after another; readers go on meanwhile. */
export async function lockVocabularies(transaction: Tx): Promise<void> {
  await sql`LOCK TABLE vocabulary IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
}

/** Gives its number. */
export async function addVocabulary(
  transaction: Tx,
  added: Pick<Insertable<Database['vocabulary']>, 'name' | 'source' | 'format' | 'loaded_at'>,
): Promise<number> {
  const { id } = await transaction
    .insertInto('vocabulary')
    .values({ ...added, headings: 0, terms: 0, digest: Buffer.alloc(0) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface HeadingRow {
  readonly number: number;
  readonly heading: Heading;
}

/** Writes headings with their variants; names of one heading that are the same words are one. */
export async function writeHeadings(transaction: Tx, vocabulary: number, rows: readonly HeadingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const terms = rows.flatMap(({ number, heading }) =>
    namesOf(heading).map((term, place) => ({ heading: number, place, term })),
  );
  await sql`
    INSERT INTO vocabulary_term (vocabulary, heading, place, term, key)
    SELECT DISTINCT ON (heading, key) ${vocabulary}::int, heading, place, term, key
    FROM (SELECT heading, place, term, mercia_term_key(term) AS key
          FROM unnest(${terms.map(({ heading }) => heading)}::int[], ${terms.map(({ place }) => place)}::smallint[],
                      ${terms.map(({ term }) => term)}::text[]) AS given (heading, place, term)) AS keyed
    WHERE key <> ''
    ORDER BY heading, key, place`.execute(transaction);
  const words = [...new Set(terms.flatMap(({ term }) => wordsOf(term)))];
  await sql`
    INSERT INTO vocabulary_word (vocabulary, word) SELECT ${vocabulary}::int, unnest(${words}::text[])
    ON CONFLICT DO NOTHING`.execute(transaction);
  const broader = rows.flatMap(({ number, heading }) => heading.broader.map((name) => ({ number, name })));
  await sql`
    INSERT INTO vocabulary_broader (vocabulary, heading, broader)
    SELECT ${vocabulary}::int, * FROM unnest(${broader.map(({ number }) => number)}::int[],
                                             ${broader.map(({ name }) => name)}::text[])
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** The heading first; last, as they are typed, names that a file inverts or explains. */
function namesOf({ term, variants }: Heading): readonly string[] {
  const given = [term, ...variants];
  const typed = given.flatMap((name) => [uninverted(name), unqualified(name)]);
  return [...given, ...typed.filter((name) => name !== null)];
}

/** Tree numbers say what is above: `C14.280.647` is below `C14.280`. */
export async function writeBroader(
  transaction: Tx,
  vocabulary: number,
  treeNumbers: readonly (readonly string[])[],
): Promise<void> {
  const trees = treeNumbers.flatMap((trees, at) => trees.map((tree) => ({ heading: at + 1, tree })));
  if (trees.length === 0) return;
  await sql`
    WITH tree AS MATERIALIZED (
      SELECT * FROM unnest(${trees.map(({ heading }) => heading)}::int[], ${trees.map(({ tree }) => tree)}::text[])
        AS given (heading, tree))
    INSERT INTO vocabulary_broader (vocabulary, heading, broader)
    SELECT DISTINCT ${vocabulary}::int, below.heading, term.term
    FROM tree AS below
    JOIN tree AS above ON above.tree = regexp_replace(below.tree, '\\.[^.]*$', '') AND above.tree <> below.tree
    JOIN vocabulary_term AS term
      ON term.vocabulary = ${vocabulary}::int AND term.heading = above.heading AND term.place = 0
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Notes what was loaded, and gives the number of terms. */
export async function describeLoaded(
  transaction: Tx,
  vocabulary: number,
  { headings, digest }: { readonly headings: number; readonly digest: Buffer },
): Promise<number> {
  const { rows } = await sql<{ terms: number }>`
    UPDATE vocabulary
    SET headings = ${headings}, digest = ${digest},
      terms = (SELECT count(*) FROM vocabulary_term WHERE vocabulary = ${vocabulary}::int)
    WHERE id = ${vocabulary}::int RETURNING terms`.execute(transaction);
  return rows[0]?.terms ?? 0;
}

/** False if there is none of this name. */
export async function dropVocabulary(db: Kysely<Database>, name: string): Promise<boolean> {
  const dropped = await db.deleteFrom('vocabulary').where('name', '=', name).returning('id').execute();
  const ids = dropped.map(({ id }) => id);
  if (ids.length === 0) return false;
  await db.deleteFrom('vocabulary_term').where('vocabulary', 'in', ids).execute();
  await db.deleteFrom('vocabulary_broader').where('vocabulary', 'in', ids).execute();
  await db.deleteFrom('vocabulary_word').where('vocabulary', 'in', ids).execute();
  return true;
}

/** All of them, by name; `digest` is the SHA-256 of the file, hexadecimal. */
export async function findVocabularies(db: Kysely<Database>) {
  const rows = await db.selectFrom('vocabulary').selectAll().orderBy('name').execute();
  return rows.map(({ name, source, headings, terms, loaded_at: loadedAt, digest }) => ({
    name,
    source,
    headings,
    terms,
    loadedAt: loadedAt.toISOString(),
    digest: digest.toString('hex'),
  }));
}

/** Removes a vocabulary; false if there is none of this name. */
export async function removeVocabulary(db: Kysely<Database>, name: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockVocabularies(transaction);
    return dropVocabulary(transaction, name);
  });
}

/** A heading that a text stands for. */
interface HeadingView {
  readonly vocabulary: string;
  readonly heading: string;
  readonly variants: readonly string[];
  readonly broader: readonly string[];
  readonly narrower: readonly string[];
}

/** The headings that a text is a name of, in any of its forms. */
export async function findHeadings(db: Kysely<Database>, text: string): Promise<readonly HeadingView[]> {
  const { rows } = await sql<HeadingView>`
    SELECT DISTINCT v.name AS vocabulary, h.term AS heading,
      ARRAY(SELECT term FROM vocabulary_term o
            WHERE o.vocabulary = t.vocabulary AND o.heading = t.heading AND o.place > 0 ORDER BY o.place) AS variants,
      ARRAY(SELECT broader FROM vocabulary_broader b
            WHERE b.vocabulary = t.vocabulary AND b.heading = t.heading ORDER BY broader) AS broader,
      ARRAY(SELECT n.term FROM vocabulary_broader b
            JOIN vocabulary_term n ON n.vocabulary = b.vocabulary AND n.heading = b.heading AND n.place = 0
            WHERE b.vocabulary = t.vocabulary AND b.broader = h.term ORDER BY n.term) AS narrower
    FROM vocabulary_term t
    JOIN vocabulary v ON v.id = t.vocabulary
    JOIN vocabulary_term h ON h.vocabulary = t.vocabulary AND h.heading = t.heading AND h.place = 0
    WHERE t.key = mercia_term_key(${text}) ORDER BY 1, 2`.execute(db);
  return rows;
}
