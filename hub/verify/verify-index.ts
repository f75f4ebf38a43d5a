/**
 * Makes the index once more from the stored records, in the scratch schema, and compares it with what is served:
 *
 *     copy      records, rulings and ids, and what the index says: one snapshot of the database
 *     rebuild   records read from their bytes, matched, published, their terms counted
 *     compare   line by line what both say
 */
import type { Logger } from '#platform/logger.ts';
import type { Database, Tx } from '#store/tables.ts';
import { SCRATCH_SCHEMA } from '#store/scratch-schema.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { RULES_VERSION } from '#union-index/description.ts';
import type { FeedPublication } from '#feed-log/publish/batch.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { ensureLog } from '#feed-log/publish/state.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { MerciaError } from '#platform/errors.ts';
import { errorCode } from '#store/errors.ts';

/** What an index says, line by line: a name, and a text or a digest of it. They read the tables of whichever schema they are run in. */
const SAID: Readonly<Record<'MEMBERS' | 'TEXTS' | 'FEEDS' | 'TERMS' | 'WORDS' | 'LISTS', RawBuilder<unknown>>> = {
  MEMBERS: sql`
    SELECT m.edition::text AS name, string_agg(s.system_id || ':record:' || r.local_id, ' '
      ORDER BY s.system_id COLLATE "C", r.local_id COLLATE "C") AS says
    FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system GROUP BY m.edition`,
  TEXTS: sql`
    SELECT e.id::text AS name, md5(concat_ws(E'\\n', e.systems, e.libraries, e.format, e.title, e.description, e.work, d.sites,
      d.languages, d.subjects, d.published_year, d.online, d.sort_title, d.document)) AS says
    FROM edition e LEFT JOIN search_doc d ON d.edition = e.id`,
  FEEDS: sql`
    SELECT r.name || ' ' || e.identifier AS name,
      md5(e.hash || convert_to(ARRAY(SELECT unnest(e.sets) ORDER BY 1)::text, 'UTF8')) AS says
    FROM feed_entry e JOIN feed_repository r ON r.id = e.repository WHERE e.replaced_at IS NULL AND e.hash IS NOT NULL`,
  TERMS: sql`
    SELECT concat_ws(' ', kind, nullif(scheme, ''), term) AS name, weight::text AS says
    FROM search_term WHERE kind <> 'WORD' AND weight > 0`,
  // Their weights are counted from time to time, and words that nothing has any more stay until then.
  WORDS: sql`SELECT 'WORD ' || term AS name, '' AS says FROM search_term WHERE kind = 'WORD'`,
  LISTS: sql`SELECT edition::text AS name, md5(concat_ws(E'\\n', creators, classmarks, subjects)) AS says FROM browse_doc`,
};

type What = keyof typeof SAID;

export interface VerifyOptions {
  readonly db: Kysely<Database>;
  readonly openScratch: () => Kysely<Database>;
  readonly ingest: Pick<Ingest, 'matchWaiting'>;
  /** Null if the region passes nothing on. */
  readonly publication: FeedPublication | null;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Told of each step, for people. */
  readonly step?: (what: string) => void;
}

export interface Difference {
  /** `MEMBERS`: other records. `TEXTS`: what an edition says, or is found by. `LISTS`: what it is listed under. */
  readonly what: What;
  /** The number of an edition, an entry of a repository, or a term. */
  readonly name: string;
  /** Null if it is not there; of texts a digest. */
  readonly served: string | null;
  readonly rebuilt: string | null;
}

export interface IndexVerdict {
  /** How much was compared. */
  readonly compared: Readonly<Partial<Record<What, number>>>;
  readonly differences: number;
  /** The first thousand. */
  readonly examples: readonly Difference[];
  /** What could not be compared, and why. */
  readonly notCompared: readonly string[];
}

const EXAMPLES_MAX = 1_000;

/** Changes nothing of what is served, and leaves nothing behind. Throws if the signal ends it. */
export async function verifyIndex(options: VerifyOptions): Promise<IndexVerdict> {
  const scratch = options.openScratch();
  try {
    return await scratch.transaction().execute(async (holder) => {
      await holdScratch(holder);
      await dropScratch(options.db);
      try {
        return await verifyIn(scratch, options);
      } finally {
        await dropScratch(options.db);
      }
    });
  } finally {
    await scratch.destroy();
  }
}

async function verifyIn(scratch: Kysely<Database>, options: VerifyOptions): Promise<IndexVerdict> {
  const { db, ingest, publication, logger, signal, step = () => undefined } = options;
  step('copying the stored records');
  const behind = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await fillScratch(transaction);
      await keepLines(transaction, 'served');
      return findBehind(transaction, publication);
    });
  const clock = (): Date => new Date();
  step('reading and matching them');
  await ingest.matchWaiting(scratch, clock, signal);
  if (publication !== null) {
    step('making what is passed on');
    await ensureLog(scratch, clock());
    while (!signal.aborted && (await publishNext({ db: scratch, publication, clock, logger })));
  }
  step('counting terms');
  while (!signal.aborted && (await keepNext(scratch, { at: clock() })));
  signal.throwIfAborted();
  await scratch.transaction().execute((transaction) => keepLines(transaction, 'rebuilt'));
  return compare(scratch, behind);
}

