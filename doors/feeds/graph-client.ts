/** Asks the graph over HTTP, like any client: under the same limits, with a budget, and for whoever asks here. */
import { Pool } from 'undici';
import { ASKED_FOR_HEADER, type EndCallers } from '#platform/end-callers.ts';
import { isErrorCode, isMerciaError, MerciaError } from '#platform/errors.ts';
import { copiesThatFit, TITLES_QUERY, type TitleAnswer, type TitleKey } from './live/question.ts';
import type { Admitted } from './service-keys.ts';

/** What the graph says of one key: its editions, none if there is no such title, or why nothing can be said. */
export type TitleSlot = readonly TitleAnswer[] | MerciaError;

export type GraphClient = ReturnType<typeof createGraphClient>;

export const SHORTEST_BUDGET_MS = 100;
const LONGEST_BUDGET_MS = 30_000;
/** An answer may come a little behind its budget; a graph that is silent longer is given up. */
const GRACE_MS = 2_000;
const CONNECTIONS = 32;

interface GraphAnswer {
  readonly data?: {
    readonly editions: readonly ({ readonly editions: readonly TitleAnswer[] } | null)[] | null;
  } | null;
  readonly errors?: readonly GraphError[];
}

interface GraphError {
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** `url` is the address of the graph. No error names it or what was asked. */
export function createGraphClient(
  url: string,
  endCallers: Pick<EndCallers, 'passOn'>,
  now = performance.now.bind(performance),
) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });

  async function send(variables: unknown, { caller, budgetMs, anonymous }: Admitted): Promise<GraphAnswer> {
    const timeoutMs = (budgetMs ?? LONGEST_BUDGET_MS) + GRACE_MS;
    try {
      const { body, headers, statusCode } = await pool.request({
        method: 'POST',
        path: `${pathname}${search}`,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [ASKED_FOR_HEADER]: endCallers.passOn({ caller, limited: true, owes: anonymous }),
          ...(budgetMs === null ? {} : { 'mercia-budget-ms': String(Math.round(budgetMs)) }),
        },
        body: JSON.stringify({ query: TITLES_QUERY, variables }),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      const answer = (await body.json()) as GraphAnswer;
      if (statusCode === 429) throw gaveTooMuch(Number(headers['retry-after'] ?? 2));
      return answer;
    } catch (cause) {
      if (isMerciaError(cause)) throw cause;
      throw isTimeout(cause)
        ? new MerciaError('GRAPH_TIMEOUT', 'The graph did not answer in time.', { cause })
        : new MerciaError('GRAPH_UNAVAILABLE', 'The graph did not answer as it should.', { cause });
    }
  }

  /** What is too much for one answer is asked for in halves: a title may be held by every library of a large region. */
  async function ask(keys: readonly TitleKey[], first: number, admitted: Admitted): Promise<readonly TitleSlot[]> {
    const askedAt = now();
    const answer = await send({ by: keys, first }, admitted);
    if (!isTooMuch(answer) || (keys.length === 1 && first === 1)) return keys.map((_, index) => toSlot(answer, index));
    const rest = { ...admitted, budgetMs: leftOf(admitted.budgetMs, now() - askedAt) };
    if (keys.length === 1) return ask(keys, Math.ceil(first / 4), rest);
    const half = Math.ceil(keys.length / 2);
    const answers = await Promise.all([keys.slice(0, half), keys.slice(half)].map((part) => ask(part, first, rest)));
    return answers.flat();
  }

  return {
    /**
     * One slot for each key, in order. `budgetMs`: what all of it may take; null for as long as the graph gives everybody.
     * Rejects with GRAPH_UNAVAILABLE, GRAPH_TIMEOUT or RATE_LIMITED if nothing can be said of any.
     */
    askTitles: (keys: readonly TitleKey[], admitted: Admitted): Promise<readonly TitleSlot[]> =>
      ask(keys, copiesThatFit(keys.length), admitted),
    /** Questions under way are answered first. */
    close: (): Promise<void> => pool.close(),
  };
}

/** Of a budget, when some of it is spent; at least the shortest that the graph takes. */
function leftOf(budgetMs: number | null, spentMs: number): number | null {
  return budgetMs === null ? null : Math.max(SHORTEST_BUDGET_MS, budgetMs - spentMs);
}

function gaveTooMuch(retryAfterSeconds: number): MerciaError {
  const publicMessage = 'You were given more than one caller may have for long: ask again later, for fewer titles.';
  return new MerciaError('RATE_LIMITED', publicMessage, { publicMessage, retryAfterSeconds });
}

function isTooMuch({ data, errors = [] }: GraphAnswer): boolean {
  return (data ?? null) === null && errors.some(({ extensions }) => extensions?.code === 'QUERY_TOO_COSTLY');
}

function toSlot({ data, errors = [] }: GraphAnswer, index: number): TitleSlot {
  const found = data?.editions?.[index];
  if (found !== undefined && found !== null) return found.editions;
  const error = errors.find(({ path }) => path?.[1] === index) ?? errors[0];
  const given = error?.extensions?.code;
  const code = isErrorCode(given) ? given : 'INTERNAL';
  // The graph reads keys more strictly than we do: what it cannot read names no title.
  if (code === 'BAD_USER_INPUT' && error?.path?.[1] === index) return [];
  return new MerciaError(code === 'STORE_UNAVAILABLE' ? code : 'GRAPH_UNAVAILABLE', `The graph answered ${code}.`);
}

function isTimeout(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
}
