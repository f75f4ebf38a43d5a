/** Why a host was not reached, or did not answer, for operators. */
import type { HostPartsFragment } from '../__generated__/operations.ts';
import { sayFailure } from './harvest.ts';
import { sayWhen } from './moments.ts';

type HostFailure = NonNullable<HostPartsFragment['lastFailure']>;

/** By the codes of the network and the statuses that the host gave; each stands behind the words. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'It refused the connection',
  ECONNRESET: 'It broke off the connection',
  EPIPE: 'It broke off the connection',
  ENOTFOUND: 'There is no host of this name',
  EAI_AGAIN: 'The name of the host could not be looked up',
  EMETADATA: 'The name of the host leads to an address that is never asked',
  EHOSTUNREACH: 'There is no way to it through the network',
  ENETUNREACH: 'There is no way to it through the network',
  'HTTP 502': 'A proxy before it does not reach it',
  'HTTP 503': 'It is out of service',
  'HTTP 504': 'A proxy before it gave up waiting for it',
};
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;

/** `It refused the connection (ECONNREFUSED), today 14:05`. */
export function sayHostFailure({ code, cause, at, afterMs }: HostFailure, now: number): string {
  return `${sayWhy({ code, cause, afterMs })}${cause === null ? '' : ` (${cause})`}, ${sayWhen(at, now)}`;
}

function sayWhy({ code, cause, afterMs }: Omit<HostFailure, 'at'>): string {
  if (cause !== null && CERTIFICATE.test(cause)) return 'Its certificate is not trusted, or it does not speak TLS';
  if (cause !== null && Object.hasOwn(CAUSES, cause)) return CAUSES[cause] ?? '';
  const seconds = (afterMs / 1_000).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return code === 'LMS_TIMEOUT' || cause === 'ETIMEDOUT' ? `No answer after ${seconds} s` : sayFailure(code);
}
