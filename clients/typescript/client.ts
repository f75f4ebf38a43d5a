/** Asks the graph over HTTP: budgets, time limits, retries of what is safe, pages. */
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { readAnswer, type Answer } from './answer.ts';
import { MerciaClientError } from './errors.ts';
import { readPages, type Connection, type PagesOptions } from './pages.ts';
import { changesNothing, LONGEST_TIMER_MS, pause, waitBeforeRetry } from './retry.ts';

export interface MerciaClientOptions {
  /** Address of the graph, such as `https://graph.example/graphql`. */
  readonly url: string;
  /** Milliseconds that the graph may take for an answer: what is not known by then is last known or unknown. */
  readonly budgetMs?: number;
  /** Milliseconds after which an answer is given up, retries and `token` included. Default: 5 s more than the budget. */
  readonly timeoutMs?: number;
  /** How often a query that failed in passing is asked again. Default: 2. A mutation never is. */
  readonly retries?: number;
  /** A key of Mercia's, for programs. */
  readonly key?: string;
  /** A token of whoever is signed in, or what gives one: it is asked for each attempt. */
  readonly token?: string | (() => string | Promise<string>);
  /** Default: the `fetch` of the platform. */
  readonly fetch?: typeof fetch;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly budgetMs?: number;
  readonly timeoutMs?: number;
  /** How often a query that failed in passing is asked again, in place of what the client was made with. */
  readonly retries?: number;
}

/** The text of an operation, with the types of its data and variables, as code generators write it. */
type TypedDocument<Data, Variables> = DocumentTypeDecoration<Data, Variables> & { toString(): string };

export interface MerciaClient {
  /**
   * Asks once; a query is asked again after a failure that passes. Parts that failed are null in `data`, each with an error.
   * Throws MerciaClientError if there is no answer at all, and the reason of `signal` if that is aborted.
   */
  ask<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    options?: AskOptions,
  ): Promise<Answer<Data>>;
  /** Reads a list page after page, as it is iterated over. */
  pages<Data, Variables, Page extends Connection>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    options: AskOptions & PagesOptions<Data, Page>,
  ): AsyncGenerator<{ readonly page: Page; readonly answer: Answer<Data> }, void, undefined>;
}

const RETRIES = 2;
/** The longest budget that the graph grants. */
const BUDGET_MAX_MS = 30_000;
/** For the way there and back. */
const MARGIN_MS = 5_000;

export function createMerciaClient(options: MerciaClientOptions): MerciaClient {
  const { url, retries = RETRIES, fetch: ask = fetch } = options;

  async function attempt<Data>(body: string, budgetMs: number | undefined, signal: AbortSignal): Promise<Answer<Data>> {
    const headers = await createHeaders(options, budgetMs);
    // Nothing is sent once the caller was told that the time is up.
    signal.throwIfAborted();
    let response: Response;
    let text: string;
    try {
      response = await ask(url, { method: 'POST', headers, body, signal });
      text = await response.text();
    } catch (cause) {
      signal.throwIfAborted();
      // The host alone: an address may hold a secret. In a browser it may name none.
      const where = URL.canParse(url) ? new URL(url).host : 'the graph';
      throw new MerciaClientError('NETWORK', `There is no connection to ${where}, or it broke off.`, { cause });
    }
    return readAnswer(response, text);
  }

  const client: MerciaClient = {
    async ask<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables, asked: AskOptions = {}) {
      const query = document.toString();
      const { budgetMs = options.budgetMs } = asked;
      const timeoutMs = asked.timeoutMs ?? options.timeoutMs ?? (budgetMs ?? BUDGET_MAX_MS) + MARGIN_MS;
      const endsAt = Date.now() + timeoutMs;
      const body = JSON.stringify({ query, variables });
      const attempts = changesNothing(query) ? (asked.retries ?? retries) : 0;
      return withTimeout(timeoutMs, asked.signal, async (signal) => {
        for (let count = 0; ; count += 1) {
          try {
            return await attempt<Data>(body, budgetMs, signal);
          } catch (error) {
            const wait = count < attempts ? waitBeforeRetry(error, count, endsAt - Date.now()) : null;
            if (wait === null) throw error;
            await pause(wait, signal);
          }
        }
      });
    },
    pages: (document, variables, { of, cursor, most, ...asked }) =>
      readPages((place) => client.ask(document, { ...variables, ...place }, asked), {
        of,
        ...(cursor === undefined ? {} : { cursor }),
        ...(most === undefined ? {} : { most }),
      }),
  };
  return client;
}

async function createHeaders(
  { key, token }: MerciaClientOptions,
  budgetMs: number | undefined,
): Promise<Readonly<Record<string, string>>> {
  const bearer = typeof token === 'function' ? await token() : token;
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    ...(budgetMs === undefined ? {} : { 'mercia-budget-ms': String(Math.round(budgetMs)) }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(key === undefined ? {} : { 'x-api-key': key }),
  };
}

/** Aborts what is done when the time is up (TIMEOUT) or the caller's signal says so (its reason). */
async function withTimeout<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const limitMs = Math.min(timeoutMs, LONGEST_TIMER_MS);
  const timer = setTimeout(() => {
    inner.abort(new MerciaClientError('TIMEOUT', `There was no answer within ${limitMs} ms.`));
  }, limitMs);
  const signal = outer === undefined ? inner.signal : AbortSignal.any([outer, inner.signal]);
  const over = new AbortController();
  try {
    signal.throwIfAborted();
    // What gives a token knows of no signal.
    return await Promise.race([work(signal), rejectWhenAborted(signal, over.signal)]);
  } finally {
    over.abort();
    clearTimeout(timer);
  }
}

function rejectWhenAborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true, signal: over });
  });
}
