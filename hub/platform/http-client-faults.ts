/** What went wrong on the wire, as errors of ours: nothing of a request that could hold a secret goes on. */
import { TimeoutError } from 'got';
import { MerciaError, type ErrorCode } from './errors.ts';
import { MAX_PAUSE_MS } from './host-guard/pace.ts';
import { TOO_LONG, type AnswerHead } from './http-transport.ts';
import { CERTIFICATE_CODE, OLD_ANSWER } from './network-codes.ts';
import { NAME_HINTS } from './system-lookup.ts';

/** Codes of a peer that does not speak HTTP as it should, or whose compression is broken. */
const GARBAGE_CODE = /^(HPE_|Z_|ERR_ZLIB)/;
/** Codes of a connection that never came about: nothing was sent by it. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EMETADATA)$/;
/** What is waited for before anything is sent. */
const CONNECTING = /^(lookup|connect|secureConnect)$/;
/** Seconds. */
const OLDEST_S = 5;
/** Codes of a warning by which a cache says that what it gives is, or may be, stale (RFC 7234, 5.5). */
const STALE = /(?:^|,)\s*11[0-3]\b/;
const TOO_MANY_REDIRECTS = 'ERR_TOO_MANY_REDIRECTS';

export type HttpFaults = ReturnType<typeof createHttpFaults>;

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
  readonly turnedAway?: boolean;
}

/** Binds the wording to one system and its host. */
export function createHttpFaults({ system, address, called, maxBytes }: HttpFaultsOptions) {
  function fail(
    operation: string,
    code: ErrorCode,
    what: string,
    { cause, retryAfterSeconds, notSent = false, turnedAway = false }: FaultDetails = {},
  ): MerciaError {
    return new MerciaError(code, `[${system}] ${operation}: ${what}`, {
      system,
      notSent,
      turnedAway,
      ...(cause === undefined ? {} : { cause: withoutSecrets(cause) }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  const failWith = (operation: string, { code, what, details }: DescribedFault): MerciaError =>
    fail(operation, code, what, details);

  return {
    /** An error of this system; of its cause only the code goes on. */
    fail,
    /** The error of a call that took too long. */
    overdue: (operation: string, timeoutMs: number): MerciaError =>
      failWith(operation, describeTimeout(called, timeoutMs)),
    closed: (operation: string): MerciaError =>
      fail(operation, 'LMS_UNAVAILABLE', 'the connection was closed by Mercia'),
    /** The error of a call that ended without an answer, though nobody cancelled it. */
    toNetworkError: (operation: string, error: unknown, timeoutMs: number): MerciaError =>
      failWith(operation, describeNetworkFault(error, { called, maxBytes, timeoutMs })),

    /** Throws for a redirect that is not followed: of a write, or to another host. */
    refuseRedirect(operation: string, isRead: boolean, { status, headers }: AnswerHead): void {
      const target = headers['location'];
      if (status < 300 || status > 399 || target === undefined) return;
      const where = URL.parse(target, address)?.origin ?? 'an address that cannot be read';
      const what = isRead
        ? `${called} redirects to ${where}; only the host in the region file is called, so put the new address there`
        : // It may have been carried out before it was redirected.
          `${called} redirects a write, and a write is not sent twice; put the address that it redirects to in the region file`;
      throw fail(operation, 'LMS_BAD_RESPONSE', what);
    },

    /** Throws for an answer that a cache kept for longer than a live fact may be old, as it says itself. A clock may be wrong, so its date says nothing. */
    refuseOld(operation: string, { headers }: AnswerHead): void {
      const age = Math.max(0, ...Array.from((headers['age'] ?? '').matchAll(/\d+/g), ([seconds]) => Number(seconds)));
      if (age <= OLDEST_S && !STALE.test(headers['warning'] ?? '')) return;
      const how = age > OLDEST_S ? `of ${age} s ago` : 'that it calls stale';
      const what = `a cache in front of ${called} gave an answer ${how}; it must not keep answers of this address`;
      throw fail(operation, 'LMS_BAD_RESPONSE', what, { cause: Object.assign(new Error(), { code: OLD_ANSWER }) });
    },

    /** Throws when a status speaks of the host rather than of the question. */
    refuseHostStatus(operation: string, answer: AnswerHead): void {
      const fault = describeHostStatus(called, answer);
      if (fault !== null) throw failWith(operation, fault);
    },
  };
}

interface DescribedFault {
  readonly code: ErrorCode;
  readonly what: string;
  readonly details?: FaultDetails;
}

function describeTimeout(called: string, timeoutMs: number): DescribedFault {
  return {
    code: 'LMS_TIMEOUT',
    what: `${called} did not answer within ${timeoutMs} ms; check that it is not overloaded, or raise limits.callTimeoutMs`,
  };
}

function describeNetworkFault(
  error: unknown,
  { called, maxBytes, timeoutMs }: { called: string; maxBytes: number; timeoutMs: number },
): DescribedFault {
  const code = codeOf(error);
  if (code === TOO_LONG) {
    return { code: 'LMS_BAD_RESPONSE', what: `the answer is longer than ${maxBytes} bytes; ask for smaller pages` };
  }
  if (code === TOO_MANY_REDIRECTS) {
    return { code: 'LMS_BAD_RESPONSE', what: `${called} redirects in a circle; check the address` };
  }
  if (CERTIFICATE_CODE.test(code)) {
    const what = `the certificate of ${called} is not trusted (${code}); check it with the site`;
    return { code: 'LMS_UNAVAILABLE', what, details: { cause: error, notSent: true } };
  }
  if (GARBAGE_CODE.test(code)) {
    const what = `${called} answered with something that is not HTTP (${code}); check the address`;
    return { code: 'LMS_BAD_RESPONSE', what, details: { cause: error } };
  }
  const isConnecting = error instanceof TimeoutError && CONNECTING.test(error.event);
  if (error instanceof TimeoutError && !isConnecting) return describeTimeout(called, timeoutMs);
  const hint = NAME_HINTS.get(code) ?? 'check that it runs and may be reached from here';
  return {
    code: 'LMS_UNAVAILABLE',
    what: `${called} does not answer (${code}); ${hint}`,
    details: { cause: error, notSent: isConnecting || NO_CONNECTION.test(code) },
  };
}

/** Null for a status that speaks of the question rather than of the host. */
function describeHostStatus(called: string, { status, headers }: AnswerHead): DescribedFault | null {
  if (status !== 429 && status !== 502 && status !== 503 && status !== 504) return null;
  const retryAfterSeconds = readRetryAfter(headers['retry-after']);
  if (status === 429 || (status === 503 && retryAfterSeconds !== undefined)) {
    const pause = retryAfterSeconds === undefined ? 'a while' : `${retryAfterSeconds} s`;
    const what = `${called} asks to be called less often (HTTP ${status}); wait ${pause}`;
    // A proxy that lost the answer says 503 as well, and may ask for patience: what was asked may have been done.
    return { code: 'LMS_RATE_LIMITED', what, details: { retryAfterSeconds, turnedAway: status === 429 } };
  }
  const details = { cause: Object.assign(new Error(), { code: `HTTP ${status}` }) };
  if (status === 504) {
    return { code: 'LMS_TIMEOUT', what: `a proxy before ${called} gave up waiting for it (HTTP 504)`, details };
  }
  return { code: 'LMS_UNAVAILABLE', what: `${called} is out of service (HTTP ${status}); try again later`, details };
}

/** Seconds, no more than are obeyed. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(MAX_PAUSE_MS / 1000, Math.max(0, Math.ceil(seconds)));
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
