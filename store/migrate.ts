import { MerciaError } from '#platform/errors.ts';
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
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
import type { Database } from './tables.ts';

/** Every migration by name, in order. One that was released is never edited, only followed by another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
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
};

/**
 * Brings the database to the newest shape, all in one transaction and under an advisory lock: processes that start
 * together wait for one another. Gives the names of the migrations that were carried out.
 */
export async function migrateToLatest(db: Kysely<Database>): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  const unknown = await migrationsOfANewerMercia(db);
  if (unknown.length > 0) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `database: it was brought to ${unknown.join(', ')} by a newer Mercia; run that one, or use another database`,
    );
  }
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw migrationError(error);
  return (results ?? []).map((result) => result.migrationName);
}

async function migrationsOfANewerMercia(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const done = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return done.map((row) => row.name).filter((name) => !(name in MIGRATIONS));
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
