/**
 * One table of every error code. `docs/errors.md` is written from it (`hub/platform/errors-doc.ts`).
 * Decide by `code`, never by message text. A message says what failed, on which system, and what to do; it never
 * holds a credential, a patron's data or a path of the machine.
 */
export const ERROR_CODES = {
  LMS_UNAVAILABLE: {
    status: 502,
    retryable: true,
    since: '0.1',
    description: 'A library system did not answer: refused, reset, or no such host.',
  },
  LMS_TIMEOUT: { status: 504, retryable: true, since: '0.1', description: 'A library system did not answer in time.' },
  LMS_RATE_LIMITED: {
    status: 503,
    retryable: true,
    since: '0.1',
    description: 'A library system asked to be called less often, or too many calls already wait for it.',
  },
  LMS_CIRCUIT_OPEN: {
    status: 503,
    retryable: true,
    since: '0.1',
    description: 'A library system failed several times in a row, so it is not called for a moment.',
  },
  LMS_BAD_RESPONSE: {
    status: 502,
    retryable: false,
    since: '0.1',
    description: 'A library system answered with something that is not what its interface promises.',
  },
  LMS_AUTH_FAILED: {
    status: 502,
    retryable: false,
    since: '0.1',
    description: 'A library system refused the credentials of the service account.',
  },
  LMS_NOT_PERMITTED: {
    status: 502,
    retryable: false,
    since: '0.1',
    description: 'A library system knows the service account, and does not permit it to do this.',
  },
  LMS_TOO_MANY_ITEMS: {
    status: 501,
    retryable: false,
    since: '0.1',
    description:
      'A title has more copies than its library system can give in time, so their live state is not fetched.',
  },
  CAPABILITY_UNSUPPORTED: {
    status: 501,
    retryable: false,
    since: '0.1',
    description: 'This system cannot do what was asked.',
  },
  BAD_USER_INPUT: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'The request holds a value that cannot be read; the message names it.',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    since: '0.1',
    description: 'The token or the key that came with the request is not accepted; sign in again, or send none.',
  },
  IDENTITY_UNAVAILABLE: {
    status: 503,
    retryable: true,
    since: '0.1',
    description: 'The issuer of the token does not answer, so the token cannot be checked at the moment.',
  },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    since: '0.1',
    description:
      'Too many tokens or keys that are not accepted came from the same address, too many requests of one caller are being answered, or one caller was given too much of late; `Retry-After` says how long to wait.',
  },
  FORBIDDEN: { status: 403, retryable: false, since: '0.1', description: 'The caller may not do this.' },
  QUERY_TOO_LARGE: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'The query has more tokens than the gateway reads.',
  },
  QUERY_TEXT_TOO_LONG: {
    status: 413,
    retryable: false,
    since: '0.1',
    description: 'The text of the query, with its blanks and comments, is longer than the gateway reads.',
  },
  QUERY_TOO_COMPLEX: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'The query is written with more fields, conditions, fragments or variables than the gateway plans.',
  },
  QUERY_TOO_DEEP: { status: 400, retryable: false, since: '0.1', description: 'The query nests deeper than allowed.' },
  QUERY_TOO_MANY_ALIASES: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'The query renames more fields than allowed.',
  },
  QUERY_TOO_COSTLY: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'The query costs more, or its answer is larger, than allowed; ask for less at once.',
  },
  LIST_TOO_LONG: {
    status: 400,
    retryable: false,
    since: '0.1',
    description: 'An argument holds more values than allowed; ask for the rest in another request.',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    retryable: false,
    since: '0.1',
    description: 'The body of the request, or one text in its variables, is larger than the gateway reads.',
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 502,
    retryable: true,
    since: '0.1',
    description: 'A part of Mercia itself did not answer the gateway.',
  },
  GRAPH_UNAVAILABLE: {
    status: 502,
    retryable: true,
    since: '0.1',
    description: 'The graph did not answer RTAC or DAIA as it should, so nothing can be said of what is in.',
  },
  GRAPH_TIMEOUT: {
    status: 504,
    retryable: true,
    since: '0.1',
    description: 'The graph did not answer RTAC or DAIA in time, so nothing can be said of what is in.',
  },
  DELIVERY_FAILED: {
    status: 502,
    retryable: true,
    since: '0.1',
    description: 'Files did not reach the host of a discovery service, or did not arrive whole; they are sent again.',
  },
  CONFIG_INVALID: {
    status: 500,
    retryable: false,
    since: '0.1',
    description: 'A setting or the region file is wrong; the message names the line and the key.',
  },
  FEED_RESTARTED: {
    status: 410,
    retryable: false,
    since: '0.1',
    description: 'A backup was restored or the feed begun again: what changed since cannot be told; start again.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    since: '0.1',
    description: 'The database does not answer, is full, or is in use by another process.',
  },
  INTERNAL: {
    status: 500,
    retryable: false,
    since: '0.1',
    description: 'A fault of Mercia itself; the correlation id finds it in the log.',
  },
} as const satisfies Record<string, { status: number; retryable: boolean; since: string; description: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

export interface MerciaErrorOptions {
  readonly cause?: unknown;
  /** The id of the library system concerned. */
  readonly system?: string;
  /** A message that anybody may read, if there is more to say than the table says of the code; names no host. */
  readonly publicMessage?: string;
  /** Seconds to wait, where a system said so. */
  readonly retryAfterSeconds?: number;
  /** True if it is certain that nothing of the request left Mercia: a write was then not done. */
  readonly notSent?: boolean;
  /** True if the system says that it did nothing of the request, because it is asked too often: a write was then not done. */
  readonly turnedAway?: boolean;
}

/** Every error that leaves a room of Mercia is one of these. */
export class MerciaError extends Error {
  override readonly name = 'MerciaError';
  readonly code: ErrorCode;
  readonly system: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Only `true` is certain. */
  readonly notSent: boolean;
  /** Only `true` is certain. */
  readonly turnedAway: boolean;
  /** A message that anybody may read; the `message` itself may name a host, and is for the log. */
  readonly publicMessage: string;

  constructor(code: ErrorCode, message: string, options: MerciaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.system = options.system;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.notSent = options.notSent ?? false;
    this.turnedAway = options.turnedAway ?? false;
    this.publicMessage = options.publicMessage ?? ERROR_CODES[code].description;
  }

  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/** What whoever asks has to ask otherwise. */
export function badUserInput(message: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', message);
}

/** True for an error of ours with one of the codes; with none named, for any error of ours. */
export function isMerciaError(error: unknown, ...codes: readonly ErrorCode[]): error is MerciaError {
  return error instanceof MerciaError && (codes.length === 0 || codes.includes(error.code));
}

/** A code and a sentence, without the names of hosts. */
export function sayFailure(error: unknown): string {
  return isMerciaError(error)
    ? `${error.code}: ${error.publicMessage}`
    : 'INTERNAL: Mercia failed internally; its log says more.';
}

/** The same error where it is certain that nothing of the request was sent. */
export function asNotSent(error: MerciaError): MerciaError {
  if (error.notSent) return error;
  const { code, message, system, retryAfterSeconds, publicMessage, cause } = error;
  return new MerciaError(code, message, {
    notSent: true,
    publicMessage,
    ...(system === undefined ? {} : { system }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(cause === undefined ? {} : { cause }),
  });
}
