/**
 * What one request gets to know of the systems, in its time. Whoever answers is told live; for whoever fails or is
 * silent, what is last known is looked up, at once or shortly before the end. A slow look-up makes no answer late.
 */
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';
import type { SystemIdentity } from '#adapters/adapter.ts';
import type { Fresh } from './desk/fresh-answers.ts';
import type { Call, Place } from './desk/gathering-queue.ts';
import type { RequestDeadline } from './request-deadline.ts';

/** One thing that is wanted of one system. */
export interface Wanted<Id> {
  readonly id: Id;
  readonly system: SystemIdentity;
}

export interface TimelyOptions<Id, Value, Known, Model> {
  readonly deadline: RequestDeadline;
  readonly lookUpReserve: LearnedReserve;
  /** Never rejects; only what is known is in the map. */
  readonly lookUp: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Known>>;
  /** Whether what the system said leaves something to be looked up. */
  readonly hasGaps: (value: Value) => boolean;
  /** What is said in the end, of what the system said or why it did not, and of what was known before. */
  readonly tell: (wanted: Wanted<Id>, told: Value | MerciaError, known: Known | undefined) => Model;
}

export interface TimelyAnswers<Id, Value, Model> {
  /** Never rejects. At once where it can be: a page has hundreds. */
  answer(wanted: Wanted<Id>, asked: Fresh<Value> | Place<Value>): Model | Promise<Model>;
}

interface Waiter<Id, Value, Model> {
  readonly wanted: Wanted<Id>;
  readonly slot: number;
  /** What the system said, where that alone is not enough to go by. */
  told: Value | MerciaError | undefined;
  readonly settle: (model: Model) => void;
}

const LATE = new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time of the request.');

export function createTimelyAnswers<Id, Value, Known, Model>({
  deadline,
  lookUpReserve,
  lookUp,
  hasGaps,
  tell,
}: TimelyOptions<Id, Value, Known, Model>): TimelyAnswers<Id, Value, Model> {
  type OurWaiter = Waiter<Id, Value, Model>;
  const open = new Set<OurWaiter>();
  const waitersByCall = new Map<Call<Value>, OurWaiter[]>();
  const known = new Map<Id, Known>();
  let timer: NodeJS.Timeout | undefined;

  function settleAll(waiters: Iterable<OurWaiter>): void {
    deadline.settled();
    for (const waiter of waiters) {
      if (!open.delete(waiter)) continue;
      const told = waiter.told === undefined ? LATE : waiter.told;
      waiter.settle(tell(waiter.wanted, told, known.get(waiter.wanted.id)));
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

  function hear(waiters: readonly OurWaiter[], answers: readonly (Value | MerciaError)[]): void {
    const enough: OurWaiter[] = [];
    const lacking: OurWaiter[] = [];
    for (const waiter of waiters) {
      const told = answers[waiter.slot] as Value | MerciaError;
      waiter.told = told;
      (isMerciaError(told) || hasGaps(told) ? lacking : enough).push(waiter);
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
    const silent = [...open].filter(({ told }) => told === undefined);
    if (silent.length > 0) void learnOf(silent);
  }

  function waitFor(wanted: Wanted<Id>, slot: number): { readonly waiter: OurWaiter; readonly model: Promise<Model> } {
    const { promise: model, resolve: settle } = Promise.withResolvers<Model>();
    const waiter: OurWaiter = { wanted, slot, told: undefined, settle };
    open.add(waiter);
    timer ??= setTimeout(lookAhead, Math.max(0, deadline.lookUpAt - performance.now()));
    return { waiter, model };
  }

  return {
    answer(wanted, asked) {
      if ('fresh' in asked) {
        if (!hasGaps(asked.fresh)) return tell(wanted, asked.fresh, undefined);
        const { waiter, model } = waitFor(wanted, 0);
        hear([waiter], [asked.fresh]);
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
          hear(waiters, answers);
        });
      } else {
        together.push(waiter);
      }
      return model;
    },
  };
}
