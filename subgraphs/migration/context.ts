import type { Job, Snapshot } from '#comparison/index.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type DataLoader from 'dataloader';
import type { Access } from './access.ts';

/** What the resolvers of one request are given. */
export interface MigrationContext {
  /** As its libraries stand. */
  readonly region: Region;
  /** As its file says. */
  readonly written: Region;
  /** Who asks, and what of it they may see. */
  readonly access: Access;
  /** For questions: it refuses writes. */
  readonly reports: Kysely<Database>;
  /** For the rows of a snapshot, which do not change: at a replica that has all of them. */
  readonly report: <T>(snapshot: Snapshot, work: (reports: Kysely<Database>) => Promise<T>) => Promise<T>;
  /** For what is asked to be done. */
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  /** Notes of staff on copies, by the number of the copy's row; one statement for a page. Null for a copy without any. */
  readonly staffNotes: DataLoader<number, readonly string[] | null>;
  /** Told of a job that was just asked for, so that it begins at once. */
  readonly onJob: (job: Job) => void;
  /** Told of a step of a move that was just taken, so that this process acts by it before it says so. */
  readonly onPhase: () => Promise<void>;
}