/** Writes down what the index of the connection's schema says. */
async function keepLines(transaction: Tx, index: 'served' | 'rebuilt'): Promise<void> {
  const said = Object.entries(SAID).map(
    ([what, lines]) => sql`SELECT ${sql.lit(what)} AS what, * FROM (${lines}) AS said`,
  );
  await sql`CREATE UNLOGGED TABLE ${sql.id(SCRATCH_SCHEMA, index)} AS ${sql.join(said, sql` UNION ALL `)}`.execute(
    transaction,
  );
}

/** Parts of the index that are not up to date with its records: what they say differs rightly. */
async function findBehind(transaction: Tx, publication: FeedPublication | null): Promise<ReadonlyMap<What, string>> {
  const { rows } = await sql<{ waiting: number; older: number; feed: boolean; terms: boolean; rules: string | null }>`
    SELECT (SELECT count(*) FROM unmatched) AS waiting,
      (SELECT count(*) FROM record WHERE rules <> ${RULES_VERSION}::integer AND NOT deleted) AS older,
      coalesce((SELECT f.swept_to IS NULL AND f.change_seq >= last.seq FROM feed_state f), false)
        AND NOT EXISTS (SELECT FROM feed_due) AND NOT EXISTS (SELECT FROM feed_held) AS feed,
      (SELECT rules FROM feed_state) AS rules,
      coalesce((SELECT t.swept_to IS NULL AND t.change_seq >= last.seq FROM term_state t), false) AS terms
    FROM (SELECT coalesce(max(seq), 0) AS seq FROM change) AS last`.execute(transaction);
  const [state] = rows;
  const behind = new Map<What, string>();
  const waiting = (state?.waiting ?? 0) + (state?.older ?? 0);
  if (waiting > 0) {
    const wait = waiting === 1 ? 'record waits' : 'records wait';
    const why = `${waiting} ${wait} to be read or matched: run it again after the harvest`;
    for (const what of Object.keys(SAID) as What[]) behind.set(what, why);
    return behind;
  }
  if (publication === null) behind.set('FEEDS', 'the region file passes nothing on');
  else if (state?.feed !== true)
    behind.set('FEEDS', 'changes wait to be published, or are held: see mercia feed status');
  else if (state.rules !== publication.renderer.rules)
    behind.set('FEEDS', 'they wait to be published again, after a restore or by other rules: see mercia feed status');
  if (state?.terms !== true)
    for (const what of ['TERMS', 'WORDS', 'LISTS'] as const) behind.set(what, 'changes wait to be counted');
  return behind;
}

async function compare(scratch: Kysely<Database>, behind: ReadonlyMap<What, string>): Promise<IndexVerdict> {
  const compared = (Object.keys(SAID) as What[]).filter((what) => !behind.has(what));
  const { rows: counts } = await sql<{ what: What; n: number }>`
    SELECT what, count(*) AS n FROM rebuilt WHERE what = ANY(${compared}::text[]) GROUP BY what`.execute(scratch);
  // What an edition of other records says is other, too; words that nothing has any more are no difference.
  await sql`
    CREATE UNLOGGED TABLE difference AS
    SELECT what, name, s.says AS served, r.says AS rebuilt
    FROM (SELECT * FROM served WHERE what = ANY(${compared}::text[])) s
      FULL JOIN (SELECT * FROM rebuilt WHERE what = ANY(${compared}::text[])) r USING (what, name)
    WHERE s.says IS DISTINCT FROM r.says AND NOT (what = 'WORDS' AND r.says IS NULL)`.execute(scratch);
  await sql`
    DELETE FROM difference d USING difference m
    WHERE d.what IN ('TEXTS', 'LISTS') AND m.what = 'MEMBERS' AND m.name = d.name`.execute(scratch);
  const { rows: examples } = await sql<Difference>`
    SELECT * FROM difference ORDER BY array_position(${Object.keys(SAID)}::text[], what), name COLLATE "C"
    LIMIT ${EXAMPLES_MAX}`.execute(scratch);
  const { rows: total } = await sql<{ n: number }>`SELECT count(*) AS n FROM difference`.execute(scratch);
  return {
    compared: Object.fromEntries(compared.map((what) => [what, counts.find((one) => one.what === what)?.n ?? 0])),
    differences: total[0]?.n ?? 0,
    examples,
    notCompared: [...Map.groupBy(behind, ([, why]) => why)].map(
      ([why, parts]) => `${parts.map(([what]) => what).join(', ')}: ${why}`,
    ),
  };
}

/** One of them is named by no statement of kysely, and has no type. */
type Table = keyof Database | 'hidden_holding';

/** Copied as they stand: who is who, what people decided, and the ids that were given. */
const COPIED: readonly Table[] = ['system', 'item', 'holding', 'ruling', 'record_edition', 'edition_redirect'];
/**
 * Made anew: every table that the work writes into, compared or not. If one is missing here, the work writes into the table that is
 * served.
 */
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
  // Written where a stored record cannot be read.
  'hidden_item',
  'hidden_holding',
  'reject',
  'harvest_state',
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
const SCRATCH_LOCK = 20_256;

/** Keeps the schema for this process until the transaction ends; throws if another process has it. */
async function holdScratch(transaction: Tx): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_xact_lock(${SCRATCH_LOCK}) AS held`.execute(
    transaction,
  );
  if (rows[0]?.held === true) return;
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    'the index is being verified by another process; try again when that ends',
  );
}

async function dropScratch(db: Kysely<Database>): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS ${sql.id(SCRATCH_SCHEMA)} CASCADE`.execute(db);
}

/** Makes the schema, with the public records as they stand in the transaction, read by no rules yet. */
async function fillScratch(transaction: Tx): Promise<void> {
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
