import { MerciaError } from '#platform/errors.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { VERSION } from '#platform/version.ts';
import { toStoreError } from './errors.ts';
import { unionIndex } from './migrations/0001-union-index.ts';
import { lastKnown } from './migrations/0002-last-known.ts';
import { matchLinks } from './migrations/0003-match-links.ts';
import { rulings } from './migrations/0004-rulings.ts';
import { works } from './migrations/0005-works.ts';
import { duplicates } from './migrations/0006-duplicates.ts';
import { apiKeys } from './migrations/0007-api-keys.ts';
import { patrons } from './migrations/0008-patrons.ts';
import { writes } from './migrations/0009-writes.ts';
import { circulationCounts } from './migrations/0010-circulation-counts.ts';
import { leanLoad } from './migrations/0020-lean-load.ts';
import { loanListRows } from './migrations/0021-loan-list-rows.ts';
import { rejectRetention } from './migrations/0022-reject-retention.ts';
import { numberedKeys } from './migrations/0023-numbered-keys.ts';
import { publicDescriptions } from './migrations/0024-public-descriptions.ts';
import { limitedFacts } from './migrations/0025-limited-facts.ts';
import { readingRules } from './migrations/0028-reading-rules.ts';
import { readerTokensAgain } from './migrations/0030-reader-tokens-again.ts';
import { noKeysOfStaff } from './migrations/0031-no-keys-of-staff.ts';
import { whatItemsCarry } from './migrations/0032-what-items-carry.ts';
import { recordProfiles } from './migrations/0033-record-profiles.ts';
import { snapshots } from './migrations/0034-snapshots.ts';
import { readerFacts } from './migrations/0035-reader-facts.ts';
import { policies } from './migrations/0036-policies.ts';
import { controlTotals } from './migrations/0037-control-totals.ts';
import { mappings } from './migrations/0038-mappings.ts';
import { decisions } from './migrations/0039-decisions.ts';
import { matchFindings } from './migrations/0040-match-findings.ts';
import { exportAudit } from './migrations/0041-export-audit.ts';
import { feeds } from './migrations/0042-feeds.ts';
import { keysOfOneService } from './migrations/0043-keys-of-one-service.ts';
import { fixVersions } from './migrations/0044-fix-versions.ts';
import { cells } from './migrations/0045-cells.ts';
import { feedPublishing } from './migrations/0047-feed-publishing.ts';
import { deliveryTarget } from './migrations/0049-delivery-target.ts';
import { vocabularies } from './migrations/0051-vocabularies.ts';
import { terms } from './migrations/0052-terms.ts';
import { searchFilters } from './migrations/0053-search-filters.ts';
import { consoleSessions } from './migrations/0054-console-sessions.ts';
import { actions } from './migrations/0055-actions.ts';
import { rejectRetries } from './migrations/0056-reject-retries.ts';
import { changesOfSnapshots } from './migrations/0057-changes-of-snapshots.ts';
import { keptHidden } from './migrations/0060-kept-hidden.ts';
import { takeBacks } from './migrations/0061-take-backs.ts';
import { harvestState } from './migrations/0062-harvest-state.ts';
import { earlierVacuum } from './migrations/0063-earlier-vacuum.ts';
import { recordEditions } from './migrations/0065-record-editions.ts';
import { hostShares } from './migrations/0068-host-shares.ts';
import { readySince } from './migrations/0070-ready-since.ts';
import { saidOfEditions } from './migrations/0078-said-of-editions.ts';
import { shelfMarks } from './migrations/0079-shelf-marks.ts';
import { controlNumbers } from './migrations/0082-control-numbers.ts';
import { readersForALedger } from './migrations/0083-readers-for-a-ledger.ts';
import { controlParts } from './migrations/0084-control-parts.ts';
import { plans } from './migrations/0085-plans.ts';
import { loadErrors } from './migrations/0086-load-errors.ts';
import { ledgers } from './migrations/0087-ledgers.ts';
import { movePhases } from './migrations/0088-move-phases.ts';
import { moveEvidence } from './migrations/0089-move-evidence.ts';
import { whoAsksForMoves } from './migrations/0091-who-asks-for-moves.ts';
import { proofsThatHold } from './migrations/0093-proofs-that-hold.ts';
import { copiesInPlace } from './migrations/0099-copies-in-place.ts';
import { headingsBelow } from './migrations/0100-headings-below.ts';
import { howSystemsAnswered } from './migrations/0103-how-systems-answered.ts';
import { loansByMonth } from './migrations/0104-loans-by-month.ts';
import { rulingRequests } from './migrations/0105-ruling-requests.ts';
import { writesByHour } from './migrations/0106-writes-by-hour.ts';
import { copyChanges } from './migrations/0109-copy-changes.ts';
import { completeLists } from './migrations/0110-complete-lists.ts';
import { leanDescriptions } from './migrations/0111-lean-descriptions.ts';
import { whatReadersMissed } from './migrations/0112-what-readers-missed.ts';
import { outlines } from './migrations/0113-outlines.ts';
import { ownedRests } from './migrations/0114-owned-rests.ts';
import { monthsNotCounted } from './migrations/0115-months-not-counted.ts';
import { oldCopyChanges } from './migrations/0116-old-copy-changes.ts';
import { withdrawn } from './migrations/0117-withdrawn.ts';
import { cellsBySystem } from './migrations/0108-cells-by-system.ts';
import type { SchemaChange } from './schema-change.ts';
import type { Database } from './tables.ts';
import { z } from 'zod';

