/**
 * Turns everything that is wanted of one system at about the same time, by however many requests, into one call.
 * DataLoader batches within one request; here the aliases of one operation reach the router as separate requests.
 */
import { MerciaError } from '#platform/errors.ts';

export interface GatheringQueueOptions<Key, Value> {
  readonly keyOf: (key: Key) => string;
  /** Same length and order as asked; an error in its own slot. */
  readonly ask: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly (Value | MerciaError)[]>;
  /** How long the first key waits for others. */
  readonly gatherMs: number;
  /** The call's own limit: at it the signal is aborted and every key of the call is LMS_TIMEOUT. */
  readonly callTimeoutMs: number;
  /** Told of what is no {@link MerciaError}: a fault of ours, to be logged. */
  readonly onFault: (fault: unknown) => void;
}

/** Never rejects: what went wrong is the value. Settles at the latest when the call's own limit is over. */
export type GatheringQueue<Key, Value> = (key: Key) => Promise<Value | MerciaError>;

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly settle: (value: Value | MerciaError) => void;
}

/** Two askers of the same key, before or while it is asked, share one place in one call. */
export function createGatheringQueue<Key, Value>(
  options: GatheringQueueOptions<Key, Value>,
): GatheringQueue<Key, Value> {
  const pending = new Map<string, Promise<Value | MerciaError>>();
  let waiting: Waiting<Key, Value>[] = [];

  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    const answers = await askWithin(
      options,
      batch.map(({ key }) => key),
    );
    batch.forEach(({ key, settle }, index) => {
      pending.delete(options.keyOf(key));
      settle(answers[index] as Value | MerciaError);
    });
  };

  return (key) => {
    const name = options.keyOf(key);
    const underWay = pending.get(name);
    if (underWay !== undefined) return underWay;
    if (waiting.length === 0) gather(options.gatherMs, flush);
    const { promise, resolve } = Promise.withResolvers<Value | MerciaError>();
    waiting.push({ key, settle: resolve });
    pending.set(name, promise);
    return promise;
  };
}

/** The turn after the timer lets in what has already arrived at a socket. */
function gather(gatherMs: number, flush: () => Promise<void>): void {
  setTimeout(() => setImmediate(() => void flush()), gatherMs);
}

/** One answer a key, always, whatever the adapter does: throws, hangs, or answers with too few. */
async function askWithin<Key, Value>(
  { ask, callTimeoutMs, onFault }: GatheringQueueOptions<Key, Value>,
  keys: readonly Key[],
): Promise<readonly (Value | MerciaError)[]> {
  const controller = new AbortController();
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new MerciaError('LMS_TIMEOUT', `A call took longer than ${callTimeoutMs} ms and was given up.`);
    controller.abort(error);
    reject(error);
  }, callTimeoutMs);
  try {
    const answers = await Promise.race([ask(keys, controller.signal), limit]);
    if (answers.length === keys.length) return answers;
    throw new Error(`${keys.length} keys were asked and ${answers.length} slots came back.`);
  } catch (error) {
    const known = error instanceof MerciaError;
    if (!known) onFault(error);
    const slot = known ? error : new MerciaError('LMS_BAD_RESPONSE', 'The answer could not be read.', { cause: error });
    return keys.map(() => slot);
  } finally {
    clearTimeout(timer);
  }
}
