/** Prepares records in a thread of its own; started by `preparer.ts`. */
import { parentPort } from 'node:worker_threads';
import { prepareRecord, type PreparedRecord, type RecordToPrepare } from './prepare-record.ts';

export interface WorkerQuestion {
  readonly number: number;
  readonly records: readonly RecordToPrepare[];
}

export interface WorkerAnswer {
  readonly number: number;
  readonly prepared: readonly (PreparedRecord | null)[];
}

parentPort?.on('message', ({ number, records }: WorkerQuestion) => {
  parentPort?.postMessage({ number, prepared: records.map(prepareRecord) } satisfies WorkerAnswer);
});
