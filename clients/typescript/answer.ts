/** What the graph answers, read from text. */
import { MerciaClientError, type AnswerError } from './errors.ts';

/** A library system some of whose facts are less than live in this answer. */
export interface NotLive {
  readonly system: string;
  readonly name: string;
  /** Why, as in `Reason.code`. */
  readonly code: string;
  /** Facts by state. */
  readonly states: Readonly<Record<string, number>>;
}

/** Data and errors together: a part that failed is null in `data`, and has an error with its path. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly AnswerError[];
  readonly notLive: readonly NotLive[];
  readonly correlationId: string | null;
}

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Throws {@link MerciaClientError}: with the graph's code if it refused the request as a whole, else BAD_RESPONSE.
 * `data` is as the graph gave it; that it fits the query is the graph's promise, and not checked again.
 */
export function readAnswer<Data>(response: Response, text: string): Answer<Data> {
  const body = parse(text);
  const errors = isLoose(body) && Array.isArray(body['errors']) ? body['errors'].map(toAnswerError) : [];
  const correlationId = response.headers.get('x-correlation-id');
  if (isLoose(body) && isLoose(body['data'])) {
    const notLive = isLoose(body['extensions']) ? body['extensions']['notLive'] : [];
    return {
      data: body['data'] as Data,
      errors,
      notLive: Array.isArray(notLive) ? (notLive as readonly NotLive[]) : [],
      correlationId,
    };
  }
  const { status } = response;
  const details = { status, errors, retryAfterMs: readRetryAfter(response.headers.get('retry-after')) };
  const [first] = errors;
  if (first !== undefined) throw new MerciaClientError(first.code, first.message, details);
  throw new MerciaClientError('BAD_RESPONSE', `The answer (HTTP ${status}) is not one of a graph.`, details);
}

/** Seconds, or a date (RFC 9110); null if it is neither. */
export function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(at - Date.now(), 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toAnswerError(error: unknown): AnswerError {
  const loose = isLoose(error) ? error : {};
  const extensions = isLoose(loose['extensions']) ? loose['extensions'] : {};
  return {
    code: textOrNull(extensions['code']) ?? 'INTERNAL',
    message: textOrNull(loose['message']) ?? 'The graph gave no message.',
    path: Array.isArray(loose['path']) ? (loose['path'] as readonly (string | number)[]) : [],
    system: textOrNull(extensions['system']),
    correlationId: textOrNull(extensions['correlationId']),
  };
}
