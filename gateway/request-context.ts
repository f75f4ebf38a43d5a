/** What the gateway knows of one request: its time, who asks, and by what subgraphs accept it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASKED_FOR_HEADER } from '#platform/end-callers.ts';
import type { EndCallers, AskedFor } from '#platform/end-callers.ts';
import type { Caller } from '#platform/signed-context.ts';
import { untilGone } from '#platform/departure.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { readCredential, type Identify } from './identity/identify.ts';
import { createAnswerLimit } from './limits/answer-limit.ts';
import type { AnswerLimit } from './limits/answer-limit.ts';
import type { CallerDebts } from './limits/caller-debts.ts';
import { createNotLiveList } from './not-live.ts';
import type { NotLiveList } from './not-live.ts';
import type { NoteTime } from './observer.ts';
import { readBudget } from './prefer.ts';
import { createTimeBudgets } from './time-budget.ts';
import type { RequestTime } from './time-budget.ts';
import { BUDGET_MAX_MS } from '#platform/deadline.ts';

export interface GatewayContext {
  readonly correlationId: string;
  readonly time: RequestTime;
  readonly caller: Caller;
  /** Whoever asks in the end, by a name that says nothing of who it is. */
  readonly endCaller: string;
  /** A part of Mercia asks, which limits itself how much each of its callers asks. */
  readonly limited: boolean;
  /** Filled as subgraphs answer. */
  readonly notLive: NotLiveList;
  /** Filled as subgraphs answer. */
  readonly answerLimit: AnswerLimit;
  /** Aborted when whoever asks has hung up. */
  readonly gone: AbortSignal;
  /** The signed internal context; empty until the operation is known (`signing-plugin.ts`). */
  signed: string;
}

export type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;

export interface RequestContextOptions {
  readonly identify: Identify;
  readonly endCallers: EndCallers;
  /** What a request may take where its caller names no budget, in milliseconds; asked for each request. */
  readonly budgetMs: () => number;
  readonly note: NoteTime;
  readonly debts: CallerDebts;
  readonly now: () => number;
}

/** What an answer depends on besides the query, for caches between here and the caller. */
export const VARY = 'Prefer, Mercia-Budget-Ms, Authorization, X-Api-Key';

/** Of a refusal, too, whatever it is for. */
export function sayVary(reply: FastifyReply): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? VARY : `${String(before)}, ${VARY}`);
}

/** The time of a request begins before it is known who asks. Throws as {@link Identify} and {@link CallerDebts} do. */
export function createContextFor(options: RequestContextOptions): CreateContext {
  const { identify, endCallers, budgetMs: defaultMs, note, debts, now } = options;
  const begin = createTimeBudgets(now);
  return async (request, reply) => {
    const correlationId = String(reply.getHeader(CORRELATION_HEADER));
    const asking = {
      authorization: readHeader(request, 'authorization'),
      apiKey: readHeader(request, 'x-api-key'),
      address: request.ip,
      askedFor: endCallers.read(readHeader(request, ASKED_FOR_HEADER)),
    };
    const { budgetMs, applied } = readBudget(
      { prefer: readHeader(request, 'prefer'), merciaBudgetMs: readHeader(request, 'mercia-budget-ms') },
      defaultMs(),
      longestBudgetMs(asking, defaultMs()),
    );
    if (applied !== null) reply.header('preference-applied', applied);
    const time = begin(budgetMs, reply, signsIn(request));
    note(request, { budgetMs, reserveMs: time.deadline - time.subgraphDeadline });
    const gone = untilGone(reply);
    const caller = await identify({ ...asking, deadline: time.subgraphDeadline });
    const endCaller = nameEndCaller(endCallers, caller, asking);
    const limited = asking.askedFor?.limited === true;
    // Those whom the operator appoints to compare and to run the region ask for much.
    const isFree = limited && asking.askedFor?.owes !== true;
    const owesNothing = isFree || caller.role === 'migration' || caller.role === 'operator';
    if (!owesNothing) debts.check(endCaller);
    return {
      correlationId,
      time,
      caller,
      endCaller,
      limited,
      notLive: createNotLiveList(),
      answerLimit: createAnswerLimit(owesNothing ? undefined : (values) => debts.add(endCaller, values)),
      gone,
      signed: '',
    };
  };
}

/** True for a request that means to sign in, whether or not that is accepted: its answer is nobody else's. */
export function signsIn({ headers }: FastifyRequest): boolean {
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined;
}

function readHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

interface Asking {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly address: string;
  /** What a part of Mercia says; null if it is none. */
  readonly askedFor: AskedFor | null;
}

/** Without signing in nobody has more time than everybody is given: whoever asks a system for long holds up others there. */
export function longestBudgetMs({ authorization, apiKey, askedFor }: Asking, defaultMs: number): number {
  const isKnown = authorization !== undefined || apiKey !== undefined || askedFor !== null;
  return isKnown ? BUDGET_MAX_MS : Math.min(defaultMs, BUDGET_MAX_MS);
}

/** `caller`: as whom they were accepted. */
export function nameEndCaller(callers: EndCallers, { subject }: Caller, asking: Asking): string {
  // However its header was written.
  const credential = subject ?? readCredential(asking)?.text;
  if (credential !== undefined) return callers.ofCredential(credential);
  return asking.askedFor?.caller ?? callers.ofAddress(asking.address);
}
