/** Codes in which the network, or a host, says why a call failed: `ECONNREFUSED`, `HTTP 503`. */
import { isMerciaError } from './errors.ts';

/** Codes of a certificate that is not trusted. */
export const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ALTNAME/;

/** Our own: a cache in front of the host gave an answer that is no longer of now. */
export const OLD_ANSWER = 'OLD_ANSWER';

/** The code behind a failure; null if there is none. Nothing else of it goes on: a message may name a host. */
export function causeOf(failure: unknown): string | null {
  for (let at = failure; at instanceof Error; at = at.cause) {
    const code = !isMerciaError(at) && 'code' in at ? at.code : null;
    // Of an error of the network only its code goes on, as its message.
    const said = [code, at.message].find(
      (each) => typeof each === 'string' && /^(?:[A-Z][A-Z\d_]+|HTTP \d{3})$/.test(each),
    );
    if (typeof said === 'string') return said;
  }
  return null;
}
