import { MultiBar, type SingleBar } from 'cli-progress';
import type { SystemId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';

export interface HarvestProgressView {
  readonly update: (progress: HarvestProgress) => void;
  /** Leaves the bars as they are and gives the terminal back; may be called twice. */
  readonly stop: () => void;
}

/** A line is printed for every this many records where no bar can be drawn. */
const LINE_EVERY_RECORDS = 1_000;

/** Shows harvests on a stream: a bar a system on a terminal, else plain lines that a log can keep. */
export function createHarvestProgress(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
): HarvestProgressView {
  return stream.isTTY === true ? createBars(stream) : createLines(stream);
}

function createBars(stream: NodeJS.WritableStream): HarvestProgressView {
  const bars = new Map<SystemId, SingleBar>();
  const multi = new MultiBar({
    stream,
    format: '{system} [{bar}] {value}/{goal} records read{notes}',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: false,
    // Signals belong to the process that draws, not to its bars.
    gracefulExit: false,
    autopadding: true,
  });
  return {
    update(progress) {
      const total = Math.max(progress.expected ?? 0, progress.records, 1);
      const payload = {
        system: progress.system.padEnd(16),
        goal: progress.finished ? String(progress.records) : String(progress.expected ?? '?'),
        notes: describeNotes(progress),
      };
      let bar = bars.get(progress.system);
      if (bar === undefined) {
        bar = multi.create(total, 0, payload);
        bars.set(progress.system, bar);
      }
      bar.setTotal(progress.finished ? Math.max(progress.records, 1) : total);
      bar.update(progress.finished ? Math.max(progress.records, 1) : progress.records, payload);
    },
    stop() {
      multi.stop();
    },
  };
}

function createLines(stream: NodeJS.WritableStream): HarvestProgressView {
  const printed = new Map<SystemId, number>();
  return {
    update(progress) {
      const step = Math.floor(progress.records / LINE_EVERY_RECORDS);
      const last = printed.get(progress.system);
      if (!progress.finished && progress.problem === null && step === last) return;
      printed.set(progress.system, step);
      const goal = progress.finished || progress.expected === null ? '' : ` of ${progress.expected}`;
      stream.write(`${progress.system}: ${progress.records}${goal} records read${describeNotes(progress)}\n`);
    },
    stop() {
      // Lines are whole as they are written.
    },
  };
}

function describeNotes(progress: HarvestProgress): string {
  const notes = [
    progress.deletions === 0 ? null : `${progress.deletions} deleted`,
    progress.rejects === 0 ? null : `${progress.rejects} rejected`,
    progress.finished ? 'done' : null,
    progress.problem === null ? null : `${progress.problem}; what was read before is kept`,
  ].filter((note) => note !== null);
  return notes.length === 0 ? '' : `, ${notes.join(', ')}`;
}

/** Sent after each page, once it is safely in the index. Counts are those of the whole run, over all its parts. */
export interface HarvestProgress {
  readonly system: SystemId;
  readonly records: number;
  /** Records that the run will bring, where the system tells. */
  readonly expected: number | null;
  readonly deletions: number;
  readonly rejects: number;
  /** Pages since this process took up the run. */
  readonly page: number;
  readonly finished: boolean;
  /** Why it ended before its end; null while it runs or when it finished. */
  readonly problem: string | null;
  /** Of that problem; a fault of the store says nothing of the system. */
  readonly code: ErrorCode | null;
}
