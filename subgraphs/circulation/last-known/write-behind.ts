/**
 * Writes later what is put in now: several versions of one id become one, many ids become one statement. A store that is
 * away costs nothing but the keeping: what waits is bounded, the oldest goes first, and it is tried again.
 */
import { withinTime } from '#platform/deadline.ts';
import type { Logger } from '#platform/logger.ts';
import { LRUCache } from 'lru-cache';
import { isNewer, type Dated } from './last-known.ts';
import type { LastKnownObserver } from './observer.ts';
import type { StoreHealth } from './store-health.ts';

export interface WriteBehindOptions<Id extends string, Known> {
  readonly write: (batch: ReadonlyMap<Id, Known>) => Promise<void>;
  /** Whether the same batch may well be written later. Else it is dropped: it would fail for ever. */
  readonly isPassing: (error: unknown) => boolean;
  readonly copiesOf: (known: Known) => number;
  /** What may wait. One entry that is larger is never written: its older facts stay, with their age. */
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
  put(id: Id, known: Known): void;
  /** Forgets what waits: it may be told no longer. */
  discard(): void;
  /** Writes what waits, as far as that goes; nothing is taken in afterwards. */
  close(): Promise<void>;
}

/** Of one statement; more would keep the process from answering while it is put into words. */
const BATCH_COPIES = 500;

export function createWriteBehind<Id extends string, Known extends Dated>(
  options: WriteBehindOptions<Id, Known>,
): WriteBehind<Id, Known> {
  const { write, copiesOf, delayMs, retryMs, closeMs, health, logger, observer } = options;
  let dropped = 0;
  let inFlight = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  const waiting = new LRUCache<Id, Known>({
    maxSize: options.maxCopies,
    sizeCalculation: (known) => 1 + copiesOf(known),
    dispose(_known, _id, why) {
      if (why === 'evict') drop(1);
    },
  });

  function drop(count: number): void {
    dropped += count;
    observer?.dropped(count);
  }

  function enqueue(id: Id, known: Known): void {
    // `peek`: the oldest is what was first put in, not what was last looked at.
    if (isNewer(known, waiting.peek(id))) waiting.set(id, known);
  }

  function takeBatch(): Map<Id, Known> {
    const batch = new Map<Id, Known>();
    for (let copies = 0; copies < BATCH_COPIES;) {
      const oldest = waiting.rkeys().next().value;
      const known = oldest === undefined ? undefined : waiting.peek(oldest);
      if (oldest === undefined || known === undefined) break;
      waiting.delete(oldest);
      batch.set(oldest, known);
      copies += copiesOf(known);
    }
    return batch;
  }

  /** Ends when nothing waits, or at the first failure. */
  async function writeAll(): Promise<void> {
    for (let batch = takeBatch(); batch.size > 0; batch = takeBatch()) {
      inFlight = batch.size;
      try {
        await write(batch);
      } catch (error) {
        health.failed(error);
        if (options.isPassing(error)) for (const [id, known] of batch) enqueue(id, known);
        else drop(batch.size);
        return;
      } finally {
        inFlight = 0;
        observer?.waiting(waiting.size);
      }
      observer?.kept(batch.size);
      health.worked();
      reportDropped();
    }
  }

  function reportDropped(): void {
    if (dropped > 0) logger.warn({ dropped }, 'last-known facts were not kept');
    dropped = 0;
  }

  function schedule(ms: number): void {
    if (timer !== undefined || underWay !== undefined || waiting.size === 0) return;
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
      enqueue(id, known);
      observer?.waiting(waiting.size + inFlight);
      schedule(delayMs);
    },
    discard() {
      waiting.clear();
      observer?.waiting(inFlight);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const written = (underWay ?? Promise.resolve()).then(writeAll);
      await withinTime(written, closeMs, () => undefined);
      drop(waiting.size + inFlight);
      reportDropped();
    },
  };
}
