/** A log of feeds with so many editions, put together of real records, and written by the database itself. */
import { writeIso2709, writeMarcXml, type MarcField, type MarcRecord } from '#marc/index.ts';
import { createRandom } from '#simulators/random.ts';
import type { Database } from '#store/tables.ts';
import { EDITIONS_REPOSITORY, toCanonicalText } from '#feed-log/index.ts';
import { sql, type Kysely } from 'kysely';
import { inventEdition } from '../load/invent-edition.ts';
import { readRecordPool } from '../load/record-pool.ts';

export const EPOCH = '0be9c0de';
export const BEGAN_AT = new Date('2031-03-01T00:00:00Z');
/** Entries that have the same datestamp, as those of a batch have. */
export const PER_SECOND = 400;
const TEMPLATES = 400;
const LARGEST_BYTES = 20_000;
/** As long as every 001 of the log, whose place it takes. */
const PLACEHOLDER = 'bench-0000000';
const COPIES = 3;

/** One entry in fifty is deleted; one in a thousand is in the smallest set. */
export async function inventLog(db: Kysely<Database>, entries: number): Promise<void> {
  const templates = inventTemplates();
  await sql`CREATE TABLE bench_template (number int PRIMARY KEY, body text, canonical text)`.execute(db);
  for (const [number, marc] of templates.entries()) {
    const body = Buffer.from(writeIso2709(marc)).toString();
    await sql`INSERT INTO bench_template VALUES (${number}, ${body}, ${toCanonicalText(marc)})`.execute(db);
  }
  await sql`INSERT INTO feed_repository (name) VALUES (${EDITIONS_REPOSITORY})`.execute(db);
  const own = (text: string) => sql`convert_to(replace(${sql.ref(text)}, ${PLACEHOLDER}, name), 'UTF8')`;
  await sql`
    INSERT INTO feed_entry (position, repository, identifier, edition, datestamp, kind, replaced_by, sets, hash, body)
    SELECT n, (SELECT id FROM feed_repository), name, n,
      ${BEGAN_AT}::timestamptz + (n / ${sql.lit(PER_SECOND)}) * interval '1 second',
      CASE WHEN gone THEN 'DELETED' ELSE 'CHANGED' END, '{}',
      ARRAY[CASE WHEN n % 1000 = 7 THEN 'format:kit' ELSE 'format:book' END, 'without-online'],
      CASE WHEN gone THEN NULL ELSE sha256(${own('canonical')}) END, CASE WHEN gone THEN NULL ELSE ${own('body')} END
    FROM (SELECT n, 'bench-' || lpad(n::text, 7, '0') AS name, n % 50 = 0 AS gone
        FROM generate_series(1, ${sql.lit(entries)}) n) AS numbered
      JOIN bench_template ON number = n % ${sql.lit(templates.length)}`.execute(db);
  await sql`
    INSERT INTO feed_in_set (repository, set_spec, position)
    SELECT repository, unnest(sets), position FROM feed_entry`.execute(db);
  await sql`
    INSERT INTO feed_state (epoch, fingerprint, began_at, rules, change_seq, position, datestamp)
    SELECT ${EPOCH}, 'bench', ${BEGAN_AT}, 'bench', 0, max(position), max(datestamp) FROM feed_entry`.execute(db);
  await sql`DROP TABLE bench_template`.execute(db);
  await sql`VACUUM ANALYZE feed_entry, feed_in_set`.execute(db);
}

function inventTemplates(): readonly MarcRecord[] {
  const random = createRandom(17);
  const { books } = readRecordPool();
  const templates: MarcRecord[] = [];
  while (templates.length < TEMPLATES) {
    const { leader, fields } = inventEdition(books, random);
    const marc = { leader, fields: [{ tag: '001', value: PLACEHOLDER }, ...fields, ...copies(templates.length)] };
    if (isWritable(marc)) templates.push(marc);
  }
  return templates;
}

function copies(number: number): readonly MarcField[] {
  return Array.from({ length: COPIES }, (_, copy) => ({
    tag: '852',
    ind1: '4',
    ind2: ' ',
    subfields: [
      { code: 'a', value: 'GB-UkLoB' },
      { code: 'b', value: `Library ${String(copy)}` },
      { code: 'c', value: 'Main shelves' },
      { code: 'h', value: `WX ${String(number)}` },
      { code: 'p', value: `3${String(number * COPIES + copy).padStart(13, '0')}` },
    ],
  }));
}

/** What is published can be written in both forms. */
function isWritable(marc: MarcRecord): boolean {
  try {
    writeMarcXml(marc);
    return writeIso2709(marc).byteLength < LARGEST_BYTES;
  } catch {
    return false;
  }
}
