import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';
import { prepareRecords, type PreparedRecord, type RecordToPrepare } from './prepare-record.ts';

/**
 * Makes records ready to be written. At a large load a second thread does it: reading descriptions is half of what a
 * harvested record costs this one, and most of its garbage.
 */
export interface Preparer {
  /** See {@link prepareRecords}. */
  prepare(records: readonly RecordToPrepare[]): Promise<readonly (PreparedRecord | null)[]>;
}

/** Fewer are read here before a thread could be asked. */
const RECORDS_MIN = 50;
/** What small systems bring is read before a thread pays. */
const LOAD_MIN = 10_000;
/** Records that come later than this after others are another load. */
const PAUSE_MS = 5_000;

/** A thread is used from so many records at a stretch on. */
export function createPreparer(logger: Logger, loadMin = LOAD_MIN): Preparer {
  const thread = createHelperThread(new URL('prepare-worker.ts', import.meta.url), prepareRecords, (error) => {
    logger.warn({ err: error }, 'a helper thread could not read records; the main thread does it');
  });
  let load = 0;
  let lastAt = Number.NEGATIVE_INFINITY;

  /** Whether so much is brought at a stretch that a second thread pays. */
  function isLarge(records: number): boolean {
    const now = performance.now();
    load = (now - lastAt > PAUSE_MS ? 0 : load) + records;
    lastAt = now;
    return records >= RECORDS_MIN && load >= loadMin;
  }

  return {
    async prepare(records) {
      return isLarge(records.length) ? thread.ask(records) : prepareRecords(records);
    },
  };
}
