import type { HarvestPage } from '#adapters/adapter.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Ingest, IngestTarget } from '#union-index/ingest-contract.ts';
import type { Transaction } from 'kysely';

const BATCH = 500;
/** Below this many records nothing is refused: a small library may well be emptied. */
const SUSPICIOUS_FROM = 50;

export interface SweepOptions {
  readonly ingest: Ingest;
  readonly acceptMassDeletion?: boolean | undefined;
}

/**
 * On the last page of a run that saw every id: deletes what the system no longer holds, in the page's own transaction.
 * Gives how many records that were. Throws LMS_BAD_RESPONSE where it would be most of the system, which is far more
 * often a broken answer than a burnt library.
 */
export async function applySweep(
  transaction: Transaction<Database>,
  options: SweepOptions,
  target: IngestTarget,
  page: HarvestPage,
  at: Date,
): Promise<number> {
  const held = page.allLocalIds;
  if (held === null) return 0;
  const known = await transaction
    .selectFrom('record')
    .select('local_id')
    .where('system', '=', target.number)
    .where('deleted', '=', false)
    .execute();
  const gone = known.map((row) => row.local_id).filter((localId) => !held.has(localId));
  if (gone.length >= SUSPICIOUS_FROM && gone.length * 2 > known.length && options.acceptMassDeletion !== true) {
    throw new MerciaError(
      'LMS_BAD_RESPONSE',
      `[${target.systemId}] harvest: the system says that ${gone.length} of its ${known.length} records are gone; ` +
        'that is not believed, and nothing was deleted; where it is true, harvest again and accept the deletions',
      { system: target.systemId },
    );
  }
  let deletions = 0;
  for (let start = 0; start < gone.length; start += BATCH) {
    const records = gone
      .slice(start, start + BATCH)
      .map((localId) => ({ deleted: true as const, localId, changedAt: null }));
    const part = { ...page, records, rejects: [], nextCursor: null, allLocalIds: null };
    deletions += (await options.ingest.applyPage(transaction, target, part, at)).deletions;
  }
  return deletions;
}
