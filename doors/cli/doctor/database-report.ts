/** Whether the PostgreSQL server of `DATABASE_URL` has connections enough for every part, and how far its replica is behind. */
import type { Settings } from '#platform/config.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { openDatabase } from '#store/database.ts';
import { LATER_STORE_CONNECTIONS } from '#store/open-later.ts';
import { STORE_CONNECTIONS } from '#store/open-store.ts';
import { createReplicaWatch, type ReplicaState } from '#store/replica-watch.ts';
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import { setTimeout as delay } from 'node:timers/promises';
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

/**
 * Null if no server is named: the bundled one has enough for the one process that uses it. A pooler is not asked: it takes no limit of time, and
 * its connections are not the server's.
 */
export async function reportDatabase({
  databaseUrl,
  databaseDirectUrl,
}: Pick<Settings, 'databaseUrl' | 'databaseDirectUrl'>): Promise<DatabaseReport | null> {
  if (databaseUrl === undefined) return null;
  const db = openOne(databaseDirectUrl ?? databaseUrl);
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

function openOne(url: string): Kysely<Database> {
  return openDatabase({
    target: { url },
    applicationName: 'mercia doctor',
    poolSize: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
}

/** A replica that is well has what was just written within milliseconds. */
const REPLICA_WITHIN_MS = 3_000;
const LOOK_AGAIN_AFTER_MS = 100;

/** Null if no replica is named. */
export async function reportReplica({
  databaseUrl,
  databaseDirectUrl,
  databaseReadUrl,
  databaseReadLagSeconds,
}: Pick<
  Settings,
  'databaseUrl' | 'databaseDirectUrl' | 'databaseReadUrl' | 'databaseReadLagSeconds'
>): Promise<ReplicaState | null> {
  if (databaseUrl === undefined || databaseReadUrl === undefined) return null;
  const looks = { primary: openOne(databaseDirectUrl ?? databaseUrl), replica: openOne(databaseReadUrl) };
  const logger = createLogger('silent');
  const watch = createReplicaWatch({ looks, limitMs: databaseReadLagSeconds * 1_000, logger });
  try {
    const until = performance.now() + REPLICA_WITHIN_MS;
    let state = await watch.state();
    while (!state.isUsed && performance.now() < until) {
      await delay(LOOK_AGAIN_AFTER_MS);
      await watch.look();
      state = await watch.state();
    }
    return state;
  } finally {
    await watch.close();
    await Promise.all([looks.primary.destroy(), looks.replica.destroy()]);
  }
}

export function renderReplica({ isUsed, lagSeconds, problem }: ReplicaState): string {
  if (!isUsed) return `replica\n  warn  it would not be read from: ${problem ?? 'no reason is known'}\n`;
  return `replica  at most ${(lagSeconds ?? 0).toFixed(1)} s behind\n`;
}

export function judgeConnections(connections: number): DatabaseReport {
  const advice = `one process of each part takes up to ${NEEDED}; raise max_connections, or run everything in one process`;
  return { connections, needed: NEEDED, warning: connections < NEEDED ? advice : null };
}

export function renderDatabase({ connections, needed, warning }: DatabaseReport): string {
  if (connections === null) return `database\n  FAILS  ${warning ?? 'no answer'}\n`;
  const given = `${connections} connections, of which one process of each part takes up to ${needed}`;
  return `database  ${[given, warning].filter((part) => part !== null).join('\n  warn  ')}\n`;
}
