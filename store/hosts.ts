/**
 * An address that names several servers, of which one takes writes at a time: `postgres://user@a:5432,b:5432/mercia`, as libpq has it.
 * `pg` knows one host alone, so each connection asks where it has come to, and the next server is tried where that is a standby.
 */
import pg from 'pg';
import { MerciaError } from '#platform/errors.ts';
import { isStandby, isAway } from './errors.ts';

const WITH_HOSTS = /^(?<before>postgres(?:ql)?:\/\/(?:[^@/]*@)?)(?<hosts>[^/?]*)(?<after>.*)$/su;

/** The same address once for each host. Throws CONFIG_INVALID for what is no address of a PostgreSQL server. */
export function readAddresses(url: string): readonly [string, ...string[]] {
  const { before = '', hosts = '', after = '' } = WITH_HOSTS.exec(url)?.groups ?? {};
  const [first, ...others] = hosts.split(',').map((host) => `${before}${host}${after}`);
  if (first !== undefined && [first, ...others].every((one) => URL.canParse(one))) return [first, ...others];
  throw new MerciaError(
    'CONFIG_INVALID',
    'DATABASE_URL is no address of a PostgreSQL server; write postgres://user:password@host:5432/database, several hosts with commas',
  );
}

/** The address without what is secret in it. */
export function describeUrl(url: string): string {
  const places = readAddresses(url).map((address) => new URL(address));
  return `PostgreSQL at ${places.map(({ host }) => host).join(', ')}${places[0]?.pathname ?? ''}`;
}

export interface Hosts {
  /** Connects to the server that was found last. */
  readonly Client: typeof pg.Client;
  /**
   * A promise, which the pool waits for: rejects where a new connection has come to a server that takes no writes, unless none does
   * ({@link readFromStandby}).
   */
  readonly onConnect: ((client: pg.ClientBase) => unknown) | undefined;
  /** What the connection is no use for any more, and the next server is to be tried. */
  moveOn(error: unknown, client?: pg.ClientBase): boolean;
  /**
   * After every server was tried in vain: reads go on at a standby for {@link STANDBY_FOR_MS}, if there is one, and then it is looked for
   * a server that takes writes again. False if there is none.
   */
  readFromStandby(): boolean;
  /** Whether it has come to a standby: its connection serves once, because a server that takes writes may be there next time. */
  isOnStandby(client: pg.ClientBase): boolean;
  readonly count: number;
}

/** So long is a standby read from before every server is asked again; a promoted one is noticed at once. */
const STANDBY_FOR_MS = 5_000;
/** A standby whose newest change is older tells a state of long ago: Mercia's parts write every few seconds. */
const STANDBY_WITHIN = '5 minutes';
const STANDBY = `SELECT pg_is_in_recovery() AS standby,
  coalesce(clock_timestamp() - pg_last_xact_replay_timestamp() < interval '${STANDBY_WITHIN}', false) AS recent`;

/** Of one pool. */
export function createHosts(url: string): Hosts {
  const addresses = readAddresses(url);
  const cameFrom = new WeakMap<pg.ClientBase, string>();
  const onStandby = new WeakSet<pg.ClientBase>();
  let current = addresses[0];
  let standby: string | null = null;
  let readUntil = 0;
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: current });
      cameFrom.set(this, current);
    }
  }
  return {
    Client,
    count: addresses.length,
    onConnect:
      addresses.length === 1
        ? undefined
        : async (client) => {
            const { rows } = await client.query<{ standby: boolean; recent: boolean }>(STANDBY);
            if (rows[0]?.standby === false) return;
            standby = rows[0]?.recent === true ? (cameFrom.get(client) ?? null) : null;
            if (standby === null || performance.now() >= readUntil) throw new StandbyError();
            onStandby.add(client);
          },
    moveOn(error, client) {
      if (addresses.length === 1 || !(isStandby(error) || isAway(error))) return false;
      // Of several connections that fail together one alone moves on.
      const from = client === undefined ? current : cameFrom.get(client);
      if (from === standby && isAway(error)) standby = null;
      if (from === current) current = addresses[(addresses.indexOf(current) + 1) % addresses.length] ?? current;
      return true;
    },
    readFromStandby() {
      if (standby === null) return false;
      current = standby;
      readUntil = performance.now() + STANDBY_FOR_MS;
      return true;
    },
    isOnStandby: (client) => onStandby.has(client),
  };
}

/** As the server says it of a statement that writes. */
class StandbyError extends Error {
  readonly code = '25006';
}
