import type { LibraryId, SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Tx } from '#store/tables.ts';
import type { CondensedPage, IngestTarget } from '#union-index/ingest-contract.ts';
import { sql } from 'kysely';

const BATCH = 500;
/** The share of a system's records that may be gone without somebody's yes, where the source names none of its own … */
const MAX_DELETED_SHARE = 0.1;
/** … and below this many nothing is refused, unless nothing at all is left: libraries weed. */
const SUSPICIOUS_FROM = 3;

/** Of one library: below this many nothing is refused, unless nothing at all is left. */
const SUSPICIOUS_OF_LIBRARY = 10;

/** Whose losses somebody has said yes to: everybody's, nobody's, or those of these libraries alone. */
export type AcceptedLosses = boolean | readonly LibraryId[];

/** What a system says is gone and is not believed: what it left out may have changed, too. */
export class LossNotBelieved extends MerciaError {}

/**
 * Throws LMS_BAD_RESPONSE where a run would leave far fewer copies than the index has of the system, or far less of one of its
 * libraries, before any of them is touched: a list that was cut at the end of a line looks whole, and so does one without the
 * lines of a small library. `nameOf` tells what messages call a library.
 */
export async function refuseLosses(
  transaction: Tx,
  target: IngestTarget,
  page: CondensedPage,
  { accepted, nameOf }: { readonly accepted: AcceptedLosses; readonly nameOf: (library: LibraryId) => string },
): Promise<void> {
  const { systemId } = target;
  const { expectedCopies, maxDeletedShare } = page;
  if (accepted === true || expectedCopies === undefined || maxDeletedShare === undefined) return;
  const held = await heldByLibrary(transaction, target, page);
  for (const { library, known, expected } of held) {
    if (isAccepted(accepted, library)) continue;
    const what = (['records', 'copies'] as const).flatMap((kind) => {
      const gone = known[kind] - expected[kind];
      const isMuch = gone >= SUSPICIOUS_OF_LIBRARY || expected[kind] === 0;
      return isMuch && gone > known[kind] * maxDeletedShare ? `${gone} of the ${known[kind]} ${kind}` : [];
    });
    if (what.length > 0) throw notBelieved(systemId, `${what.join(' and ')} of ${nameOf(library)}`, library);
  }
  const { known } = await transaction
    .selectFrom('item')
    .innerJoin('record', 'record.id', 'item.record')
    .select((select) => select.fn.countAll<string>().as('known'))
    .where('record.system', '=', target.number)
    .where('record.deleted', '=', false)
    .executeTakeFirstOrThrow();
  const yes = held
    .filter(({ library }) => isAccepted(accepted, library))
    .reduce((sum, { known: { copies }, expected }) => sum + Math.max(0, copies - expected.copies), 0);
  const gone = Number(known) - expectedCopies - yes;
  if (gone > Number(known) * maxDeletedShare) throw notBelieved(systemId, `${gone} of its ${known} copies`);
}

/** What the index has of each library, and what it will have; nothing where the source does not tell. */
async function heldByLibrary(transaction: Tx, { number }: IngestTarget, { expectedByLibrary }: CondensedPage) {
  if (expectedByLibrary === undefined) return [];
  const { rows } = await sql<{ library: LibraryId; records: number; copies: number }>`
    SELECT library, max(records)::int AS records, max(copies)::int AS copies FROM (
      SELECT i.library, count(DISTINCT i.record) AS records, count(*) AS copies
      FROM item i JOIN record r ON r.id = i.record
      WHERE r.system = ${number} AND NOT r.deleted AND i.library IS NOT NULL GROUP BY i.library
      UNION ALL
      SELECT h.library, count(*), 0 FROM holding h JOIN record r ON r.id = h.record
      WHERE r.system = ${number} AND NOT r.deleted GROUP BY h.library) held
    GROUP BY library ORDER BY library`.execute(transaction);
  return rows.map(({ library, ...known }) => {
    return { library, known, expected: expectedByLibrary[library] ?? { records: 0, copies: 0 } };
  });
}

function isAccepted(accepted: AcceptedLosses, library: LibraryId): boolean {
  return typeof accepted === 'boolean' ? accepted : accepted.includes(library);
}

/**
 * On the last page of a run that saw every id: pages that delete what the system no longer holds, to be applied in the
 * page's own transaction, before the page or after it. Throws LMS_BAD_RESPONSE if that would be much of the system,
 * which is far more often a broken answer than a burnt library.
 */
export async function findSweepPages(
  transaction: Tx,
  target: IngestTarget,
  page: CondensedPage,
  accepted: AcceptedLosses,
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
  if (accepted !== true) {
    const yes = accepted === false ? 0 : await acceptedRecords(transaction, target, gone, accepted);
    if (isTooMany(gone.length - yes, known.length, page.maxDeletedShare)) {
      throw notBelieved(target.systemId, `${gone.length - yes} of its ${known.length} records`);
    }
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

/** How many of these records are held by the libraries alone that somebody has said yes to. */
async function acceptedRecords(
  transaction: Tx,
  { number }: IngestTarget,
  gone: readonly string[],
  accepted: readonly LibraryId[],
): Promise<number> {
  const { rows } = await sql<{ records: number }>`
    SELECT count(*)::int AS records FROM record r
    WHERE r.system = ${number} AND r.local_id = ANY(${[...gone]}::text[])
      AND EXISTS (SELECT 1 FROM holding h WHERE h.record = r.id)
      AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.record = r.id AND h.library <> ALL(${[...accepted]}::text[]))
  `.execute(transaction);
  return rows[0]?.records ?? 0;
}

function notBelieved(system: SystemId, what: string, library?: LibraryId): LossNotBelieved {
  const yes = library === undefined ? '--accept-deletions' : `--accept-deletions ${library}`;
  const publicMessage =
    `[${system}] harvest: the system says that ${what} are gone; that is not believed, and nothing was deleted; ` +
    `where it is true, accept the deletions once (mercia harvest --system ${system} ${yes})`;
  return new LossNotBelieved('LMS_BAD_RESPONSE', publicMessage, { system, publicMessage });
}

function isTooMany(gone: number, known: number, maxShare: number | undefined): boolean {
  if (maxShare !== undefined) return gone > known * maxShare;
  return gone > known * MAX_DELETED_SHARE && (gone >= SUSPICIOUS_FROM || gone === known);
}
