/** What can go wrong between Mercia and a SIP2 server, as errors that name the system and say what to do. */
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { CERTIFICATE_CODE } from '#platform/network-codes.ts';
import { NAME_HINTS } from '#platform/system-lookup.ts';

export type Sip2Faults = ReturnType<typeof createSip2Faults>;

/** Binds the wording to one system and its host. No error repeats a message: it may hold a card, a PIN or a name. */
export function createSip2Faults(system: string, called: string) {
  function fail(
    operation: string,
    code: ErrorCode,
    what: string,
    { notSent = false, cause }: { readonly notSent?: boolean; readonly cause?: Error } = {},
  ): MerciaError {
    const why = cause === undefined ? {} : { cause };
    return new MerciaError(code, `[${system}] ${operation}: ${what}`, { system, notSent, ...why });
  }
  return {
    fail,
    noConnection(operation: string, cause: unknown): MerciaError {
      const code = codeOf(cause);
      const nameHint = NAME_HINTS.get(code);
      const what = CERTIFICATE_CODE.test(code)
        ? `the certificate of ${called} is not trusted (${code}); check it with the site, or name its authority in settings.tls`
        : nameHint !== undefined
          ? `${called} does not answer (${code}); ${nameHint}`
          : code === 'EPROTO' || code.startsWith('ERR_SSL')
            ? `${called} does not speak TLS (${code}); use tcp:// in the address, or ask the site for its TLS port`
            : `${called} does not answer (${code}); check that its SIP2 server runs and may be reached from here`;
      return fail(operation, 'LMS_UNAVAILABLE', what, { notSent: true, cause: new Error(code) });
    },
    overdue: (operation: string, timeoutMs: number, notSent: boolean) =>
      fail(
        operation,
        'LMS_TIMEOUT',
        `${called} did not answer within ${timeoutMs} ms; check that it is not overloaded, or raise limits.callTimeoutMs`,
        { notSent },
      ),
    givenUp: (operation: string, notSent: boolean) =>
      fail(operation, 'LMS_TIMEOUT', 'given up before the system answered', { notSent }),
    lost: (operation: string) =>
      fail(
        operation,
        'LMS_UNAVAILABLE',
        `${called} closed the connection without an answer; check that the log-in in the region file is right and that the server's log shows no fault`,
      ),
    closed: (operation: string) => fail(operation, 'LMS_UNAVAILABLE', 'the connection was closed by Mercia'),
    noPermit: (operation: string, connections: number) =>
      fail(
        operation,
        'LMS_RATE_LIMITED',
        `all ${connections} connections that limits.connections allows are in use by another process of Mercia on this machine; wait until it is done, or raise the limit if the licence allows more`,
        { notSent: true },
      ),
  };
}

/** The code of a network fault: its message may hold more than should go on. */
function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no code';
}
