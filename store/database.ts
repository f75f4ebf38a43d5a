import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { currentRequester } from '#platform/requester.ts';
import { toStoreError } from './errors.ts';
import { createFairTurns } from './fair-turns.ts';
import type { FairTurns } from './fair-turns.ts';
import { createStatementNames } from './prepared.ts';
import type { StatementNames } from './prepared.ts';
import type { Database } from './tables.ts';

/** A PostgreSQL server on a Unix socket: `host` is the socket's folder. */
export interface StoreConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface DatabaseOptions {
  readonly target: { readonly url: string } | { readonly connection: StoreConnection };
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly poolSize: number;
  /** Longer statements are aborted by the server; 0 for no limit. */
  readonly statementTimeoutMs: number;
  /** Reports read only: the server then refuses every write. */
  readonly readOnly?: boolean;
  /** Tables are those of this schema; what it does not have, as functions, is that of `public`. */
  readonly schema?: string;
  /** Requests take turns (`fair-turns.ts`): for a pool of three or more that everybody's questions use. */
  readonly fair?: boolean;
  /** Called for connections that the server closed while they were idle. */
  readonly onIdleError?: (error: Error) => void;
}

/** A report may take longer, but no look-up waits for it: it has one core and no more, and room so that it sorts once. */
const READING_SETTINGS = [
  'default_transaction_read_only=on',
  'max_parallel_workers_per_gather=0',
  'jit=off',
  'work_mem=32MB',
];

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** int8 and int8[] by their type numbers. Ids and counts stay far below 2^53, so they are numbers; `pg` would give text. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1016, parseNumbers],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: TypeId, format?: 'text' | 'binary'): unknown =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, format)
      : (PARSERS.get(oid) ?? pg.types.getTypeParser(oid))) as typeof pg.types.getTypeParser,
};

/** `{1,2,3}` */
function parseNumbers(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(Number);
}

/**
 * Opens a pool of connections; nothing is asked of the server before the first query. Queries throw STORE_UNAVAILABLE
 * where the database is at fault. End it with `destroy()`.
 */
export function openDatabase(options: DatabaseOptions): Kysely<Database> {
  const { target } = options;
  const pool = new pg.Pool({
    ...('url' in target ? { connectionString: target.url } : target.connection),
    application_name: options.applicationName,
    max: options.poolSize,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    ...toSettings([
      ...(options.readOnly === true ? READING_SETTINGS : []),
      ...(options.schema === undefined ? [] : [`search_path=${options.schema},public`]),
    ]),
    types,
  });
  // Without a listener a server that goes away while a connection is idle would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  // So would one that goes away between two statements of a connection in use; the next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const turns =
    options.fair === true
      ? createFairTurns({ connections: options.poolSize, patienceMs: CONNECT_TIMEOUT_MS })
      : NO_TURNS;
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: translating(pool, turns) }) });
}

function toSettings(settings: readonly string[]): pg.PoolConfig {
  return settings.length === 0 ? {} : { options: settings.map((setting) => `-c ${setting}`).join(' ') };
}

/**
 * Connects once, for work on the whole database that no limit of time ends: `client` for what Kysely does not know, such as COPY.
 * Both are one connection, so what `db` does in a transaction and what the client does then is one.
 */
export async function connectOnce(
  target: DatabaseOptions['target'],
  applicationName: string,
): Promise<{ readonly client: pg.Client; readonly db: Kysely<Database> }> {
  const client = new pg.Client({
    ...('url' in target ? { connectionString: target.url } : target.connection),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SET statement_timeout = 0');
  } catch (error) {
    throw toStoreError(error);
  }
  const connection = toKyselyClient(client, createStatementNames(), () => undefined);
  const pool = { options: {}, connect: () => Promise.resolve(connection), end: () => client.end() };
  return { client, db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }) };
}

/** First come, first served: the pool's own queue. */
const NO_TURNS: FairTurns = { take: () => Promise.resolve(() => undefined) };

/** The same pool, its errors put into words, its connections taken in turn. */
function translating(pool: pg.Pool, turns: FairTurns): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const endTurn = new WeakMap<pg.PoolClient, () => void>();
  const nameOf = createStatementNames();
  const release = (client: pg.PoolClient, destroy: boolean | Error | undefined): void => {
    client.release(destroy);
    endTurn.get(client)?.();
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const end = await turns.take(currentRequester());
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        end();
        throw toStoreError(error);
      }
      endTurn.set(client, end);
      // Kysely tells connections apart by their object: the same client must give the same one.
      const known = clients.get(client);
      if (known !== undefined) return known;
      const wrapped = toKyselyClient(client, nameOf, (destroy) => {
        release(client, destroy);
      });
      clients.set(client, wrapped);
      return wrapped;
    },
  };
}

function toKyselyClient(
  client: pg.ClientBase,
  nameOf: StatementNames,
  release: (destroy?: boolean | Error) => void,
): PostgresPoolClient {
  async function query(text: string, parameters: readonly unknown[]): Promise<unknown> {
    try {
      return await client.query({ name: nameOf(text), text, values: [...parameters] });
    } catch (error) {
      throw toStoreError(error);
    }
  }
  return {
    // Kysely is given no cursor, so it only ever passes a text and its parameters.
    query: query as PostgresPoolClient['query'],
    release,
  };
}
