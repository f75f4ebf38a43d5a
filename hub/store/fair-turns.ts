/** Who gets the next connection of a pool: requests in turn, however many statements each of them waits with. */
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

/** Whoever holds or waits for a connection. */
interface Group {
  readonly name: string;
  readonly limit: number;
  readonly queue: Queue;
  held: number;
  /** What begins each of their statements, in the order in which they came. */
  readonly waiting: Set<() => void>;
}

interface Queue {
  /** Connections that all of them together may hold. */
  readonly limit: number;
  held: number;
  /** Those who wait, in the order of their turns. */
  readonly groups: Set<Group>;
}

function stopWaiting(group: Group, begin: () => void): void {
  group.waiting.delete(begin);
  if (group.waiting.size === 0) group.queue.groups.delete(group);
}

export function createFairTurns({ connections, patienceMs }: FairTurnsOptions) {
  const groups = new Map<string, Group>();
  const known: Queue = { limit: connections, held: 0, groups: new Set() };
  const anonymous: Queue = { limit: connections - KEPT_FROM_ANONYMOUS, held: 0, groups: new Set() };
  /** The two take turns as well. */
  let order = [known, anonymous];

  function groupOf(requester: Requester | null): Group {
    const name = requester?.request ?? OWN;
    const found = groups.get(name);
    if (found !== undefined) return found;
    const limit = requester === null ? Infinity : PER_REQUEST;
    const queue = requester?.anonymous === true ? anonymous : known;
    const group: Group = { name, limit, queue, held: 0, waiting: new Set() };
    groups.set(name, group);
    return group;
  }

  /** Whose turn it is; null if nobody waits who may have one. */
  function nextGroup(): Group | null {
    if (known.held + anonymous.held === connections) return null;
    for (const queue of order) {
      if (queue.held === queue.limit) continue;
      // Those that hold all they may are fewer than there are connections: this looks at a few.
      for (const group of queue.groups) if (group.held < group.limit) return group;
    }
    return null;
  }

  function serve(): void {
    for (let group = nextGroup(); group !== null; group = nextGroup()) {
      const [begin] = group.waiting;
      if (begin === undefined) throw new Error('a group without a statement is in no queue');
      const { queue } = group;
      stopWaiting(group, begin);
      // To the end of the queue, until the next round.
      if (queue.groups.delete(group)) queue.groups.add(group);
      order = order.toSorted((a, b) => Number(a === queue) - Number(b === queue));
      begin();
    }
  }

  function forgetIfIdle({ name, held, waiting }: Group): void {
    if (held === 0 && waiting.size === 0) groups.delete(name);
  }

  return {
    /**
     * Waits for a connection; gives what must be called when it is free again. `requester` is null for work of Mercia's own. Throws
     * STORE_UNAVAILABLE when none was free in time.
     */
    take(requester: Requester | null) {
      const group = groupOf(requester);
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      let timer: NodeJS.Timeout | undefined;
      const release = (): void => {
        group.held -= 1;
        group.queue.held -= 1;
        forgetIfIdle(group);
        serve();
      };
      const begin = (): void => {
        clearTimeout(timer);
        group.held += 1;
        group.queue.held += 1;
        resolve(release);
      };
      group.waiting.add(begin);
      group.queue.groups.add(group);
      serve();
      if (group.waiting.has(begin)) {
        timer = setTimeout(() => {
          stopWaiting(group, begin);
          forgetIfIdle(group);
          const message = `database: none of its ${connections} connections was free for ${patienceMs} ms; ask again later`;
          reject(new MerciaError('STORE_UNAVAILABLE', message));
        }, patienceMs);
      }
      return promise;
    },
  };
}
