/**
 * Answers for one request, within its time. A system that answers is shown live; for one that fails, last-known facts are
 * looked up at once, and for one that is still silent, shortly before the end. A slow look-up makes no answer late that is not late
 * already.
 */
import { withinTime } from '#platform/deadline.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';
import type { Slot, SystemIdentity } from '#contract/adapter.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import type { Cached } from './batch-loader.ts';
import type { Call, Place } from './batch-queue.ts';

export interface RequestedFact<Id> {
  readonly id: Id;
  readonly system: SystemIdentity;
}

export interface AnswersInTimeOptions<Id, Value, Known, Model> {
  readonly deadline: RequestDeadline;
  readonly lookUpReserve: LearnedReserve;
  /** Never rejects; nothing in the map where nothing is known, and an error where nobody could say. */
  readonly lookUp: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Slot<Known>>>;
  /** Whether the system's answer leaves something to be looked up. */
  readonly hasGaps: (value: Value) => boolean;
  /** From the system's answer, or why there is none, and from what was known before, or why that is not known. */
  readonly toModel: (wanted: RequestedFact<Id>, answer: Slot<Value>, known: Slot<Known> | undefined) => Model;
}

export interface AnswersInTime<Id, Value, Model> {
  /** Never rejects. No promise where none is needed: a page has hundreds. */
  answer(wanted: RequestedFact<Id>, asked: Cached<Value> | Place<Value>): Model | Promise<Model>;
}

interface Waiter<Id, Value, Model> {
  readonly wanted: RequestedFact<Id>;
  /** Where the answer will be; null if it was there at once. */
  readonly place: Place<Value> | null;
  /** The system's answer, while last-known facts are looked up to complete it. */
  received: Slot<Value> | undefined;
  /** Whether last-known facts were looked up for it while it waited. */
  isLookedUp: boolean;
  readonly settle: (model: Model) => void;
}

/** The answer of a system for which the request had no more time. */
export const LATE = new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time of the request.');
const NOT_YET = new MerciaError(
  'STORE_UNAVAILABLE',
  'What was last known had not been read at the end of the request.',
);

export function createAnswersInTime<Id, Value, Known, Model>(
  options: AnswersInTimeOptions<Id, Value, Known, Model>,
): AnswersInTime<Id, Value, Model> {
  type OurWaiter = Waiter<Id, Value, Model>;
  const { deadline, hasGaps, toModel } = options;
  const open = new Set<OurWaiter>();
  const waitersByCall = new Map<Call<Value>, OurWaiter[]>();
  const known = createLookUp(options);
  const timer = createDeadlineTimer(deadline, {
    lookUp: () => {
      const silent = [...open].filter(({ received, isLookedUp }) => received === undefined && !isLookedUp);
      for (const waiter of silent) waiter.isLookedUp = true;
      return known.lookUp(idsOf(silent));
    },
    end: () => {
      settleAll(open);
    },
  });

  function settleAll(waiters: Iterable<OurWaiter>): void {
    deadline.settled();
    for (const waiter of waiters) {
      if (!open.delete(waiter)) continue;
      const { wanted, received, place, settle } = waiter;
      // What has come of a call that goes on counts; only the rest is late.
      const answer = received === undefined ? place?.call.came(place.slot) : received;
      settle(toModel(wanted, answer === undefined ? LATE : answer, known.get(wanted.id)));
    }
    if (open.size === 0) timer.stop();
  }

  function receive(waiters: readonly OurWaiter[], answers: readonly Slot<Value>[]): void {
    const enough: OurWaiter[] = [];
    const lacking: OurWaiter[] = [];
    for (const waiter of waiters) {
      const received = answers[waiter.place?.slot ?? 0] as Slot<Value>;
      waiter.received = received;
      (isMerciaError(received) || hasGaps(received) ? lacking : enough).push(waiter);
    }
    settleAll(enough);
    const inTime = lacking.filter((waiter) => open.has(waiter));
    if (inTime.length === 0) return;
    void known.lookUp(idsOf(inTime)).then(() => {
      settleAll(inTime);
    });
  }

  function waitersOf(call: Call<Value>): OurWaiter[] {
    const together = waitersByCall.get(call);
    if (together !== undefined) return together;
    const waiters: OurWaiter[] = [];
    waitersByCall.set(call, waiters);
    void call.answers.then((answers) => {
      waitersByCall.delete(call);
      receive(waiters, answers);
    });
    return waiters;
  }

  return {
    answer(wanted, asked) {
      if ('cached' in asked && !hasGaps(asked.cached)) return toModel(wanted, asked.cached, undefined);
      const { promise: model, resolve: settle } = Promise.withResolvers<Model>();
      const place = 'slot' in asked ? asked : null;
      const waiter: OurWaiter = { wanted, place, received: undefined, isLookedUp: false, settle };
      open.add(waiter);
      timer.start();
      if ('cached' in asked) receive([waiter], [asked.cached]);
      else waitersOf(asked.call).push(waiter);
      return model;
    },
  };
}

function idsOf<Id>(waiters: readonly { readonly wanted: RequestedFact<Id> }[]): readonly Id[] {
  return waiters.map(({ wanted }) => wanted.id);
}

/** What one request has looked up so far. */
function createLookUp<Id, Known>({
  lookUp,
  lookUpReserve,
}: Pick<AnswersInTimeOptions<Id, never, Known, never>, 'lookUp' | 'lookUpReserve'>): {
  get(id: Id): Slot<Known> | undefined;
  lookUp(ids: readonly Id[]): Promise<void>;
} {
  const known = new Map<Id, Slot<Known>>();
  return {
    get: (id) => known.get(id),
    async lookUp(ids) {
      if (ids.length === 0) return;
      const startedAt = performance.now();
      for (const id of ids) if (!known.has(id)) known.set(id, NOT_YET);
      const found = await lookUp(ids);
      lookUpReserve.learn(performance.now() - startedAt);
      for (const id of ids) {
        const facts = found.get(id);
        if (facts === undefined) known.delete(id);
        else known.set(id, facts);
      }
    },
  };
}

/** Milliseconds that a look-up has which begins when the time is over: shorter than the gateway waits for an answer that is late. */
const LATE_LOOK_UP_MS = 250;

/** Says when to look up last-known facts, and then when to answer. Starts with the first that waits; for one that joins later than that look-up, once more. */
function createDeadlineTimer(
  { lookUpAt, endsAt }: RequestDeadline,
  { lookUp, end }: { readonly lookUp: () => Promise<void>; readonly end: () => void },
): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isLookedUp = false;
  let again: NodeJS.Immediate | undefined;
  const callAt = (at: number, then: () => void): void => {
    timer = setTimeout(then, Math.max(0, at - performance.now()));
  };
  return {
    start() {
      if (timer !== undefined) {
        // Together with those that join at the same time.
        if (isLookedUp)
          again ??= setImmediate(() => {
            again = undefined;
            void lookUp();
          });
        return;
      }
      callAt(lookUpAt, () => {
        isLookedUp = true;
        const isLate = performance.now() >= endsAt;
        const lookedUp = lookUp();
        callAt(endsAt, isLate ? () => void withinTime(lookedUp, LATE_LOOK_UP_MS, () => undefined).then(end) : end);
      });
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      isLookedUp = false;
    },
  };
}
