/** Records that could not be read: lists them, and reads them again. */
import type { FoundRecords, LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import type { Kysely } from 'kysely';
import { addRecords } from '../repositories/harvest-state.ts';
import { applyRules, targetOf } from './apply-rules.ts';
import { withLease, writeUnderLease, type LeaseHolder } from './lease.ts';

/** One record that could not be read. Its content is not given, because it may name a reader. */
export interface Reject {
  readonly system: SystemId;
  /** The system's own record id; null if the record was too broken to find it. */
  readonly localId: string | null;
  readonly place: string;
  readonly reason: string;
  /** When this version of it was first rejected. */
  readonly rejectedAt: Date;
}

export interface RejectsReadAgain {
  readonly system: SystemId;
  /** Read now: in the index, and no longer a reject. */
  readonly read: number;
  /** The system no longer has them. */
  readonly gone: number;
  readonly refused: number;
  /**
   * Cannot be fetched one by one, because their id is unknown or the system offers no way to; a full harvest reads
   * them.
   */
  readonly left: number;
}

export interface ReadRejectsAgainOptions extends LeaseHolder {
  readonly adapter: LmsAdapter;
  readonly ingest: Ingest;
  readonly clock: () => Date;
}

/** Records of one transaction. */
const BATCH = 20;

/** The rejects of these systems that no later harvest has read, system by system. */
export async function listRejects(db: Kysely<Database>, systems: readonly SystemId[]): Promise<readonly Reject[]> {
  const rows = await db
    .selectFrom('reject')
    .innerJoin('system', 'system.id', 'reject.system')
    .select(['system.system_id', 'reject.local_id', 'reject.place', 'reject.reason', 'reject.rejected_at'])
    .where('system.system_id', 'in', systems)
    .orderBy('system.system_id')
    .orderBy('reject.id')
    .execute();
  return rows.map((row) => ({
    system: row.system_id as SystemId,
    localId: row.local_id,
    place: row.place,
    reason: row.reason,
    rejectedAt: row.rejected_at,
  }));
}

/**
 * Fetches the records that could not be read from their system again, by id, and stores them as a harvest would. The bytes
 * that were kept are not enough: they do not say whether a record is public, or which library owns its copies. Throws a
 * MerciaError if the system cannot be called or is being harvested; what was stored until then stays.
 */
export async function readRejectsAgain(options: ReadRejectsAgainOptions): Promise<RejectsReadAgain> {
  const { adapter, db } = options;
  const { id: system } = adapter.system;
  const rejects = await listRejects(db, [system]);
  const ids = [...new Set(rejects.flatMap(({ localId }) => localId ?? []))];
  const find = adapter.harvest?.findRecords?.bind(adapter.harvest);
  const left: RejectsReadAgain = { system, read: 0, gone: 0, refused: 0, left: rejects.length };
  if (find === undefined || ids.length === 0) return left;
  try {
    const found = await takeIn(options, ids, find);
    return { ...found, system, left: rejects.filter(({ localId }) => localId === null).length };
  } catch (error) {
    // What a system behind an adapter server cannot do shows only when it is asked.
    if (isMerciaError(error, 'CAPABILITY_UNSUPPORTED')) return left;
    throw error;
  }
}

/** Records out of turn: no run goes on behind them. */
const NO_RUN = { resumeAt: '', expected: null, nextCursor: null, allLocalIds: null };

type Find = (localIds: readonly string[], signal: AbortSignal) => Promise<FoundRecords>;

async function takeIn(
  options: ReadRejectsAgainOptions,
  ids: readonly string[],
  find: Find,
): Promise<Pick<RejectsReadAgain, 'read' | 'gone' | 'refused'>> {
  const { adapter, clock, db, ingest } = options;
  const target = await targetOf(db, adapter);
  await applyRules(options, target);
  return withLease(options, target, async (lease, signal) => {
    let [read, gone, refused] = [0, 0, 0];
    for (let start = 0; start < ids.length; start += BATCH) {
      const found = await find(ids.slice(start, start + BATCH), signal);
      signal.throwIfAborted();
      const { records, rejects } = found;
      const page = ingest.condense({ ...NO_RUN, ...found }, target.rules);
      await writeUnderLease(db, lease, async (transaction) => {
        const { added, deletions } = await ingest.applyPage(transaction, target, page, clock(), 'match');
        await addRecords(transaction, target.number, added - deletions);
      });
      // What only its columns tell is there, and still to be read.
      const refusedIds = new Set(rejects.map(({ localId }) => localId));
      read += records.filter(({ deleted, localId }) => !deleted && !refusedIds.has(localId)).length;
      gone += records.filter(({ deleted }) => deleted).length;
      refused += rejects.length;
    }
    return { read, gone, refused };
  });
}
