/**
 * Who gets the next connection of a pool: callers in turn, and of each caller the requests in turn, however many requests and statements
 * one of them waits with.
 */
import { MerciaError } from '#platform/errors.ts';
import type { Requester } from '#platform/requester.ts';

export interface FairTurnsOptions {
  readonly connections: number;
  /** Nobody waits longer, milliseconds. */
  readonly patienceMs: number;
}

export type FairTurns = ReturnType<typeof createFairTurns>;

/** Connections that one request holds at the same time: two, so that one slow statement does not hold up the rest of it. */
const PER_REQUEST = 2;
/** Connections that requests of nobody known leave to the others. */
const KEPT_FROM_ANONYMOUS = 1;
/** The name of Mercia's own work, which may hold any number. No request is called so. */
const OWN = '';

/** A request that holds or waits for a connection. */
interface Request {
  readonly name: string;
  readonly limit: number;
  readonly caller: Caller;
  held: number;
  /** What begins each of its statements, in the order in which they came. */
  readonly waiting: Set<() => void>;
}

/** Whoever asks, with all their requests. */
interface Caller {
  readonly name: string;
  readonly limit: number;
  readonly queue: Queue;
  held: number;
  /** Those that wait, in the order of their turns. */
  readonly requests: Set<Request>;
}

interface Queue {
  /** Connections that all of them together may hold. */
  readonly limit: number;
  held: number;
  /** Those who wait, in the order of their turns. */
  readonly callers: Set<Caller>;
}

function stopWaiting(request: Request, begin: () => void): void {
  const { caller, waiting } = request;
  waiting.delete(begin);
  if (waiting.size === 0) caller.requests.delete(request);
  if (caller.requests.size === 0) caller.queue.callers.delete(caller);
}

/** To the end, until the next round. */
function passTurn<Waiting>(waiting: Set<Waiting>, one: Waiting): void {
  if (waiting.delete(one)) waiting.add(one);
}

/** Finds who asks, among those who hold or wait for a connection. */
function createHolders({
  known,
  anonymous,
  perCaller,
}: Readonly<Record<'known' | 'anonymous', Queue>> & Readonly<{ perCaller: number }>) {
  const requests = new Map<string, Request>();
  const callers = new Map<string, Caller>();

  function callerOf(requester: Requester | null): Caller {
    // A request of nobody in particular is a caller for itself.
    const name = requester?.caller ?? requester?.request ?? OWN;
    const found = callers.get(name);
    if (found !== undefined) return found;
    const limit = requester?.caller === undefined ? Infinity : perCaller;
    const queue = requester?.anonymous === true ? anonymous : known;
    const caller: Caller = { name, limit, queue, held: 0, requests: new Set() };
    callers.set(name, caller);
    return caller;
  }

  const requestOf = (requester: Requester | null): Request => {
    const name = requester?.request ?? OWN;
    const found = requests.get(name);
    if (found !== undefined) return found;
    const limit = requester === null ? Infinity : PER_REQUEST;
    const request: Request = { name, limit, caller: callerOf(requester), held: 0, waiting: new Set() };
    requests.set(name, request);
    return request;
  };
  const forgetIfIdle = ({ name, held, waiting, caller }: Request): void => {
    if (held === 0 && waiting.size === 0) requests.delete(name);
    if (caller.held === 0 && caller.requests.size === 0) callers.delete(caller.name);
  };
  return { requestOf, forgetIfIdle };
}

function hold(request: Request, more: 1 | -1): void {
  for (const holder of [request, request.caller, request.caller.queue]) holder.held += more;
}

export function createFairTurns({ connections, patienceMs }: FairTurnsOptions) {
  const known: Queue = { limit: connections, held: 0, callers: new Set() };
  const anonymous: Queue = { limit: connections - KEPT_FROM_ANONYMOUS, held: 0, callers: new Set() };
  // A statement that has begun is not taken back: what one caller may hold is the same whether or not others wait.
  const { requestOf, forgetIfIdle } = createHolders({ known, anonymous, perCaller: Math.ceil(connections / 2) });
  /** The two take turns as well. */
  let order = [known, anonymous];

  /** Whose turn it is; null if nobody waits who may have one. */
  function nextRequest(): Request | null {
    if (known.held + anonymous.held === connections) return null;
    for (const queue of order) {
      if (queue.held === queue.limit) continue;
      // Those that hold all they may are fewer than there are connections: this looks at a few.
      for (const caller of queue.callers) {
        if (caller.held === caller.limit) continue;
        for (const request of caller.requests) if (request.held < request.limit) return request;
      }
    }
    return null;
  }

  function serve(): void {
    for (let request = nextRequest(); request !== null; request = nextRequest()) {
      const [begin] = request.waiting;
      if (begin === undefined) throw new Error('a request without a statement is in no queue');
      const { caller } = request;
      const { queue } = caller;
      stopWaiting(request, begin);
      passTurn(caller.requests, request);
      passTurn(queue.callers, caller);
      order = order.toSorted((a, b) => Number(a === queue) - Number(b === queue));
      begin();
    }
  }

  return {
    /**
     * Waits for a connection; gives what must be called when it is free again. `requester` is null for work of Mercia's own. Throws
     * STORE_UNAVAILABLE when none was free in time.
     */
    take(requester: Requester | null) {
      const request = requestOf(requester);
      const { caller } = request;
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      let timer: NodeJS.Timeout | undefined;
      const release = (): void => {
        hold(request, -1);
        forgetIfIdle(request);
        serve();
      };
      const begin = (): void => {
        clearTimeout(timer);
        hold(request, 1);
        resolve(release);
      };
      request.waiting.add(begin);
      caller.requests.add(request);
      caller.queue.callers.add(caller);
      serve();
      if (request.waiting.has(begin)) {
        timer = setTimeout(() => {
          stopWaiting(request, begin);
          forgetIfIdle(request);
          const message = `database: none of its ${connections} connections was free for ${patienceMs} ms; ask again later`;
          reject(new MerciaError('STORE_UNAVAILABLE', message));
        }, patienceMs);
      }
      return promise;
    },
  };
}
