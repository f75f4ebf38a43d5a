/**
 * The client of one SIP2 server: a pool of connections, each with one question at a time, behind the guard of its host. Idle
 * connections are closed soon, because each one may be a licence.
 */
import { createCallAbort, type CallAbort } from '#platform/http-calls.ts';
import { asNotSent, isMerciaError } from '#platform/errors.ts';
import { askHeard } from '#platform/wire-tap.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import { PermitNotNeeded, type Permits } from '#platform/permits.ts';
import { EndedQuestion, LostConnection, type Sip2Connection } from './connection.ts';
import type { Sip2Dialect } from './dialect.ts';
import { createSip2Faults } from './faults.ts';
import { createConnect, type Connect, type ReadCredentials } from './log-in.ts';
import type { Sip2Message } from './message.ts';
import { createConnections, type Connections } from './pool.ts';
import { statusQuestion, type Sip2Question } from './questions.ts';
import { readServerStatus, type ServerStatus } from './server-status.ts';
import { calledOf, type TlsOptions } from './socket.ts';

export interface Sip2ClientOptions {
  readonly system: string;
  /** `tcp://host:port` or `tls://host:port`. */
  readonly address: string;
  readonly tls?: TlsOptions | undefined;
  readonly dialect: Sip2Dialect;
  readonly credentials: ReadCredentials;
  /** Connections at once, at most. */
  readonly connections: number;
  /** Milliseconds for a question, its wait for a connection included. */
  readonly timeoutMs: number;
  readonly guard: HostGuard;
  /** Milliseconds that a connection is kept without a question. */
  readonly idleMs?: number | undefined;
  readonly maxAnswerBytes?: number | undefined;
  /** The connections that all processes of this machine share. */
  readonly permits?: Permits | undefined;
  /** Puts something around each log-in, such as one try at a time and a pause after a refusal. */
  readonly aroundLogIn?: ((connect: Connect) => Connect) | undefined;
}

export interface Sip2Client {
  readonly dialect: Sip2Dialect;
  /**
   * Asks, and gives the answer to this very question. A read is asked once more if its connection turns out to have been closed
   * while it was idle; a write is sent once. An error says `notSent` only if it is certain.
   * @throws MerciaError
   */
  ask(question: Sip2Question, signal: AbortSignal): Promise<Sip2Message>;
  /** What the server says of itself; asked each time. */
  status(signal: AbortSignal): Promise<ServerStatus>;
  /** Closes every connection; questions under way end with LMS_UNAVAILABLE. */
  close(): Promise<void>;
}

const IDLE_MS = 4_000;
/** A patron with a thousand loans takes 20 kB. */
const MAX_ANSWER_BYTES = 256 * 1024;

interface Call {
  readonly question: Sip2Question;
  readonly abort: CallAbort;
  /** Starts its time; once. */
  countTime(): void;
}

