/** A store that need not be there yet: for a part that works without it, only less well. */
import { withinTime } from '#platform/deadline.ts';
import type { Logger } from '#platform/logger.ts';
import { sql, type Kysely } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from './database.ts';
import { migrateToLatest } from './migrate.ts';
import { assertUrl, describeUrl } from './open-store.ts';
import type { Database } from './tables.ts';

export interface LaterStore {
  /** Queries throw STORE_UNAVAILABLE while the database does not answer, or has not the newest shape. */
  readonly db: Kysely<Database>;
  /** Where the data lies, for people; holds no credential. */
  describe(): string;
  /** Whether the database answers now, within a second. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

const POOL = 4;
const STATEMENT_TIMEOUT_MS = 10_000;
const TRY_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 1_000;

/**
 * Opens a pool on the database of `url` and brings that to the newest shape as soon as it answers. Throws CONFIG_INVALID
 * for what is no address of a PostgreSQL server.
 */
export function openStoreLater(url: string, logger: Logger): LaterStore {
  assertUrl(url);
  const db = openDatabase({
    target: { url },
    applicationName: 'mercia last-known',
    poolSize: POOL,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const closing = new AbortController();
  const shaping = keepShaping(db, logger, closing.signal);
  return {
    db,
    describe: () => describeUrl(url),
    async answers() {
      const asked = sql`SELECT 1 FROM last_known LIMIT 0`.execute(db).then(
        () => true,
        () => false,
      );
      return withinTime(asked, ANSWER_WITHIN_MS, () => false);
    },
    async close() {
      closing.abort();
      await shaping;
      await db.destroy();
    },
  };
}

async function keepShaping(db: Kysely<Database>, logger: Logger, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await migrateToLatest(db);
      if (tries > 1) logger.info('The database answers now');
      return;
    } catch (err) {
      if (signal.aborted) return;
      if (tries === 1) logger.warn({ err }, 'The database cannot be used yet; it is tried again');
    }
    await delay(TRY_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