/** Every migration by name, in order. One that was released is never edited, only followed by another. */
export const MIGRATIONS: Readonly<Record<string, SchemaChange>> = {
  '0001-union-index': unionIndex,
  '0002-last-known': lastKnown,
  '0003-match-links': matchLinks,
  '0004-rulings': rulings,
  '0005-works': works,
  '0006-duplicates': duplicates,
  '0007-api-keys': apiKeys,
  '0008-patrons': patrons,
  '0009-writes': writes,
  '0010-circulation-counts': circulationCounts,
  '0020-lean-load': leanLoad,
  '0021-loan-list-rows': loanListRows,
  '0022-reject-retention': rejectRetention,
  '0023-numbered-keys': numberedKeys,
  '0024-public-descriptions': publicDescriptions,
  '0025-limited-facts': limitedFacts,
  '0028-reading-rules': readingRules,
  '0030-reader-tokens-again': readerTokensAgain,
  '0031-no-keys-of-staff': noKeysOfStaff,
  '0032-what-items-carry': whatItemsCarry,
  '0033-record-profiles': recordProfiles,
  '0034-snapshots': snapshots,
  '0035-reader-facts': readerFacts,
  '0036-policies': policies,
  '0037-control-totals': controlTotals,
  '0038-mappings': mappings,
  '0039-decisions': decisions,
  '0040-match-findings': matchFindings,
  '0041-export-audit': exportAudit,
  '0042-feeds': feeds,
  '0043-keys-of-one-service': keysOfOneService,
  '0044-fix-versions': fixVersions,
  '0045-cells': cells,
  '0047-feed-publishing': feedPublishing,
  '0049-delivery-target': deliveryTarget,
  '0051-vocabularies': vocabularies,
  '0052-terms': terms,
  '0053-search-filters': searchFilters,
  '0054-console-sessions': consoleSessions,
  '0055-actions': actions,
  '0056-reject-retries': rejectRetries,
  '0057-changes-of-snapshots': changesOfSnapshots,
  '0060-kept-hidden': keptHidden,
  '0061-take-backs': takeBacks,
  '0062-harvest-state': harvestState,
  '0063-earlier-vacuum': earlierVacuum,
  '0065-record-editions': recordEditions,
  '0068-host-shares': hostShares,
  '0070-ready-since': readySince,
  '0078-said-of-editions': saidOfEditions,
  '0079-shelf-marks': shelfMarks,
  '0082-control-numbers': controlNumbers,
  '0083-readers-for-a-ledger': readersForALedger,
  '0084-control-parts': controlParts,
  '0085-plans': plans,
  '0086-load-errors': loadErrors,
  '0087-ledgers': ledgers,
  '0088-move-phases': movePhases,
  '0089-move-evidence': moveEvidence,
  '0091-who-asks-for-moves': whoAsksForMoves,
  '0093-proofs-that-hold': proofsThatHold,
  '0099-copies-in-place': copiesInPlace,
  '0100-headings-below': headingsBelow,
  '0103-how-systems-answered': howSystemsAnswered,
  '0104-loans-by-month': loansByMonth,
  '0105-ruling-requests': rulingRequests,
  '0106-writes-by-hour': writesByHour,
  '0109-copy-changes': copyChanges,
  '0110-complete-lists': completeLists,
  '0111-lean-descriptions': leanDescriptions,
  '0112-what-readers-missed': whatReadersMissed,
  '0113-outlines': outlines,
  '0114-owned-rests': ownedRests,
  '0115-months-not-counted': monthsNotCounted,
  '0116-old-copy-changes': oldCopyChanges,
  '0117-withdrawn': withdrawn,
  '0108-cells-by-system': cellsBySystem,
};

/**
 * Whoever changes tables holds it until that is committed; a backup shares it, so that nobody changes them meanwhile. It is the lock of
 * Kysely's own migrator, which versions before this one used.
 */
export const SCHEMA_LOCK = sql.raw('3853314791062309107');

/** The code that opens a database, as others may have written into it. */
export interface Code {
  readonly version: string;
  readonly changes: Readonly<Record<string, SchemaChange>>;
}

const THIS_CODE: Code = { version: VERSION, changes: MIGRATIONS };

export interface MigrateOptions {
  /** If not given, this one. */
  readonly code?: Code;
  /** Called if another process changes the tables, or backs them up: it is waited for, however long it takes. */
  readonly onWait?: () => void;
  /** Called before each migration. */
  readonly onBegin?: (name: string) => void;
}

export interface Migrated {
  /** The names of the migrations that were carried out. */
  readonly done: readonly string[];
  /** How the database is newer than this code, which may run beside it; null if it is not. In words for people. */
  readonly newer: string | null;
}

