/** Why a system did not answer, in words: from the code of the failure, and what the network or its host said of it. */
import { isErrorCode, type ErrorCode } from '#platform/errors.ts';
import { CERTIFICATE_CODE, OLD_ANSWER } from '#platform/network-codes.ts';

const OF_NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ENOTFOUND: 'there is no host of its name',
  EAI_AGAIN: 'the name of its host could not be looked up',
  EMETADATA: 'the name of its host leads to an address that is never asked',
  EHOSTUNREACH: 'there is no way to its host through the network',
  ENETUNREACH: 'there is no way to its host through the network',
  ETIMEDOUT: 'its host could not be connected to in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another address',
  'HTTP 502': 'a proxy in front of it could not reach it',
  'HTTP 503': 'it said that it is out of service',
  'HTTP 504': 'a proxy in front of it stopped waiting for it',
  [OLD_ANSWER]: 'a cache in front of it gave an old answer',
};

const OF_CODE: Readonly<Partial<Record<ErrorCode, string>>> = {
  LMS_UNAVAILABLE: 'it could not be reached, broke off, or said that it is out of service',
  LMS_RATE_LIMITED: 'it asked to be called less often, or too many calls waited for it already',
  LMS_CIRCUIT_OPEN: 'it had failed several times in a row, and was left alone for a moment',
  LMS_BAD_RESPONSE: 'it gave an answer that cannot be read or cannot be right',
  LMS_AUTH_FAILED: 'it did not accept the user or the key of this service',
  LMS_NOT_PERMITTED: 'it knows the user of this service, and does not permit the question',
};

/** The first of a silence. All is null if nothing failed; an older version kept the code alone. */
export interface Failure {
  readonly code: string | null;
  /** As `causeOf` gives it. */
  readonly cause: string | null;
  /** Milliseconds after which the call was over. */
  readonly afterMs: number | null;
}

export const NO_FAILURE: Failure = { code: null, cause: null, afterMs: null };

/** As the end of a sentence. */
export function sayCause(code: string, { cause, afterMs }: Pick<Failure, 'cause' | 'afterMs'>): string {
  if (cause !== null && OF_NETWORK[cause] !== undefined) return OF_NETWORK[cause];
  if (cause !== null && CERTIFICATE_CODE.test(cause)) return 'its certificate is not trusted';
  if (cause !== null && /^EPROTO$|^ERR_SSL/.test(cause)) return 'no encrypted connection to it could be set up';
  if (code === 'LMS_TIMEOUT') return `no answer came ${sayTime(afterMs)}`;
  return (isErrorCode(code) ? OF_CODE[code] : undefined) ?? `its question ended with the error ${code}`;
}

function sayTime(ms: number | null): string {
  if (ms === null) return 'in time';
  return `within ${(ms / 1_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} s`;
}
