import { withinTime } from '#platform/deadline.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';

const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
]);
/** What `pg` and kysely say, without a code, where a connection is lost, cannot be had in time, or its pool was closed. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Postgres connection has been discarded)/u;

/**
 * Waits no longer for an answer of the database than the request may take: STORE_UNAVAILABLE then, of the `field` if one is named.
 * Statements under way go on to the database's own limit.
 */
export function inRequestTime<Found>(answer: Promise<Found>, ms: number, field: string | null = null): Promise<Found> {
  return withinTime(answer, ms, () => {
    const message = `${field === null ? 'The' : `${field}: the`} database did not answer in the time of the request; ask again later.`;
    throw new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message });
  });
}

/** The SQLSTATE or system code of an error from `pg` or Node; undefined if it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Turns what `pg` throws where the database itself is at fault — no answer, full disk, wrong password, too many
 * connections, shutting down — into STORE_UNAVAILABLE; other errors come back as they are.
 */
export function toStoreError(error: unknown): unknown {
  if (isMerciaError(error)) return error;
  const problem = isSocketFault(error)
    ? 'the bundled PostgreSQL does not answer; it is being started again, and postgresql.log in the data folder says why it ended'
    : describeProblem(errorCode(error), errorMessage(error));
  return problem === null ? error : new MerciaError('STORE_UNAVAILABLE', `database: ${problem}`, { cause: error });
}

/** Node names the socket's path as the address; only the bundled server has one. */
function isSocketFault(error: unknown): boolean {
  if (!CONNECTION_ERRORS.has(errorCode(error) ?? '')) return false;
  return typeof error === 'object' && error !== null && 'address' in error && String(error.address).startsWith('/');
}

/** Whether this, of `pg` or Node, is a server that is not there at the moment: it may come by itself. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error);
  if (code === undefined) return LOST_CONNECTION.test(errorMessage(error));
  return CONNECTION_ERRORS.has(code) || COMING_OR_GOING.has(code) || code.startsWith('08');
}

/** Whether this side gave up a statement that the server may still carry out: its connection is of no more use. */
export function isLeftRunning(error: unknown): boolean {
  return errorMessage(error) === 'Query read timeout';
}

/** Whether the server takes no writes: a standby, or one that has become it. */
export function isStandby(error: unknown): boolean {
  return errorCode(error) === '25006';
}

const COMING_OR_GOING = new Set(['57P01', '57P02', '57P03']);
const NO_CONNECTION_LEFT = '53300';
const DISK_FULL = '53100';

/**
 * Whether this, of `pg`, Node or {@link toStoreError}, may pass while Mercia runs: the server is not there, is a standby that may be
 * promoted, or has no connection or no room left.
 */
export function mayPass(error: unknown): boolean {
  return passesByItself(error) || errorCode(causeOf(error)) === DISK_FULL;
}

/** The same without what somebody must mend: a full disk. */
export function passesByItself(error: unknown): boolean {
  const cause = causeOf(error);
  return isAway(cause) || isStandby(cause) || errorCode(cause) === NO_CONNECTION_LEFT;
}

/** What {@link toStoreError} put into words. */
function causeOf(error: unknown): unknown {
  return isMerciaError(error, 'STORE_UNAVAILABLE') ? causeOf(error.cause) : error;
}

function describeProblem(code: string | undefined, message: string): string | null {
  if (code === undefined) {
    return LOST_CONNECTION.test(message)
      ? 'the connection was lost; check that the PostgreSQL server runs and has room on its disk, then try again'
      : null;
  }
  if (CONNECTION_ERRORS.has(code))
    return 'no answer; check that the PostgreSQL server runs and that DATABASE_URL is right';
  if (COMING_OR_GOING.has(code)) return 'the server is starting or stopping; try again';
  switch (code) {
    case DISK_FULL:
      return 'its disk is full; free space there, nothing that was acknowledged is lost';
    case '53200':
      return 'the server is out of memory';
    case NO_CONNECTION_LEFT:
      return 'the server has no connection left; raise its max_connections or run fewer processes';
    case '28000':
    case '28P01':
      return 'the server refused the user or the password; check DATABASE_URL';
    case '3D000':
      return 'the server has no such database; create it, or check DATABASE_URL';
    case '42P01':
      return 'the tables of this version are not there yet; a part of Mercia that serves makes them when it starts';
    case '25006':
      return 'the server takes no writes (a replica?); check DATABASE_URL';
    default:
      return code.startsWith('08')
        ? 'the connection was lost; check that the PostgreSQL server runs, then try again'
        : null;
  }
}
