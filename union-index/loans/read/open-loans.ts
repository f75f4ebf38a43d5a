import { createId, type LibraryId, type SystemId } from '#domain/ids.ts';
import type { Slot } from '#adapters/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, toCursor } from '../../read/cursor.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import type { Page } from '../../read/views.ts';
import { findPermittedRows } from '../agreements.ts';
import type { OpenLoansOf, OpenLoanView } from './views.ts';

interface LoanRow {
  readonly system: number;
  readonly system_id: SystemId;
  readonly item: string;
  readonly library: LibraryId | null;
  readonly record_local_id: string | null;
  readonly reader_token: string;
  readonly loaned_at: Date | null;
  readonly due_on: string | null;
  readonly due_at: Date | null;
  readonly renewals: number | null;
  readonly as_of: Date;
}

/** The number of a system, and its own id of a copy. */
const placeShape = z.tuple([z.int(), z.string()]);

/**
 * A page of the loans that are open, of libraries that agreed to its being used for a move, in the order of systems and
 * copies. Ids only: the record may be one of those that carry a reader's name. A cursor of another list is BAD_USER_INPUT.
 */
export async function openLoans(scope: IndexScope, of: OpenLoansOf): Promise<Slot<Page<OpenLoanView>>> {
  const after = of.after === null ? ([-1, ''] as const) : fromCursor(of.after, placeShape);
  if (isMerciaError(after)) return after;
  const rows = await findRows(scope, of, after);
  const edges = rows
    .slice(0, of.first)
    .map((row) => ({ cursor: toCursor([row.system, row.item]), node: toOpenLoan(row) }));
  return { edges, hasNextPage: rows.length > of.first };
}

async function findRows(
  { db, region, systems }: IndexScope,
  { system, library, first }: OpenLoansOf,
  [afterSystem, afterItem]: readonly [number, string],
): Promise<readonly LoanRow[]> {
  const permitted = findPermittedRows(region, ['MOVE_RECONCILIATION']);
  const { rows } = await sql<LoanRow>`
    SELECT l.system, s.system_id, l.item, l.library, r.local_id AS record_local_id, l.reader_token, l.loaned_at,
      l.due_on::text, l.due_at, l.renewals, q.as_of
    FROM open_loan l JOIN system s ON s.id = l.system LEFT JOIN record r ON r.id = l.record
      JOIN loan_list q ON q.system = l.system AND q.list = 'OPEN_LOANS' AND q.as_of IS NOT NULL
    WHERE s.system_id = ANY(${[...systems]}::text[]) AND (l.system, l.item) > (${afterSystem}::smallint, ${afterItem})
      AND coalesce(l.library = ANY(${[...permitted.libraries]}::text[]), s.system_id = ANY(${[...permitted.systems]}::text[]))
      AND (${system}::text IS NULL OR s.system_id = ${system}) AND (${library}::text IS NULL OR l.library = ${library})
    ORDER BY l.system, l.item LIMIT ${first + 1}`.execute(db);
  return rows;
}

function toOpenLoan(row: LoanRow): OpenLoanView {
  const { system_id: system, record_local_id: record } = row;
  return {
    system,
    library: row.library,
    item: createId(system, 'item', row.item),
    record: record === null ? null : createId(system, 'record', record),
    readerToken: row.reader_token,
    loanedAt: row.loaned_at?.toISOString() ?? null,
    dueOn: row.due_on,
    dueAt: row.due_at?.toISOString() ?? null,
    renewals: row.renewals,
    asOf: row.as_of.toISOString(),
  };
}
