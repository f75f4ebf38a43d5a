import { createId } from '#domain/ids.ts';
import type { DataPurpose } from '#domain/region.ts';
import { SMALLEST_SHOWN } from '#domain/small-numbers.ts';
import type { Slot } from '#contract/adapter.ts';
import { badUserInput, isMerciaError } from '#platform/errors.ts';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { fromCursor, pageOf } from '../../read/cursor.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import { isStorable } from '../../read/storable.ts';
import type { Page } from '../../read/views.ts';
import { findPermittedRows, LIST_PURPOSES } from '../agreements.ts';
import type { OpenLoansOf, OpenLoanView } from './views.ts';

type LoanRow = Pick<OpenLoanView, 'system' | 'library' | 'readerToken' | 'dueOn' | 'renewals'> & {
  readonly number: number;
  readonly item: string;
  readonly record: string | null;
  readonly loanedAt: Date | null;
  readonly dueAt: Date | null;
  readonly asOf: Date;
};

/** What an agreement must name besides the purposes for which loans are kept. */
const SHOWN_FOR: readonly DataPurpose[] = ['MOVE_RECONCILIATION'];
/** So many loans of a library tell mostly that it has readers enough; only if not, all are counted. */
const LOOKED_AT_FIRST = 100;

const SMALLINT_MAX = 32_767;
/** The number of a system, and its own id of a copy. */
const placeShape = z.tuple([z.int().min(0).max(SMALLINT_MAX), z.string().refine(isStorable)]);

/**
 * A page of the loans that are open, of libraries that agreed to its being used for a move, in the order of systems and
 * copies. Ids only: the record may be one of those that carry a reader's name. No reader where few have loans: their tokens
 * could be counted, which is a small number. A cursor of another list, or a system or library that the region has not, is BAD_USER_INPUT: an
 * empty page would say that it has no loans.
 */
export async function openLoans(scope: IndexScope, of: OpenLoansOf): Promise<Slot<Page<OpenLoanView>>> {
  const after = fromCursor(of.after, placeShape, [-1, ''] as const);
  if (isMerciaError(after)) return after;
  const { systems, libraries } = scope.region;
  if (of.system !== null && !systems.some(({ id }) => id === of.system))
    return badUserInput(`system: the region has no system "${of.system}".`);
  if (of.library !== null && !libraries.some(({ id }) => id === of.library))
    return badUserInput(`library: the region has no library "${of.library}".`);
  const rows = await findRows(scope, of, after);
  return pageOf(rows, of.first, (row) => [[row.number, row.item], toOpenLoan(row)]);
}

async function findRows(
  { db, region, systems }: IndexScope,
  { system, library, first }: OpenLoansOf,
  [afterSystem, afterItem]: readonly [number, string],
): Promise<readonly LoanRow[]> {
  const mayBeShown = [LIST_PURPOSES.OPEN_LOANS, SHOWN_FOR].map((purposes) => {
    const { libraries, systems: whole } = findPermittedRows(region, purposes);
    return sql`coalesce(l.library = ANY(${[...libraries]}::text[]), s.system_id = ANY(${[...whole]}::text[]))`;
  });
  const { rows } = await sql<LoanRow>`
    WITH page AS (
      SELECT l.*, s.system_id, r.local_id AS record_local_id, q.as_of
      FROM open_loan l JOIN system s ON s.id = l.system LEFT JOIN record r ON r.id = l.record
        JOIN loan_list q ON q.system = l.system AND q.list = 'OPEN_LOANS' AND q.as_of IS NOT NULL
      WHERE s.system_id = ANY(${[...systems]}::text[]) AND (l.system, l.item) > (${afterSystem}::smallint, ${afterItem})
        AND ${sql.join(mayBeShown, sql` AND `)}
        AND (${system}::text IS NULL OR s.system_id = ${system}) AND (${library}::text IS NULL OR l.library = ${library})
      ORDER BY l.system, l.item LIMIT ${first + 1}),
    few AS (
      SELECT p.system, p.library FROM (SELECT DISTINCT system, library FROM page) p
      WHERE ${readersOf(LOOKED_AT_FIRST)} < ${SMALLEST_SHOWN} AND ${readersOf(null)} < ${SMALLEST_SHOWN})
    SELECT p.system AS number, p.system_id AS system, p.item, p.library, p.record_local_id AS record, p.renewals,
      p.loaned_at AS "loanedAt", p.due_on::text AS "dueOn", p.due_at AS "dueAt", p.as_of AS "asOf",
      CASE WHEN f.system IS NULL THEN p.reader_token END AS "readerToken"
    FROM page p LEFT JOIN few f ON f.system = p.system AND f.library IS NOT DISTINCT FROM p.library
    ORDER BY p.system, p.item`.execute(db);
  return rows;
}

/** How many readers have loans of a library's copies in a system; of so many loans, or of all. */
function readersOf(loans: number | null): RawBuilder<number> {
  return sql`(
    SELECT count(DISTINCT o.reader_token) FROM (
      SELECT reader_token FROM open_loan
      WHERE system = p.system AND library IS NOT DISTINCT FROM p.library LIMIT ${loans}) o)`;
}

function toOpenLoan({ number: _number, ...row }: LoanRow): OpenLoanView {
  const { system, record } = row;
  return {
    ...row,
    item: createId(system, 'item', row.item),
    record: record === null ? null : createId(system, 'record', record),
    loanedAt: row.loanedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    asOf: row.asOf.toISOString(),
  };
}
