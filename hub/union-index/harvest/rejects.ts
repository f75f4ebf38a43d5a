/** Records that could not be read: lists them, and reads them again. */
import type { HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import type { Kysely } from 'kysely';
import { addRecords } from '../repositories/harvest-state.ts';
import type { RetryOutcome } from '../repositories/reject-retries.ts';
import { applyRules, targetOf } from './apply-rules.ts';
import { withLease, writeUnderLease, type LeaseHolder } from './lease.ts';

export interface RejectsReadAgain extends RetryOutcome {
  readonly system: SystemId;
}

export interface ReadRejectsAgainOptions extends LeaseHolder {
  readonly adapter: LmsAdapter;
  readonly ingest: Ingest;
  readonly clock: () => Date;
}

/** Records of one transaction. */
const BATCH = 20;

/**
 * The rejects of these systems that no later harvest has read, system by system. Their content is not given, because it may
 * name a reader. `localId` is null if the record was too broken to find it, `rejectedAt` when this version was first rejected.
 */
export async function listRejects(db: Kysely<Database>, systems: readonly SystemId[]) {
  return db
    .selectFrom('reject')
    .innerJoin('system', 'system.id', 'reject.system')
    .select((row) => [
      row.ref('system.system_id').$castTo<SystemId>().as('system'),
      'reject.local_id as localId',
      'reject.place',
      'reject.reason',
      'reject.rejected_at as rejectedAt',
    ])
    .where('system.system_id', 'in', systems)
    .orderBy('system.system_id')
    .orderBy('reject.id')
    .execute();
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

async function takeIn(
  options: ReadRejectsAgainOptions,
  ids: readonly string[],
  find: NonNullable<HarvestSource['findRecords']>,
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