/** Builds the client; nothing is opened before the first question. */
export function createSip2Client(options: Sip2ClientOptions): Sip2Client {
  const { dialect, idleMs = IDLE_MS, maxAnswerBytes = MAX_ANSWER_BYTES } = options;
  const faults = createSip2Faults(options.system, calledOf(options.address));
  const permits = countPermitWaits(options.permits, () => pool.waiting > 0);
  const closing = new AbortController();
  const open = createConnect({ ...options, faults, maxAnswerBytes, takePermit: permits.take });
  // Whoever puts something around a log-in may have its own signals; closing ends it all the same.
  const connect: Connect = (signal) => open(AbortSignal.any([signal, closing.signal]));
  const pool = createConnections({
    connect: options.aroundLogIn?.(connect) ?? connect,
    connections: options.connections,
    idleMs,
    closing: closing.signal,
    isPermitWanted: permits.isWanted,
  });
  options.permits?.whenWanted(() => {
    pool.closeIdle();
  });
  const stopLimiting = options.guard.onConnections((count) => pool.limit(count));

  function toError(error: unknown, { question: { operation }, abort }: Call): unknown {
    if (isMerciaError(error)) return error;
    if (closing.signal.aborted) return faults.closed(operation);
    if (error instanceof LostConnection) return faults.lost(operation);
    if (!(error instanceof EndedQuestion)) return error;
    const { notSent } = error;
    if (notSent && permits.waits > 0 && pool.size === 0) return faults.noPermit(operation, options.connections);
    return abort.isOverdue()
      ? faults.overdue(operation, options.timeoutMs, notSent)
      : faults.givenUp(operation, notSent);
  }

  const exchange = createExchange(options.guard, pool, toError);

  async function ask(question: Sip2Question, signal: AbortSignal): Promise<Sip2Message> {
    if (closing.signal.aborted) throw faults.closed(question.operation);
    const call = createCall(question, options.timeoutMs, signal);
    try {
      const { operation, code } = question;
      return await askHeard(options.system, { protocol: 'sip2', operation, code }, () =>
        exchange.ask(call).catch((error: unknown) => {
          if (question.isWrite !== true && exchange.wasIdle(error)) return exchange.ask(call);
          throw error;
        }),
      );
    } finally {
      call.abort.release();
    }
  }

  return {
    dialect,
    ask,
    status: async (signal) => readServerStatus(await ask(statusQuestion(), signal)),
    async close() {
      stopLimiting();
      closing.abort();
      await pool.close();
    },
  };
}

function createExchange(guard: HostGuard, pool: Connections, toError: (error: unknown, call: Call) => unknown) {
  /** Connections that answered before, and the errors of those that had been closed when somebody asked again. */
  const used = new WeakSet<Sip2Connection>();
  const idleLosses = new WeakSet<object>();

  async function askOn(connection: Sip2Connection, call: Call): Promise<Sip2Message> {
    try {
      const answer = await connection.ask(call.question, call.abort.signal);
      used.add(connection);
      return answer;
    } catch (error) {
      const told = toError(error, call);
      const wasClosed = error instanceof LostConnection && error.wasSilent && used.has(connection);
      if (wasClosed && told instanceof Error) idleLosses.add(told);
      throw told;
    } finally {
      pool.release(connection);
    }
  }

  return {
    async ask(call: Call): Promise<Sip2Message> {
      const { operation: kind, urgency = 'live' } = call.question;
      const { signal } = call.abort;
      const exchange = async (): Promise<Sip2Message> => {
        call.countTime();
        const connection = await pool.acquire(signal).catch((error: unknown) => {
          // Whatever it was, the question itself was not sent.
          const told = toError(error, call);
          throw isMerciaError(told) ? asNotSent(told) : told;
        });
        return askOn(connection, call);
      };
      return guard.run(exchange, { signal, urgency, kind });
    },
    /** Whether a question failed because its connection had been closed while nobody asked. */
    wasIdle: (error: unknown): boolean => error instanceof Error && idleLosses.has(error),
  };
}

/** The same permits, and how many connections wait for one; without shared ones there is always a permit. */
function countPermitWaits(shared: Permits | undefined, isNeeded: () => boolean) {
  const permits = {
    waits: 0,
    isWanted: (): boolean => shared?.isWanted() === true,
    take: async (signal: AbortSignal): Promise<() => void> => {
      if (shared === undefined) return () => undefined;
      permits.waits += 1;
      try {
        return await shared.take(isNeeded, signal);
      } catch (error) {
        throw error instanceof PermitNotNeeded ? new EndedQuestion(true) : error;
      } finally {
        permits.waits -= 1;
      }
    },
  };
  return permits;
}

function createCall(question: Sip2Question, timeoutMs: number, signal: AbortSignal): Call {
  const abort = createCallAbort(signal);
  let isCounting = false;
  const countTime = (): void => {
    if (!isCounting) abort.countTime(timeoutMs);
    isCounting = true;
  };
  // Whoever waits for an answer waits for its turn, too; work in the background has time for that.
  if (question.urgency !== 'background') countTime();
  return { question, abort, countTime };
}
