/** Whether the PostgreSQL server of `DATABASE_URL` has connections enough for every part. */
import { isMerciaError } from '#platform/errors.ts';
import { openDatabase } from '#store/database.ts';
import { LATER_STORE_CONNECTIONS } from '#store/open-later.ts';
import { STORE_CONNECTIONS } from '#store/open-store.ts';
import { sql } from 'kysely';
import { KEY_CONNECTIONS } from '../graph/identity.ts';

/** Connections that one process of each part takes, at most. */
export const CONNECTIONS: Readonly<Record<string, number>> = {
  gateway: KEY_CONNECTIONS,
  catalogue: STORE_CONNECTIONS,
  circulation: LATER_STORE_CONNECTIONS,
  patrons: STORE_CONNECTIONS,
  migration: STORE_CONNECTIONS,
  harvester: STORE_CONNECTIONS,
  feeds: STORE_CONNECTIONS,
  console: LATER_STORE_CONNECTIONS,
};

const NEEDED = Object.values(CONNECTIONS).reduce((sum, connections) => sum + connections, 0);

export interface DatabaseReport {
  /** Connections that the server gives to users who are no superusers; null if it does not answer. */
  readonly connections: number | null;
  /** Connections that one process of each part takes together, at most. */
  readonly needed: number;
  /** Null if all is well. */
  readonly warning: string | null;
}

const STATEMENT_TIMEOUT_MS = 5_000;

/** Null if no server is named: the bundled one has enough for the one process that uses it. */
export async function reportDatabase(url: string | undefined): Promise<DatabaseReport | null> {
  if (url === undefined) return null;
  const db = openDatabase({
    target: { url },
    applicationName: 'mercia doctor',
    poolSize: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  try {
    // `reserved_connections` came with PostgreSQL 16.
    const { rows } = await sql<{ connections: number }>`
      SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0) AS connections`.execute(db);
    return judgeConnections(rows[0]?.connections ?? 0);
  } catch (error) {
    if (!isMerciaError(error, 'STORE_UNAVAILABLE')) throw error;
    return { connections: null, needed: NEEDED, warning: error.message };
  } finally {
    await db.destroy();
  }
}

export function judgeConnections(connections: number): DatabaseReport {
  const advice = `one process of each part takes up to ${NEEDED}; raise max_connections, or run everything in one process`;
  return { connections, needed: NEEDED, warning: connections < NEEDED ? advice : null };
}

export function renderDatabase({ connections, needed, warning }: DatabaseReport): string {
  const given =
    connections === null ? '' : `${connections} connections, of which one process of each part takes up to ${needed}`;
  return `database  ${[given, warning].filter((part) => part !== null && part !== '').join('\n  warn  ')}\n`;
}
