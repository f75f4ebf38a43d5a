import type { ErrorCode } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';

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
