import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { currentRequester } from '#platform/requester.ts';
import { isLeftRunning, isStandby, toStoreError } from './errors.ts';
import { createFairTurns } from './fair-turns.ts';
import type { FairTurns } from './fair-turns.ts';
import { CONNECT_TO_ONE_TIMEOUT_MS, createHosts, type Hosts } from './hosts.ts';
import { createStatementNames } from './prepared.ts';
import type { StatementNames } from './prepared.ts';
import { createSentAhead, NOTHING_AHEAD, type SentAhead } from './sent-ahead.ts';
import type { Database } from './tables.ts';

/** A PostgreSQL server on a Unix socket: `host` is the socket's folder. */
export interface StoreConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export type DatabaseTarget =
  | {
      /** May name several hosts (`hosts.ts`). */
      readonly url: string;
      /**
       * True behind a pooler in transaction mode, such as PgBouncer, where a connection has another session for each transaction: no
       * settings of a session, no named statements, no locks that outlive a transaction.
       */
      readonly pooled?: boolean | undefined;
    }
  | { readonly connection: StoreConnection };

export interface DatabaseOptions {
  readonly target: DatabaseTarget;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly poolSize: number;
  /** Longer statements are aborted by the server; 0 for no limit. */
  readonly statementTimeoutMs: number;
  /** Reports read only: the server then refuses every write. */
  readonly readOnly?: boolean;
  /** Tables are those of this schema; what it does not have, as functions, is that of `public`. */
  readonly schema?: string;
  /**
   * Reads go on at a standby while no server takes writes (`hosts.ts`). Not for what holds a session for long: it would stay there when
   * another server takes writes again.
   */
  readonly standby?: boolean;
  /** Another server is read from where this one does not answer: it is not waited for so long. */
  readonly hasOther?: boolean;
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
/** A server may go between being found and being connected to. */
const LOOKS_MAX = 2;
const IDLE_TIMEOUT_MS = 30_000;
/** So much later than the server's own limit of a statement its connection is given up. */
const GONE_AFTER_MS = 5_000;
/**
 * A server that is gone without a word, as after a power cut, is noticed where no statement has a limit of time, and a lock that lies with
 * its connection goes to whoever works next.
 */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
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
  return toDatabase(openPool(options));
}

