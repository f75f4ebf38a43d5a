/**
 * Answers for one request, within its time. A system that answers is shown live; for one that fails, last-known facts are
 * looked up at once, and for one that is still silent, shortly before the end. A slow look-up makes no answer late.
 */
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';
import type { SystemIdentity } from '#adapters/adapter.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import type { Cached } from './answer-cache.ts';
import type { Call, Place } from './batch-queue.ts';

/** One thing that is wanted of one system. */
export interface Wanted<Id> {
  readonly id: Id;
  readonly system: SystemIdentity;
}

export interface AnswersInTimeOptions<Id, Value, Known, Model> {
  readonly deadline: RequestDeadline;
  readonly lookUpReserve: LearnedReserve;
  /** Never rejects; only what is known is in the map. */
  readonly lookUp: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Known>>;
  /** Whether the system's answer leaves something to be looked up. */
  readonly hasGaps: (value: Value) => boolean;
  /** From the system's answer, or why there is none, and from what was known before. */
  readonly toModel: (wanted: Wanted<Id>, answer: Value | MerciaError, known: Known | undefined) => Model;
}

export interface AnswersInTime<Id, Value, Model> {
  /** Never rejects. No promise where none is needed: a page has hundreds. */
  answer(wanted: Wanted<Id>, asked: Cached<Value> | Place<Value>): Model | Promise<Model>;
}

interface Waiter<Id, Value, Model> {
  readonly wanted: Wanted<Id>;
  readonly slot: number;
  /** The system's answer, while last-known facts are looked up to complete it. */
  received: Value | MerciaError | undefined;
  readonly settle: (model: Model) => void;
}

const LATE = new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time of the request.');

export function createAnswersInTime<Id, Value, Known, Model>({
  deadline,
  lookUpReserve,
  lookUp,
  hasGaps,
  toModel,
}: AnswersInTimeOptions<Id, Value, Known, Model>): AnswersInTime<Id, Value, Model> {
  type OurWaiter = Waiter<Id, Value, Model>;
  const open = new Set<OurWaiter>();
  const waitersByCall = new Map<Call<Value>, OurWaiter[]>();
  const known = new Map<Id, Known>();
  let timer: NodeJS.Timeout | undefined;

  function settleAll(waiters: Iterable<OurWaiter>): void {
    deadline.settled();
    for (const waiter of waiters) {
      if (!open.delete(waiter)) continue;
      const { wanted, received, settle } = waiter;
      settle(toModel(wanted, received === undefined ? LATE : received, known.get(wanted.id)));
    }
    if (open.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  }

  async function learnOf(waiters: readonly OurWaiter[]): Promise<void> {
    const startedAt = performance.now();
    const found = await lookUp(waiters.map(({ wanted }) => wanted.id));
    lookUpReserve.learn(performance.now() - startedAt);
    for (const [id, facts] of found) known.set(id, facts);
  }

  function receive(waiters: readonly OurWaiter[], answers: readonly (Value | MerciaError)[]): void {
    const enough: OurWaiter[] = [];
    const lacking: OurWaiter[] = [];
    for (const waiter of waiters) {
      const received = answers[waiter.slot] as Value | MerciaError;
      waiter.received = received;
      (isMerciaError(received) || hasGaps(received) ? lacking : enough).push(waiter);
    }
    settleAll(enough);
    const inTime = lacking.filter((waiter) => open.has(waiter));
    if (inTime.length > 0) {
      void learnOf(inTime).then(() => {
        settleAll(inTime);
      });
    }
  }

  function lookAhead(): void {
    timer = setTimeout(
      () => {
        settleAll(open);
      },
      Math.max(0, deadline.endsAt - performance.now()),
    );
    const silent = [...open].filter(({ received }) => received === undefined);
    if (silent.length > 0) void learnOf(silent);
  }

  function waitFor(wanted: Wanted<Id>, slot: number): { readonly waiter: OurWaiter; readonly model: Promise<Model> } {
    const { promise: model, resolve: settle } = Promise.withResolvers<Model>();
    const waiter: OurWaiter = { wanted, slot, received: undefined, settle };
    open.add(waiter);
    timer ??= setTimeout(lookAhead, Math.max(0, deadline.lookUpAt - performance.now()));
    return { waiter, model };
  }

  return {
    answer(wanted, asked) {
      if ('cached' in asked) {
        if (!hasGaps(asked.cached)) return toModel(wanted, asked.cached, undefined);
        const { waiter, model } = waitFor(wanted, 0);
        receive([waiter], [asked.cached]);
        return model;
      }
      const { call, slot } = asked;
      const { waiter, model } = waitFor(wanted, slot);
      const together = waitersByCall.get(call);
      if (together === undefined) {
        const waiters = [waiter];
        waitersByCall.set(call, waiters);
        void call.answers.then((answers) => {
          waitersByCall.delete(call);
          receive(waiters, answers);
        });
      } else {
        together.push(waiter);
      }
      return model;
    },
  };
}
