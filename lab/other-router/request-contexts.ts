/**
 * What a router other than Mercia's own gateway needs for a request: its caller, the signed internal context that every
 * subgraph requires, made once a request, and what to answer if the caller is refused.
 */
import { CORRELATION_HEADER, toCorrelationId } from '#gateway/correlation.ts';
import { longestBudgetMs, nameEndCaller, VARY } from '#gateway/request-context.ts';
import { toHttpRefusal, type HttpRefusal } from '#gateway/http-errors.ts';
import type { Identify } from '#gateway/identity/identify.ts';
import type { OwnAccounts } from '#gateway/identity/own-accounts.ts';
import { readBudget } from '#gateway/prefer.ts';
import { ASKED_FOR_HEADER, type EndCallers } from '#platform/end-callers.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { ContextSigner } from '#platform/signed-context.ts';

/** The part of a request that is read; one object for each request. */
export interface IncomingRequest {
  readonly headers: { get(name: string): string | null };
}

export interface RequestContext {
  readonly correlationId: string;
  /** Why the request is to be answered with an error at once; null if it may go on. */
  readonly refusal: () => Promise<HttpRefusal | null>;
  /** The operation writes: a patron's own accounts are to be told with it. */
  readonly writes: () => void;
  /** For the header `mercia-context`; signed when it is first asked for. */
  readonly signed: () => Promise<string>;
  /** Milliseconds until a subgraph that is still silent is given up; 1 or more. */
  readonly patienceMs: () => number;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

export interface RequestContextOptions {
  readonly sign: ContextSigner;
  readonly identify: Identify;
  readonly endCallers: EndCallers;
  readonly ownAccounts: OwnAccounts;
  /** What a request may take where its caller names no budget. */
  readonly budgetMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds kept for the router's own work behind its subgraphs; of a short budget, a tenth. */
const RESERVE_MS = 50;
/** Milliseconds behind the budget that a subgraph gets for its way back, as under Mercia's own gateway. */
const GRACE_MS = 1_000;

/** `address` is where the request comes from; it counts when the request is first asked for, and so does its budget. */
export type RequestContexts = (request: IncomingRequest, address?: string) => RequestContext;

export function createRequestContexts(options: RequestContextOptions): RequestContexts {
  const contexts = new WeakMap<IncomingRequest, RequestContext>();
  return (request, address = '') => {
    const known = contexts.get(request);
    if (known !== undefined) return known;
    const context = createContext(request, address, options);
    contexts.set(request, context);
    return context;
  };
}

function createContext(
  { headers }: IncomingRequest,
  address: string,
  { sign, identify, endCallers, ownAccounts, budgetMs: defaultMs, now }: RequestContextOptions,
): RequestContext {
  const read = (name: string): string | undefined => headers.get(name) ?? undefined;
  const correlationId = toCorrelationId(read(CORRELATION_HEADER));
  const [authorization, apiKey] = [read('authorization'), read('x-api-key')];
  const asking = { authorization, apiKey, address, askedFor: endCallers.read(read(ASKED_FOR_HEADER)) };
  const asked = { prefer: read('prefer'), merciaBudgetMs: read('mercia-budget-ms') };
  const { budgetMs, applied } = readBudget(asked, defaultMs, longestBudgetMs(asking, defaultMs));
  const receivedAt = now();
  const end = receivedAt + budgetMs;
  const deadline = end - Math.min(RESERVE_MS, budgetMs / 10);
  const identified = identify({ ...asking, deadline });
  const refusal = identified.then(() => null, toRefusal);
  let writes = false;
  let signed: Promise<string> | undefined;

  async function signOnce(): Promise<string> {
    const who = await identified;
    const said = { ...who, caller: nameEndCaller(endCallers, who, asking), correlationId, receivedAt, deadline };
    if (!writes || said.role !== 'patron') return sign(said);
    return sign({ ...said, ...(await ownAccounts(await sign(said))) });
  }
  return {
    correlationId,
    refusal: () => refusal,
    writes: () => void (writes = true),
    signed: () => (signed ??= signOnce()),
    patienceMs: () => Math.max(1, end + GRACE_MS - now()),
    responseHeaders: {
      [CORRELATION_HEADER]: correlationId,
      vary: VARY,
      ...(applied === null ? {} : { 'preference-applied': applied }),
      ...(authorization === undefined && apiKey === undefined ? {} : { 'cache-control': 'private, no-store' }),
    },
  };
}

function toRefusal(error: unknown): HttpRefusal {
  if (isMerciaError(error)) return toHttpRefusal(error);
  throw error;
}
