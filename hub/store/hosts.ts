/**
 * An address that names several servers, of which one takes writes at a time: `postgres://user@a:5432,b:5432/mercia`, as libpq has it.
 * `pg` knows one host alone, so each connection asks where it has come to, and the next server is tried where that is a standby.
 */
import pg from 'pg';
import { MerciaError } from '#platform/errors.ts';
import { isStandby, isAway } from './errors.ts';

const WITH_HOSTS = /^(?<before>postgres(?:ql)?:\/\/(?:[^@/]*@)?)(?<hosts>[^/?]*)(?<after>.*)$/su;

/** The same address once for each host. Throws CONFIG_INVALID for what is no address of a PostgreSQL server. */
export function readAddresses(url: string, variable = 'DATABASE_URL'): readonly [string, ...string[]] {
  const { before = '', hosts = '', after = '' } = WITH_HOSTS.exec(url)?.groups ?? {};
  const [first, ...others] = hosts.split(',').map((host) => `${before}${host}${after}`);
  if (first !== undefined && [first, ...others].every((one) => URL.canParse(one))) return [first, ...others];
  throw new MerciaError(
    'CONFIG_INVALID',
    `${variable} is no address of a PostgreSQL server; write postgres://user:password@host:5432/database, several hosts with commas`,
  );
}

/** The address without what is secret in it. */
export function describeUrl(url: string): string {
  const places = readAddresses(url).map((address) => new URL(address));
  return `PostgreSQL at ${places.map(({ host }) => host).join(', ')}${places[0]?.pathname ?? ''}`;
}

export type Hosts = ReturnType<typeof createHosts>;

export interface HostsOptions {
  /** Reads go on at a standby for {@link STANDBY_FOR_MS} where no server takes writes; then all are asked again. */
  readonly standby?: boolean;
}

/** So long is a standby read from before every server is asked again; a promoted one is noticed at once. */
const STANDBY_FOR_MS = 5_000;
/** A standby whose newest change is older tells a state of long ago: Mercia's parts write every few seconds. */
const STANDBY_WITHIN = '5 minutes';
const STANDBY = `SELECT pg_is_in_recovery() AS standby,
  coalesce(clock_timestamp() - pg_last_xact_replay_timestamp() < interval '${STANDBY_WITHIN}', false) AS recent`;
/** No answer within this is none: there is another server to try. */
export const CONNECT_TO_ONE_TIMEOUT_MS = 3_000;
/** Writes that are refused one after the other ask no more often. */
const LOOK_AGAIN_AFTER_MS = 250;

interface StandbyRow {
  readonly standby: boolean;
  readonly recent: boolean;
}

/** Of one pool. */
export function createHosts(url: string, { standby: mayBeStandby = false }: HostsOptions = {}) {
  const addresses = readAddresses(url);
  const onStandby = new WeakSet<pg.ClientBase>();
  let current = addresses[0];
  let readUntil = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<boolean> | null = null;
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: current });
    }
  }

  async function find(): Promise<boolean> {
    const found = await Promise.all(addresses.map(askHost));
    const primary = addresses.find((_, place) => found[place]?.standby === false);
    const standby = addresses.find((_, place) => found[place]?.recent === true);
    const to = primary ?? (mayBeStandby ? standby : undefined);
    if (to !== undefined) current = to;
    readUntil = primary === undefined && to !== undefined ? performance.now() + STANDBY_FOR_MS : 0;
    return to !== undefined;
  }

  /**
   * Asks every server, once for all who wait for it; true if there is one to connect to. What is connected to changes here alone, so that
   * nobody who reads is led astray by somebody who cannot write.
   */
  function look(): Promise<boolean> {
    looking ??= find().finally(() => {
      looking = null;
      lookedAt = performance.now();
    });
    return looking;
  }

  /**
   * A promise, which the pool waits for: rejects where a new connection has come to a server that takes no writes, unless it was found
   * that none does, and reads go on there.
   */
  const onConnect: (client: pg.ClientBase) => unknown = async (client) => {
    const { rows } = await client.query<StandbyRow>(STANDBY);
    if (rows[0]?.standby === false) return;
    if (performance.now() >= readUntil) throw new StandbyError();
    onStandby.add(client);
  };
  return {
    /** Connects to the server that was found last. */
    Client,
    count: addresses.length,
    onConnect: addresses.length === 1 ? undefined : onConnect,
    /** Whether another server may be there for what this one could not do. */
    mayBeElsewhere: (error: unknown) => addresses.length > 1 && (isStandby(error) || isAway(error)),
    look,
    /** The same where a write was refused at a standby, without waiting: reads go on there until another server is found. */
    lookMeanwhile() {
      if (performance.now() - lookedAt >= LOOK_AGAIN_AFTER_MS) void look();
    },
    /** Whether it has come to a standby: its connection serves once, because a server that takes writes may be there next time. */
    isOnStandby: (client: pg.ClientBase) => onStandby.has(client),
  };
}

/** Null if it does not answer. */
async function askHost(connectionString: string): Promise<StandbyRow | null> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TO_ONE_TIMEOUT_MS,
    query_timeout: CONNECT_TO_ONE_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<StandbyRow>(STANDBY);
    return rows[0] ?? null;
  } catch {
    return null;
  } finally {
    // One that hangs is not waited for.
    void client.end().catch(() => undefined);
  }
}

/** As the server says it of a statement that writes. */
class StandbyError extends Error {
  readonly code = '25006';
}
