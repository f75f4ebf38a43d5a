/** A store that need not be there yet: for a part that works without it, only less well. */
import type { Logger } from '#platform/logger.ts';
import type { Kysely } from 'kysely';
import { openDatabase } from './database.ts';
import { describeUrl } from './hosts.ts';
import { toTargets } from './open-store.ts';
import { createDatabaseCheck, settleLater } from './settle.ts';
import type { Database } from './tables.ts';

/** Connections of one process that opens it, at most. */
export const LATER_STORE_CONNECTIONS = 4;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * Opens a pool on the database of `databaseUrl` and brings that to the newest shape as soon as it answers, at `directUrl` if there is
 * one. Throws CONFIG_INVALID for what is no address of a PostgreSQL server. `purpose` is for those who look at the database's connections.
 */
export function openStoreLater(
  { databaseUrl, directUrl }: { readonly databaseUrl: string; readonly directUrl: string | undefined },
  logger: Logger,
  purpose: string,
) {
  const { target, lookups } = toTargets(databaseUrl, directUrl);
  const applicationName = `mercia ${purpose}`;
  const db = openDatabase({
    target: lookups,
    applicationName,
    poolSize: LATER_STORE_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    standby: true,
    fair: true,
  });
  const closing = new AbortController();
  // Without a limit: a change of tables takes what it takes, and so does waiting for another part's.
  const once = openDatabase({ target, applicationName, poolSize: 1, statementTimeoutMs: 0 });
  const settling = settleOnce(once, logger, closing.signal);
  return {
    /** Queries throw STORE_UNAVAILABLE while the database does not answer, or has no tables yet. */
    db,
    /** Where the data lies, for people; holds no credential. */
    describe: () => describeUrl(databaseUrl),
    /** How the database is now. Takes a second at most, and never rejects. */
    state: createDatabaseCheck(db),
    async close() {
      closing.abort();
      await settling;
      await db.destroy();
    },
  };
}

async function settleOnce(db: Kysely<Database>, logger: Logger, signal: AbortSignal): Promise<void> {
  await settleLater(db, logger, signal);
  await db.destroy();
}
