/** Why a system did not answer, in words: from the code of the failure, and what the network said of it. */
import { ERROR_CODES, type ErrorCode } from '#platform/errors.ts';

/** By what the network says. Nothing else of a failure is kept: a message may name hosts. */
const OF_NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ENOTFOUND: 'its address is unknown',
  EAI_AGAIN: 'its address could not be looked up',
  EHOSTUNREACH: 'no way leads to its host',
  ENETUNREACH: 'no way leads to its host',
  ETIMEDOUT: 'no connection to its host came about in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another address',
};

const OF_CODE: Readonly<Partial<Record<ErrorCode, string>>> = {
  LMS_UNAVAILABLE: 'it could not be reached, or said that it is out of service',
  LMS_RATE_LIMITED: 'it asked to be called less often, or too many calls waited for it already',
  LMS_CIRCUIT_OPEN: 'it had failed several times in a row, and was left alone for a moment',
  LMS_BAD_RESPONSE: 'it gave an answer that cannot be read',
  LMS_AUTH_FAILED: 'it did not accept the user or the key of this service',
  LMS_NOT_PERMITTED: 'it knows the user of this service, and does not permit the question',
};

/** What the network said of a failure; null if that is none of what is known here. */
export function causeOf(failure: Error | null): string | null {
  for (let at: unknown = failure; at instanceof Error; at = at.cause) {
    // Of an error of the network only its code goes on, as its message.
    for (const said of ['code' in at ? at.code : null, at.message]) {
      if (typeof said === 'string' && Object.hasOwn(OF_NETWORK, said)) return said;
    }
  }
  return null;
}

export interface Failure {
  readonly code: string | null;
  readonly cause: string | null;
  readonly afterMs: number | null;
}

/** As the end of a sentence; null if why is not kept. */
export function sayCause({ code, cause, afterMs }: Failure): string | null {
  const ofNetwork = cause === null ? undefined : OF_NETWORK[cause];
  if (ofNetwork !== undefined) return ofNetwork;
  if (code === null || !isErrorCode(code)) return null;
  if (code === 'LMS_TIMEOUT') {
    return afterMs === null ? 'no answer came in time' : `no answer came within ${(afterMs / 1_000).toFixed(1)} s`;
  }
  return OF_CODE[code] ?? ERROR_CODES[code].description;
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
