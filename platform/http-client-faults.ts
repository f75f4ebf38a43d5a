/** What went wrong on the wire, as errors of ours: nothing of a request that could hold a secret goes on. */
import { TimeoutError } from 'got';
import { MerciaError } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { TOO_LONG } from './http-body.ts';
import type { AnswerHead } from './http-transport.ts';

/** Codes of a peer that does not speak HTTP as it should, or whose compression is broken. */
const GARBAGE_CODE = /^(HPE_|Z_|ERR_ZLIB)/;
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
/** Codes of a connection that never came about: nothing was sent by it. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** What is waited for before anything is sent. */
const CONNECTING = /^(lookup|connect|secureConnect)$/;
const TOO_MANY_REDIRECTS = 'ERR_TOO_MANY_REDIRECTS';

export interface HttpFaults {
  /** An error of this system; of its cause only the code goes on. */
  fail(operation: string, code: ErrorCode, what: string, more?: FaultDetails): MerciaError;
  /** The error of a call that its client was closed under. */
  closed(operation: string): MerciaError;
  /** The error of a call that took too long. */
  overdue(operation: string, timeoutMs: number): MerciaError;
  /** The error of a call that ended without an answer, given up by nobody. */
  toNetworkError(operation: string, error: unknown, timeoutMs: number): MerciaError;
  /** Throws where the host sends on to where the question does not follow: with a write, or to another host. */
  refuseRedirect(operation: string, isRead: boolean, answer: AnswerHead): void;
  /** Throws where a status speaks of the host rather than of the question. */
  refuseHostStatus(operation: string, answer: AnswerHead): void;
}

export interface HttpFaultsOptions {
  readonly system: string;
  readonly address: string;
  /** What was asked, as errors name it: a host, or what stands there and its host. */
  readonly called: string;
  readonly maxBytes: number;
}

export interface FaultDetails {
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number | undefined;
  readonly notSent?: boolean;
}

/** Binds the wording to one system and its host. */
export function createHttpFaults({ system, address, called, maxBytes }: HttpFaultsOptions): HttpFaults {
  function fail(
    operation: string,
    code: ErrorCode,
    what: string,
    { cause, retryAfterSeconds, notSent = false }: FaultDetails = {},
  ): MerciaError {
    return new MerciaError(code, `[${system}] ${operation}: ${what}`, {
      system,
      notSent,
      ...(cause === undefined ? {} : { cause: withoutSecrets(cause) }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  const overdue = (operation: string, timeoutMs: number): MerciaError =>
    fail(
      operation,
      'LMS_TIMEOUT',
      `${called} did not answer within ${timeoutMs} ms; check that it is not overloaded, or raise limits.callTimeoutMs`,
    );

  return {
    fail,
    overdue,
    closed: (operation) => fail(operation, 'LMS_UNAVAILABLE', 'the connection was closed by Mercia'),

    toNetworkError(operation, error, timeoutMs) {
      const code = codeOf(error);
      const cause = { cause: error };
      if (code === TOO_LONG) {
        return fail(
          operation,
          'LMS_BAD_RESPONSE',
          `the answer is longer than ${maxBytes} bytes; ask for smaller pages`,
        );
      }
      if (code === TOO_MANY_REDIRECTS) {
        return fail(operation, 'LMS_BAD_RESPONSE', `${called} redirects in a circle; check the address`);
      }
      if (CERTIFICATE_CODE.test(code)) {
        const what = `the certificate of ${called} is not trusted (${code}); check it with the site`;
        return fail(operation, 'LMS_UNAVAILABLE', what, { ...cause, notSent: true });
      }
      if (GARBAGE_CODE.test(code)) {
        const what = `${called} answered with something that is not HTTP (${code}); check the address`;
        return fail(operation, 'LMS_BAD_RESPONSE', what, cause);
      }
      const isConnecting = error instanceof TimeoutError && CONNECTING.test(error.event);
      if (error instanceof TimeoutError && !isConnecting) return overdue(operation, timeoutMs);
      const hint =
        code === 'ENOTFOUND'
          ? 'there is no such host; check the address'
          : 'check that it runs and may be reached from here';
      return fail(operation, 'LMS_UNAVAILABLE', `${called} does not answer (${code}); ${hint}`, {
        ...cause,
        notSent: isConnecting || NO_CONNECTION.test(code),
      });
    },

    refuseRedirect(operation, isRead, { status, headers }) {
      const target = headers['location'];
      if (status < 300 || status > 399 || target === undefined) return;
      if (!isRead) {
        // It may have been carried out before it was sent on.
        const what = `${called} sends on what was posted, and it is not posted twice; put the address that it sends to in the region file`;
        throw fail(operation, 'LMS_BAD_RESPONSE', what);
      }
      const where = URL.parse(target, address)?.origin ?? 'an address that cannot be read';
      const what = `${called} sends on to ${where}; only the host in the region file is called, so put the new address there`;
      throw fail(operation, 'LMS_BAD_RESPONSE', what);
    },

    refuseHostStatus(operation, { status, headers }) {
      if (status !== 429 && status !== 502 && status !== 503 && status !== 504) return;
      const retryAfterSeconds = readRetryAfter(headers['retry-after']);
      if (status === 429 || (status === 503 && retryAfterSeconds !== undefined)) {
        const pause = retryAfterSeconds === undefined ? 'a while' : `${retryAfterSeconds} s`;
        const what = `${called} asks to be called less often (HTTP ${status}); wait ${pause}`;
        throw fail(operation, 'LMS_RATE_LIMITED', what, { retryAfterSeconds });
      }
      if (status === 504) {
        throw fail(operation, 'LMS_TIMEOUT', `a proxy before ${called} gave up waiting for it (HTTP 504)`);
      }
      throw fail(operation, 'LMS_UNAVAILABLE', `${called} is out of service (HTTP ${status}); try again later`);
    },
  };
}

function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** The innermost code: the outer ones only say that a request failed. */
function codeOf(error: unknown): string {
  let code = 'no code';
  let current: unknown = error;
  while (current instanceof Error) {
    if ('code' in current && typeof current.code === 'string') code = current.code;
    current = current.cause;
  }
  return code;
}

/** The library's own error carries the whole request, credentials included: only its code goes on. */
function withoutSecrets(cause: unknown): Error {
  return new Error(cause instanceof Error ? codeOf(cause) : 'unknown fault');
}
