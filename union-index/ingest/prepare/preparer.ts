import { Worker } from 'node:worker_threads';
import type { Logger } from '#platform/logger.ts';
import { prepareRecord, type PreparedRecord, type RecordToPrepare } from './prepare-record.ts';
import type { WorkerAnswer, WorkerQuestion } from './prepare-worker.ts';

/**
 * Makes records ready to be written. At a large load a second thread does it: reading descriptions is half of what a
 * harvested record costs this one, and most of its garbage.
 */
export interface Preparer {
  /** Same length and order; null in the place of a record that says what it said. */
  prepare(records: readonly RecordToPrepare[]): Promise<readonly (PreparedRecord | null)[]>;
}

/** Fewer are read here before a thread could be asked. */
const RECORDS_MIN = 50;
/** A thread takes some 80 MB: what small systems bring is read before that pays. */
const LOAD_MIN = 10_000;
/** Between two harvests there is no thread. */
const IDLE_MS = 5_000;
/** Megabytes: the thread keeps no record. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, PromiseWithResolvers<readonly (PreparedRecord | null)[]>>;
}

/** A thread is used from so many records at a stretch on. */
export function createPreparer(logger: Logger, loadMin = LOAD_MIN): Preparer {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let numbers = 0;
  let load = 0;
  let lastAt = Number.NEGATIVE_INFINITY;

  /** Whether so much is brought at a stretch that a second thread pays. */
  function isLarge(records: number): boolean {
    const now = performance.now();
    load = (now - lastAt > IDLE_MS ? 0 : load) + records;
    lastAt = now;
    return records >= RECORDS_MIN && load >= loadMin;
  }

  function start(): Running {
    const worker = new Worker(new URL('prepare-worker.ts', import.meta.url), { resourceLimits: LIMITS });
    const started: Running = { worker, waiting: new Map() };
    const fail = (error: Error): void => {
      if (running === started) running = null;
      for (const { reject } of started.waiting.values()) reject(error);
      started.waiting.clear();
    };
    worker.on('message', ({ number, prepared }: WorkerAnswer) => {
      started.waiting.get(number)?.resolve(prepared);
      started.waiting.delete(number);
      if (started.waiting.size > 0) return;
      // Who waits for nothing else may end.
      worker.unref();
      idle = setTimeout(() => {
        if (running === started) running = null;
        void worker.terminate();
      }, IDLE_MS).unref();
    });
    worker.on('error', fail);
    worker.on('exit', () => {
      fail(new Error('the thread that reads records ended'));
    });
    return started;
  }

  async function askThread(records: readonly RecordToPrepare[]): Promise<readonly (PreparedRecord | null)[]> {
    clearTimeout(idle);
    const { worker, waiting } = (running ??= start());
    worker.ref();
    const answer = Promise.withResolvers<readonly (PreparedRecord | null)[]>();
    const question: WorkerQuestion = { number: (numbers += 1), records };
    waiting.set(question.number, answer);
    worker.postMessage(question);
    return answer.promise;
  }

  return {
    async prepare(records) {
      if (!isLarge(records.length)) return records.map(prepareRecord);
      try {
        return await askThread(records);
      } catch (error) {
        // What broke there may break here: then the harvest says so.
        logger.warn({ err: error }, 'a thread could not read records, so this one does');
        return records.map(prepareRecord);
      }
    },
  };
}
