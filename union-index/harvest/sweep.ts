import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { CondensedPage, IngestTarget } from '#union-index/ingest-contract.ts';
import type { Transaction } from 'kysely';

const BATCH = 500;
/** Below this many records nothing is refused: a small library may well be emptied. */
const SUSPICIOUS_FROM = 50;

/**
 * On the last page of a run that saw every id: pages that delete what the system no longer holds, to be applied in the
 * page's own transaction, before the page or after it. Throws LMS_BAD_RESPONSE where that would be most of the system,
 * which is far more often a broken answer than a burnt library.
 */
export async function findSweepPages(
  transaction: Transaction<Database>,
  target: IngestTarget,
  page: CondensedPage,
  acceptMassDeletion: boolean,
): Promise<readonly CondensedPage[]> {
  const held = page.allLocalIds;
  if (held === null) return [];
  const known = await transaction
    .selectFrom('record')
    .select('local_id')
    .where('system', '=', target.number)
    .where('deleted', '=', false)
    .execute();
  // A record may have been made after the ids were listed.
  const brought = new Set(page.records.map((record) => record.localId));
  const gone = known.map((row) => row.local_id).filter((localId) => !held.has(localId) && !brought.has(localId));
  if (!acceptMassDeletion && isTooMany(gone.length, known.length, page.maxDeletedShare)) {
    const publicMessage =
      `[${target.systemId}] harvest: the system says that ${gone.length} of its ${known.length} records are gone; ` +
      'that is not believed, and nothing was deleted; where it is true, harvest again and accept the deletions ' +
      `(mercia harvest --system ${target.systemId} --accept-deletions)`;
    throw new MerciaError('LMS_BAD_RESPONSE', publicMessage, { system: target.systemId, publicMessage });
  }
  return Array.from({ length: Math.ceil(gone.length / BATCH) }, (_, index) => ({
    records: gone
      .slice(index * BATCH, (index + 1) * BATCH)
      .map((localId) => ({ deleted: true as const, localId, changedAt: null })),
    rejects: [],
    resumeAt: page.resumeAt,
    expected: page.expected,
    nextCursor: null,
    allLocalIds: null,
  }));
}

function isTooMany(gone: number, known: number, maxShare: number | undefined): boolean {
  if (maxShare !== undefined) return gone > known * maxShare;
  return gone >= SUSPICIOUS_FROM && gone * 2 > known;
}
