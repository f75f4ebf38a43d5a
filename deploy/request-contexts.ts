/**
 * What a router that is not Mercia's own gateway must know of a request: the signed internal context that every subgraph
 * asks for, made once a request, and what the caller is told of it.
 */
import { CORRELATION_HEADER, toCorrelationId } from '#gateway/correlation.ts';
import { readBudget } from '#gateway/prefer.ts';
import type { ContextSigner } from '#platform/signed-context.ts';

/** As far as a request is read; the same object stands for the same request. */
export interface IncomingRequest {
  readonly headers: { get(name: string): string | null };
}

export interface RequestContext {
  readonly correlationId: string;
  /** For the header `mercia-context`; signed when it is first asked for. */
  readonly signed: () => Promise<string>;
  /** Milliseconds until a subgraph that is still silent is given up; 1 or more. */
  readonly patienceMs: () => number;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

export interface RequestContextOptions {
  readonly sign: ContextSigner;
  /** What a request may take where its caller names no budget. */
  readonly budgetMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds kept for the router's own work behind its subgraphs; of a short budget, a tenth. */
const RESERVE_MS = 50;
/** Milliseconds behind the budget that a subgraph gets for its way back, as under Mercia's own gateway. */
const GRACE_MS = 1_000;

/** The budget of a request begins when it is first asked for. */
export function createRequestContexts(options: RequestContextOptions): (request: IncomingRequest) => RequestContext {
  const contexts = new WeakMap<IncomingRequest, RequestContext>();
  return (request) => {
    const known = contexts.get(request);
    if (known !== undefined) return known;
    const context = createContext(request, options);
    contexts.set(request, context);
    return context;
  };
}

function createContext(
  { headers }: IncomingRequest,
  { sign, budgetMs: defaultMs, now }: RequestContextOptions,
): RequestContext {
  const correlationId = toCorrelationId(headers.get(CORRELATION_HEADER) ?? undefined);
  const { budgetMs, applied } = readBudget(
    { prefer: headers.get('prefer') ?? undefined, merciaBudgetMs: headers.get('mercia-budget-ms') ?? undefined },
    defaultMs,
  );
  const receivedAt = now();
  const end = receivedAt + budgetMs;
  const deadline = end - Math.min(RESERVE_MS, budgetMs / 10);
  let signed: Promise<string> | undefined;
  return {
    correlationId,
    signed: () => (signed ??= sign({ role: 'public', subject: null, correlationId, receivedAt, deadline })),
    patienceMs: () => Math.max(1, end + GRACE_MS - now()),
    responseHeaders: {
      [CORRELATION_HEADER]: correlationId,
      vary: 'Prefer, Mercia-Budget-Ms',
      ...(applied === null ? {} : { 'preference-applied': applied }),
    },
  };
}
