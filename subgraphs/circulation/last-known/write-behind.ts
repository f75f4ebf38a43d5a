/**
 * Writes facts a moment after they are put in: several versions of one id become one, many ids become one statement. While
 * the database is away a bounded number of facts waits, the oldest are given up first, and writing is tried again.
 */
import { withinTime } from '#platform/deadline.ts';
import type { Logger } from '#platform/logger.ts';
import { LRUCache } from 'lru-cache';
import { isNewer, type Dated, type LastKnownObserver } from './last-known.ts';
import type { StoreHealth } from './store-reader.ts';

export interface WriteBehindOptions<Id extends string, Known> {
  readonly write: (batch: ReadonlyMap<Id, Known>) => Promise<void>;
  /** Whether the same batch may succeed later. If not it is dropped: it would fail for ever. */
  readonly isTransient: (error: unknown) => boolean;
  readonly copiesOf: (known: Known) => number;
  /** How much may wait. An entry that is larger is never written: its older facts stay, with their age. */
  readonly maxCopies: number;
  readonly delayMs: number;
  readonly retryMs: number;
  /** `close()` waits no longer. */
  readonly closeMs: number;
  readonly health: StoreHealth;
  readonly logger: Logger;
  readonly observer?: Pick<LastKnownObserver, 'kept' | 'dropped' | 'waiting'> | undefined;
}

export interface WriteBehind<Id extends string, Known extends Dated> {
  /** Of two of the same moment, the one put in last is written. */
  put(id: Id, known: Known): void;
  /** Forgets what waits: it may no longer be shown. */
  discard(): void;
  /** Writes what waits, as far as that goes; nothing is taken in afterwards. */
  close(): Promise<void>;
}

/** Of one statement. With more, the process answers nobody while the statement is put together. */
const BATCH_COPIES = 500;

export function createWriteBehind<Id extends string, Known extends Dated>(
  options: WriteBehindOptions<Id, Known>,
): WriteBehind<Id, Known> {
  const { write, delayMs, retryMs, closeMs, health, observer } = options;
  let inFlight = 0;
  /** How often; what was being written at the time is not written again. */
  let discarded = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  const drops = createDropCount(options);
  const waiting = createWaitingFacts<Id, Known>({
    ...options,
    onEvict: () => {
      drops.add(1);
    },
  });

  /** Ends when nothing waits, or at the first failure. */
  async function writeAll(): Promise<void> {
    for (let batch = waiting.takeBatch(); batch.size > 0; batch = waiting.takeBatch()) {
      inFlight = batch.size;
      const then = discarded;
      try {
        await write(batch);
      } catch (error) {
        health.failed(error);
        if (then !== discarded) return;
        if (options.isTransient(error)) waiting.putBack(batch);
        else drops.add(batch.size);
        return;
      } finally {
        inFlight = 0;
        observer?.waiting(waiting.size());
      }
      observer?.kept(batch.size);
      health.worked();
      drops.report();
    }
  }

  function schedule(ms: number): void {
    if (timer !== undefined || underWay !== undefined || waiting.size() === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      underWay = writeAll().finally(() => {
        underWay = undefined;
        if (!isClosed) schedule(health.isResting() ? retryMs : delayMs);
      });
    }, ms);
    timer.unref();
  }

  return {
    put(id, known) {
      if (isClosed) return;
      waiting.put(id, known);
      observer?.waiting(waiting.size() + inFlight);
      schedule(delayMs);
    },
    discard() {
      discarded += 1;
      waiting.clear();
      observer?.waiting(inFlight);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const written = (underWay ?? Promise.resolve()).then(writeAll);
      await withinTime(written, closeMs, () => undefined);
      drops.add(waiting.size() + inFlight);
      drops.report();
    },
  };
}

/** What was given up, for the log and the observer. */
function createDropCount({ logger, observer }: Pick<WriteBehindOptions<never, never>, 'logger' | 'observer'>) {
  let dropped = 0;
  return {
    add(count: number): void {
      dropped += count;
      observer?.dropped(count);
    },
    report(): void {
      if (dropped > 0) logger.warn({ dropped }, 'last-known facts were not kept');
      dropped = 0;
    },
  };
}

interface WaitingOptions<Known> {
  readonly copiesOf: (known: Known) => number;
  readonly maxCopies: number;
  readonly onEvict: () => void;
}

/** The newest facts of each id that are not written yet; if there are too many, those that were put in first go. */
function createWaitingFacts<Id extends string, Known extends Dated>({
  copiesOf,
  maxCopies,
  onEvict,
}: WaitingOptions<Known>) {
  const entries = new LRUCache<Id, Known>({
    maxSize: maxCopies,
    sizeCalculation: (known) => 1 + copiesOf(known),
    dispose(_known, _id, why) {
      if (why === 'evict') onEvict();
    },
  });
  return {
    size: (): number => entries.size,
    clear: (): void => {
      entries.clear();
    },
    // `peek`: the oldest is what was first put in, not what was last looked at.
    put(id: Id, known: Known): void {
      const other = entries.peek(id);
      if (other === undefined || !isNewer(other, known)) entries.set(id, known);
    },
    /** What could not be written: what was put in meanwhile stays. */
    putBack(batch: ReadonlyMap<Id, Known>): void {
      for (const [id, known] of batch) if (isNewer(known, entries.peek(id))) entries.set(id, known);
    },
    takeBatch(): Map<Id, Known> {
      const batch = new Map<Id, Known>();
      for (let copies = 0; copies < BATCH_COPIES;) {
        const oldest = entries.rkeys().next().value;
        const known = oldest === undefined ? undefined : entries.peek(oldest);
        if (oldest === undefined || known === undefined) break;
        entries.delete(oldest);
        batch.set(oldest, known);
        copies += copiesOf(known);
      }
      return batch;
    },
  };
}