export function toDatabase(pool: PostgresPool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** The pool of {@link openDatabase}, where several share it. */
export function openPool(options: DatabaseOptions): PostgresPool {
  const { target } = options;
  const pooled = 'url' in target && target.pooled === true;
  const hosts = 'url' in target ? createHosts(target.url, options) : null;
  const pool = new pg.Pool({
    ...('connection' in target ? target.connection : {}),
    ...(hosts === null ? {} : { Client: hosts.Client, onConnect: hosts.onConnect }),
    application_name: options.applicationName,
    max: options.poolSize,
    ...limitsOf(options, pooled),
    connectionTimeoutMillis:
      options.hasOther === true || (hosts?.count ?? 1) > 1 ? CONNECT_TO_ONE_TIMEOUT_MS : CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    ...KEEP_ALIVE,
    // For what is sent ahead: nothing else is sent before the answer to the statement before it.
    pipeline: true,
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
  const nameOf = pooled ? () => undefined : createStatementNames();
  return translating(pool, { turns, hosts, nameOf });
}

/** A pooler refuses settings of a session when connecting: there this side ends what takes too long. */
function limitsOf({ statementTimeoutMs, readOnly, schema }: DatabaseOptions, pooled: boolean): pg.PoolConfig {
  const hasLimit = statementTimeoutMs > 0;
  if (pooled) return hasLimit ? { query_timeout: statementTimeoutMs } : {};
  return {
    statement_timeout: statementTimeoutMs,
    // A machine that is gone without a word ends no statement.
    ...(hasLimit ? { query_timeout: statementTimeoutMs + GONE_AFTER_MS } : {}),
    ...toSettings([
      ...(readOnly === true ? READING_SETTINGS : []),
      ...(schema === undefined ? [] : [`search_path=${schema},public`]),
    ]),
  };
}

function toSettings(settings: readonly string[]): pg.PoolConfig {
  return settings.length === 0 ? {} : { options: settings.map((setting) => `-c ${setting}`).join(' ') };
}

/**
 * Connects once, for work on the whole database that no limit of time ends: `client` for what Kysely does not know, such as COPY.
 * Both are one connection, so what `db` does in a transaction and what the client does then is one.
 */
export async function connectOnce(
  target: DatabaseTarget,
  applicationName: string,
): Promise<{ readonly client: pg.Client; readonly db: Kysely<Database> }> {
  const hosts = 'url' in target ? createHosts(target.url) : null;
  const client = await connectToOne(hosts, {
    ...('connection' in target ? target.connection : {}),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
    types,
  });
  const connection = toKyselyClient(client, {
    nameOf: createStatementNames(),
    ahead: NOTHING_AHEAD,
    release: () => undefined,
  });
  const pool = { options: {}, connect: () => Promise.resolve(connection), end: () => client.end() };
  return { client, db: toDatabase(pool) };
}

async function connectToOne(hosts: Hosts | null, config: pg.ClientConfig): Promise<pg.Client> {
  for (let looks = LOOKS_MAX; ; looks -= 1) {
    const client = new (hosts?.Client ?? pg.Client)(config);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await hosts?.onConnect?.(client);
      await client.query('SET statement_timeout = 0');
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (looks === 0 || !(await isFoundElsewhere(hosts, error))) throw toStoreError(error);
    }
  }
}

async function isFoundElsewhere(hosts: Hosts | null, error: unknown): Promise<boolean> {
  return hosts?.mayBeElsewhere(error) === true && (await hosts.look());
}

/** First come, first served: the pool's own queue. */
const NO_TURNS: FairTurns = { take: () => Promise.resolve(() => undefined) };

interface Translation {
  readonly turns: FairTurns;
  readonly hosts: Hosts | null;
  readonly nameOf: StatementNames;
}

/** The same pool, its errors put into words, its connections taken in turn, each to the server that takes writes, else to a standby. */
function translating(pool: pg.Pool, { turns, hosts, nameOf }: Translation): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const endTurn = new WeakMap<pg.PoolClient, () => void>();
  const broken = new WeakSet<pg.PoolClient>();
  const connect = async (): Promise<pg.PoolClient> => {
    for (let looks = LOOKS_MAX; ; looks -= 1) {
      try {
        return await pool.connect();
      } catch (error) {
        if (looks === 0 || !(await isFoundElsewhere(hosts, error))) throw toStoreError(error);
      }
    }
  };
  const toClient = (client: pg.PoolClient): PostgresPoolClient =>
    toKyselyClient(client, {
      nameOf,
      ahead: createSentAhead(client),
      onError(error) {
        if (hosts?.mayBeElsewhere(error) === true || isLeftRunning(error)) broken.add(client);
        if (hosts?.isOnStandby(client) === true && isStandby(error)) hosts.lookMeanwhile();
      },
      release(destroy) {
        const isOfNoUse = broken.has(client) || hosts?.isOnStandby(client) === true;
        client.release(destroy === undefined || destroy === false ? isOfNoUse : destroy);
        endTurn.get(client)?.();
      },
    });
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const end = await turns.take(currentRequester());
      const client = await connect().catch((error: unknown) => {
        end();
        throw error;
      });
      endTurn.set(client, end);
      // Kysely tells connections apart by their object: the same client must give the same one.
      const known = clients.get(client) ?? toClient(client);
      clients.set(client, known);
      return known;
    },
  };
}

interface ClientTranslation {
  readonly nameOf: StatementNames;
  readonly ahead: SentAhead;
  readonly onError?: (error: unknown) => void;
  readonly release: (destroy?: boolean | Error) => void;
}

function toKyselyClient(
  client: pg.ClientBase,
  { nameOf, ahead, onError, release }: ClientTranslation,
): PostgresPoolClient {
  async function query(text: string, parameters: readonly unknown[]): Promise<unknown> {
    const held = ahead.hold(text);
    if (held !== null) return held;
    try {
      const [, answer] = await Promise.all([
        ahead.send(),
        client.query({ name: nameOf(text), text, values: [...parameters] }),
      ]);
      return answer;
    } catch (error) {
      onError?.(error);
      throw toStoreError(error);
    }
  }
  return {
    // Kysely is given no cursor, so it only ever passes a text and its parameters.
    query: query as PostgresPoolClient['query'],
    release(destroy) {
      ahead.forget();
      release(destroy);
    },
  };
}
