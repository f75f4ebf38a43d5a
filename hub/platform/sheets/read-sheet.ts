import { Worker } from 'node:worker_threads';
import { MerciaError } from '#platform/errors.ts';
import { refusal } from './raw-sheet.ts';
import type { ReadAnswer, ReadTask } from './read-worker.ts';
import type { SheetContent, WantedColumns } from './sheet-rows.ts';

export interface ReadSheetOptions {
  /** Of a workbook; if not named the first that is not hidden, and a workbook with rows on another one of these is refused. */
  readonly sheet?: string;
  /** Of the file; 30 MB if not said. */
  readonly maxBytes?: number;
  /** 200,000 if not said. */
  readonly maxRows?: number;
}

const MAX_BYTES = 30_000_000;
const MAX_ROWS = 200_000;
/** A cell may unpack to far more than its file: then the thread ends, not the process. */
const HEAP_MB = 192;
/** Ends what does not come to an end; 200,000 rows take some seconds. */
const TIMEOUT_MS = 300_000;

/**
 * Reads a sheet of a workbook (XLSX) or separated values (CSV) that somebody filled in, given as a path or as bytes. Rows that
 * are right come as `rows`, and for each of the others `faults` say where and why. Throws BAD_USER_INPUT if the file as a
 * whole cannot be read: another kind of file, a column missing or twice, too large.
 */
export async function readSheet<const Columns extends WantedColumns>(
  source: string | Uint8Array,
  columns: Columns,
  { sheet, maxBytes = MAX_BYTES, maxRows = MAX_ROWS }: ReadSheetOptions = {},
): Promise<SheetContent<Columns>> {
  const answer = await runWorker({ source, columns, sheet, maxBytes, maxRows });
  if ('refused' in answer) throw refusal(answer.refused);
  // The thread read these columns.
  return answer.content as SheetContent<Columns>;
}

async function runWorker(task: ReadTask): Promise<ReadAnswer> {
  const worker = new Worker(new URL('read-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT_MS);
  try {
    return await new Promise<ReadAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(refusal('The file took too long to read. Divide it into smaller ones.'));
      });
    });
  } catch (error) {
    if (error instanceof MerciaError) throw error;
    if (isOutOfMemory(error)) {
      throw refusal('The file needs more memory than is allowed. Divide it into smaller ones.');
    }
    // Of a library's error only the kind: it may hold a piece of the file.
    const kind = error instanceof Error ? error.name : typeof error;
    throw new MerciaError('INTERNAL', `The sheet could not be read (${kind})`);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
