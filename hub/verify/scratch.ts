/** The scratch schema: the tables that the index is made in, filled with what it is made of. */
import { MerciaError } from '#platform/errors.ts';
import { errorCode } from '#store/errors.ts';
import { SCRATCH_SCHEMA } from '#store/scratch-schema.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

type Table = keyof Database;

/** Copied as they stand: who is who, what people decided, and the ids that were given. */
const COPIED: readonly Table[] = ['system', 'item', 'holding', 'ruling', 'record_edition', 'edition_redirect'];
/** Made anew. */
const MADE: readonly Table[] = [
  'public_description',
  'match_key',
  'link',
  'ignored_key',
  'unmatched',
  'member',
  'edition',
  'search_doc',
  'change',
  'record_profile',
  'hidden_description',
  'setting',
  'feed_state',
  'feed_repository',
  'feed_entry',
  'feed_in_set',
  'feed_due',
  'feed_hold',
  'feed_held',
  'feed_set_size',
  'feed_loss',
  'search_term',
  'browse_doc',
  'term_state',
  'term_count',
];

/** Held as long as the schema is used. */
const SCRATCH_LOCK = 20_255;

/** Keeps the schema for this process until the transaction ends; throws if another process has it. */
export async function holdScratch(transaction: Tx): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_xact_lock(${SCRATCH_LOCK}) AS held`.execute(
    transaction,
  );
  if (rows[0]?.held === true) return;
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    'the index is being verified by another process; try again when that ends',
  );
}

export async function dropScratch(db: Kysely<Database>): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS ${sql.id(SCRATCH_SCHEMA)} CASCADE`.execute(db);
}

/** Makes the schema, with the public records as they stand in the transaction, read by no rules yet. */
export async function fillScratch(transaction: Tx): Promise<void> {
  await createSchema(transaction);
  for (const table of [...COPIED, ...MADE, 'record' as const]) {
    // What a crash leaves of it is dropped before it is used again.
    await sql`CREATE UNLOGGED TABLE ${inScratch(table)} (LIKE ${sql.table(table)} INCLUDING ALL)`.execute(transaction);
  }
  for (const table of COPIED) await copy(transaction, table, sql`SELECT * FROM ${sql.table(table)}`);
  await copy(transaction, 'record', sql`SELECT * FROM record WHERE visibility = 'PUBLIC' AND NOT deleted`);
  await sql`UPDATE ${inScratch('record')} SET rules = 0`.execute(transaction);
  await sql`
    INSERT INTO ${inScratch('public_description')} (record, system, local_id, holders, keys, description)
    SELECT r.id, r.system, r.local_id, coalesce((
        SELECT json_agg(json_build_object('library', h.library, 'siteCodes', h.site_codes))
        FROM holding h WHERE h.record = r.id), '[]'), '{}', '{}'
    FROM ${inScratch('record')} r`.execute(transaction);
}

async function createSchema(transaction: Tx): Promise<void> {
  try {
    await sql`CREATE SCHEMA ${sql.id(SCRATCH_SCHEMA)}`.execute(transaction);
  } catch (error) {
    if (errorCode(error) !== '42501') throw error;
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `database: the user may not create the schema ${SCRATCH_SCHEMA}; let an administrator run GRANT CREATE ON DATABASE … TO …`,
      { cause: error },
    );
  }
}

async function copy(transaction: Tx, table: Table, rows: RawBuilder<unknown>): Promise<void> {
  await sql`INSERT INTO ${inScratch(table)} OVERRIDING SYSTEM VALUE ${rows}`.execute(transaction);
}

function inScratch(table: string): RawBuilder<unknown> {
  return sql`${sql.id(SCRATCH_SCHEMA, table)}`;
}
