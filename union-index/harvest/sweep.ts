import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { CondensedPage, IngestTarget } from '#union-index/ingest-contract.ts';
import type { Transaction } from 'kysely';

const BATCH = 500;
/** Below this many records nothing is refused: a small library may well be emptied. */
const SUSPICIOUS_FROM = 50;

/**
 * Throws LMS_BAD_RESPONSE where a run would leave far fewer copies than the index has of the system, before any of them is
 * touched: a list that was cut at the end of a line looks whole.
 */
export async function refuseLossOfCopies(
  transaction: Transaction<Database>,
  { number, systemId }: IngestTarget,
  { expectedCopies, maxDeletedShare }: CondensedPage,
): Promise<void> {
  if (expectedCopies === undefined || maxDeletedShare === undefined) return;
  const { known } = await transaction
    .selectFrom('item')
    .innerJoin('record', 'record.id', 'item.record')
    .select((select) => select.fn.countAll<string>().as('known'))
    .where('record.system', '=', number)
    .where('record.deleted', '=', false)
    .executeTakeFirstOrThrow();
  const gone = Number(known) - expectedCopies;
  if (gone > Number(known) * maxDeletedShare) throw notBelieved(systemId, `${gone} of its ${known} copies`);
}

/**
 * On the last page of a run that saw every id: pages that delete what the system no longer holds, to be applied in the
 * page's own transaction, before the page or after it. Throws LMS_BAD_RESPONSE if that would be most of the system,
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
    throw notBelieved(target.systemId, `${gone.length} of its ${known.length} records`);
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

function notBelieved(system: SystemId, what: string): MerciaError {
  const publicMessage =
    `[${system}] harvest: the system says that ${what} are gone; that is not believed, and nothing was deleted; ` +
    `where it is true, accept the deletions once (mercia harvest --system ${system} --accept-deletions)`;
  return new MerciaError('LMS_BAD_RESPONSE', publicMessage, { system, publicMessage });
}

function isTooMany(gone: number, known: number, maxShare: number | undefined): boolean {
  if (maxShare !== undefined) return gone > known * maxShare;
  return gone >= SUSPICIOUS_FROM && gone * 2 > known;
}
