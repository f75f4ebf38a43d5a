/** What went wrong on the wire, as errors of ours: nothing of a request that could hold a secret goes on. */
import { errors } from 'undici';
import { MerciaError } from './errors.ts';
import type { ErrorCode } from './errors.ts';

/** Codes of a peer that does not speak HTTP as it should, or whose compression is broken. */
const GARBAGE_CODE = /^(HPE_|Z_|ERR_ZLIB|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)$)/;
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
/** Codes of a connection that never came about: nothing was sent by it. */
export const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

export interface HttpFaults {
  /** An error of this system; of its cause only the code goes on. */
  fail(operation: string, code: ErrorCode, what: string, more?: FaultDetails): MerciaError;
  /** The error for a call that ended without an answer. */
  toNetworkError(operation: string, error: unknown): MerciaError;
  /** Throws where a status speaks of the host rather than of the question. */
  refuseHostStatus(operation: string, status: number, retryAfter: string | undefined): void;
}

export interface FaultDetails {
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number | undefined;
  readonly notSent?: boolean;
}

/** Binds the wording to one system and its host. */
export function createHttpFaults(system: string, host: string): HttpFaults {
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
  return {
    fail,

    toNetworkError(operation, error) {
      const code = codeOf(error);
      const cause = { cause: error };
      if (CERTIFICATE_CODE.test(code)) {
        const what = `the certificate of ${host} is not trusted (${code}); check it with the site`;
        return fail(operation, 'LMS_UNAVAILABLE', what, { ...cause, notSent: true });
      }
      // The parser has no code for what does not even begin like HTTP.
      if (error instanceof errors.HTTPParserError || GARBAGE_CODE.test(code)) {
        const what = `${host} answered with something that is not HTTP (${code}); check the address`;
        return fail(operation, 'LMS_BAD_RESPONSE', what, cause);
      }
      const hint =
        code === 'ENOTFOUND'
          ? 'there is no such host; check the address'
          : 'check that the system runs and may be reached from here';
      return fail(operation, 'LMS_UNAVAILABLE', `${host} does not answer (${code}); ${hint}`, {
        ...cause,
        notSent: NO_CONNECTION.test(code),
      });
    },

    refuseHostStatus(operation, status, retryAfter) {
      if (status !== 429 && status !== 502 && status !== 503 && status !== 504) return;
      const retryAfterSeconds = readRetryAfter(retryAfter);
      if (status === 429 || (status === 503 && retryAfterSeconds !== undefined)) {
        const pause = retryAfterSeconds === undefined ? 'a while' : `${retryAfterSeconds} s`;
        const what = `${host} asks to be called less often (HTTP ${status}); wait ${pause}`;
        throw fail(operation, 'LMS_RATE_LIMITED', what, { retryAfterSeconds });
      }
      if (status === 504) {
        throw fail(operation, 'LMS_TIMEOUT', `a proxy before ${host} gave up waiting for it (HTTP 504)`);
      }
      throw fail(operation, 'LMS_UNAVAILABLE', `${host} is out of service (HTTP ${status}); try again later`);
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
