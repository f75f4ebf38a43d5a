/** A store that need not be there yet: for a part that works without it, only less well. */
import type { Logger } from '#platform/logger.ts';
import type { Kysely } from 'kysely';
import { openDatabase } from './database.ts';
import { assertUrl, describeUrl } from './open-store.ts';
import { createDatabaseCheck, type DatabaseState, settleLater } from './settle.ts';
import type { Database } from './tables.ts';

export interface LaterStore {
  /** Queries throw STORE_UNAVAILABLE while the database does not answer, or has no tables yet. */
  readonly db: Kysely<Database>;
  /** Where the data lies, for people; holds no credential. */
  describe(): string;
  /** How the database is now. Takes a second at most, and never rejects. */
  state(): Promise<DatabaseState>;
  close(): Promise<void>;
}

/** Connections of one process that opens it, at most. */
export const LATER_STORE_CONNECTIONS = 4;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * Opens a pool on the database of `url` and brings that to the newest shape as soon as it answers. Throws CONFIG_INVALID
 * for what is no address of a PostgreSQL server. `purpose` is for those who look at the database's connections.
 */
export function openStoreLater(url: string, logger: Logger, purpose: string): LaterStore {
  assertUrl(url);
  const db = openDatabase({
    target: { url },
    applicationName: `mercia ${purpose}`,
    poolSize: LATER_STORE_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    fair: true,
  });
  const closing = new AbortController();
  const settling = settleLater(db, logger, closing.signal);
  return {
    db,
    describe: () => describeUrl(url),
    state: createDatabaseCheck(db),
    async close() {
      closing.abort();
      await settling;
      await db.destroy();
    },
  };
}