/**
 * Brings the database to the newest shape, all in one transaction without a limit of time; processes that start together wait for
 * one another. Throws STORE_UNAVAILABLE for a database of a newer Mercia beside which this one cannot run.
 */
export async function migrateToLatest(db: Kysely<Database>, options: MigrateOptions = {}): Promise<Migrated> {
  const { code = THIS_CODE } = options;
  if (listPending(code, await readState(db)).length > 0) {
    const done = await db.transaction().execute((transaction) => migrate(transaction, options));
    if (done.length > 0) return { done, newer: null };
  }
  return { done: [], newer: describeNewer(code, await readState(db)) };
}

/** The same in a transaction of the caller; with `only`, no others than these. */
export async function migrate(
  transaction: Transaction<Database>,
  { code = THIS_CODE, onWait, onBegin }: MigrateOptions,
  only?: readonly string[],
): Promise<readonly string[]> {
  await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
  const { rows } = await sql<{ free: boolean }>`
    SELECT pg_try_advisory_xact_lock(${SCHEMA_LOCK}) AS free`.execute(transaction);
  if (rows[0]?.free !== true) {
    onWait?.();
    await sql`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(transaction);
  }
  const state = await readState(transaction);
  const pending = listPending(code, state).filter((name) => only?.includes(name) ?? true);
  if (pending.length === 0) return [];
  const unknown = listUnknown(code, state);
  if (unknown.length > 0) throw tooNew(code, state, unknown);
  try {
    await sql`
      CREATE TABLE IF NOT EXISTS kysely_migration (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL)
    `.execute(transaction);
    for (const name of pending) {
      onBegin?.(name);
      await code.changes[name]?.up(transaction);
      await sql`INSERT INTO kysely_migration VALUES (${name}, ${new Date().toISOString()})`.execute(transaction);
    }
  } catch (error) {
    throw migrationError(error);
  }
  await noteCode(transaction, code);
  return pending;
}

/** What older code finds out from the database about changes that it does not know. */
const noteShape = z.object({ version: z.string(), olderMayRun: z.array(z.string()) });
const NOTE = 'schema made by';

async function noteCode(db: Kysely<Database>, { version, changes }: Code): Promise<void> {
  const olderMayRun = Object.keys(changes).filter((name) => changes[name]?.olderMayRun === true);
  const note: z.infer<typeof noteShape> = { version, olderMayRun };
  await sql`
    INSERT INTO setting (key, value) VALUES (${NOTE}, ${JSON.stringify(note)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`.execute(db);
}

interface SchemaState {
  /** The migrations that were carried out; none in an empty database. */
  readonly done: readonly string[];
  /** By whom, and beside which of them older code may run; null if nothing was noted. */
  readonly note: z.infer<typeof noteShape> | null;
}

export async function readState(db: Kysely<Database>): Promise<SchemaState> {
  const found = await sql<{ there: boolean }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(db);
  if (found.rows[0]?.there !== true) return { done: [], note: null };
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  const done = rows.map(({ name }) => name);
  if (done.length === 0) return { done, note: null };
  const note = await sql<{ value: unknown }>`SELECT value FROM setting WHERE key = ${NOTE}`.execute(db);
  return { done, note: noteShape.safeParse(note.rows[0]?.value).data ?? null };
}

function listPending({ changes }: Code, { done }: SchemaState): readonly string[] {
  const known = new Set(done);
  return Object.keys(changes).filter((name) => !known.has(name));
}

function listUnknown({ changes }: Code, { done }: SchemaState): readonly string[] {
  return done.filter((name) => !(name in changes));
}

/** Null if the database has nothing that this code does not know. */
function describeNewer(code: Code, state: SchemaState): string | null {
  const unknown = listUnknown(code, state);
  if (unknown.length === 0) return null;
  const { note } = state;
  if (note === null || unknown.some((name) => !note.olderMayRun.includes(name))) throw tooNew(code, state, unknown);
  return `the database was brought to ${unknown.join(', ')} by Mercia ${note.version}, beside which this one (${code.version}) may run`;
}

function tooNew(code: Code, { note }: SchemaState, unknown: readonly string[]): MerciaError {
  const newer = note === null ? 'a newer Mercia' : `Mercia ${note.version}`;
  // They are listed in the order in which they are carried out, which is not everywhere that of their numbers.
  const own = Object.keys(code.changes).toSorted().at(-1) ?? '';
  return new MerciaError(
    'STORE_UNAVAILABLE',
    `database: it was brought to ${unknown.join(', ')} by ${newer}, and this is Mercia ${code.version}, which knows it up to ${own} ` +
      `and cannot run beside it: run ${newer}, or restore the backup from before (docs/upgrading.md)`,
  );
}

function migrationError(error: unknown): unknown {
  const translated = toStoreError(error);
  if (translated !== error) return translated;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  // insufficient_privilege, and an extension that the server does not have
  if (code === '42501' || code === '0A000' || code === '58P01') {
    return new MerciaError(
      'STORE_UNAVAILABLE',
      'database: the user may not create the tables or the extensions unaccent and pg_trgm; let an administrator run ' +
        'CREATE EXTENSION for both in this database, then try again',
      { cause: error },
    );
  }
  return error;
}
