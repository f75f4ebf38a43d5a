import type { EditionId, LibraryId } from '#domain/ids.ts';
import { isSmall, mayShowYears, showTotalOfShown, sumCells } from '#domain/small-numbers.ts';
import { IS_WAITING } from '../repositories/library-counts.ts';
import { sql } from 'kysely';
import { toEditionNumber } from '../../read/edition-key.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import { findGap, showLastBorrowed, toTurnover, toYears } from './figures.ts';
import { findKnownLists, type KnownLists } from './known-lists.ts';
import type { LoanFigures, EditionLoans, YearOfLoans } from './views.ts';

/** One library's part of an edition, or with a year and no library what all of them lent in it. */
interface PartRow {
  readonly edition: number;
  /** Null for a year, and for holds of unknown libraries. */
  readonly library: LibraryId | null;
  readonly year: number | null;
  /** Copies with a counter. */
  readonly copies: number;
  readonly loans: number | null;
  readonly renewals: number | null;
  readonly last: string | null;
  readonly holds: number;
  /** Whether the library has copies of it that could be lent. */
  readonly holder: boolean;
}

/** What may be shown of the loans of each edition, in the order asked. Two statements for all. */
export async function loansOfEditions(scope: IndexScope, ids: readonly EditionId[]): Promise<readonly EditionLoans[]> {
  const numbers = ids.map((id) => toEditionNumber(id, scope.region.id));
  const lists = await findKnownLists(scope);
  const parts = await findParts(
    scope,
    numbers.filter((number) => number !== null),
    lists.agreed,
  );
  const byEdition = Map.groupBy(parts, ({ edition }) => edition);
  return numbers.map((number) => toEditionLoans(scope, lists, byEdition.get(number ?? 0) ?? []));
}

/** Only public records are members of an edition. */
async function findParts(
  { db, libraries }: IndexScope,
  editions: readonly number[],
  agreed: readonly LibraryId[],
): Promise<readonly PartRow[]> {
  const member = sql`member m WHERE m.edition = ANY(${[...editions]}::bigint[])`;
  const { rows } = await sql<PartRow>`
    WITH asked AS (SELECT m.record, m.edition FROM ${member}), part AS (
      SELECT a.edition, u.library, NULL::smallint AS year, count(u.loans) AS copies, sum(u.loans) AS loans,
        sum(u.renewals) AS renewals, max(u.last_borrowed_on) AS last, 0 AS holds, false AS holder
      FROM asked a JOIN use_count u ON u.record = a.record WHERE u.library = ANY(${[...agreed]}::text[])
      GROUP BY a.edition, u.library
      UNION ALL
      SELECT a.edition, NULL, y.year, 0, sum(y.loans), NULL, NULL, 0, false
      FROM asked a JOIN use_by_year y ON y.record = a.record WHERE y.library = ANY(${[...agreed]}::text[])
      GROUP BY a.edition, y.year
      UNION ALL
      SELECT a.edition, h.library, NULL, 0, NULL, NULL, NULL, count(*), false
      FROM asked a JOIN open_hold h ON h.record = a.record AND h.counted AND ${IS_WAITING}
      WHERE coalesce(h.library = ANY(${[...agreed]}::text[]), true)
      GROUP BY a.edition, h.library
      UNION ALL
      SELECT DISTINCT a.edition, h.library, NULL::smallint, 0, NULL::bigint, NULL::bigint, NULL::date, 0, true
      FROM asked a JOIN holding h ON h.record = a.record
      WHERE h.basis = 'ITEMS' AND h.library = ANY(${[...libraries]}::text[])
    )
    SELECT edition, library, year, sum(copies)::int AS copies, sum(loans)::int AS loans, sum(renewals)::int AS renewals,
      max(last)::text AS last, sum(holds)::int AS holds, bool_or(holder) AS holder
    FROM part GROUP BY edition, library, year ORDER BY edition, library, year`.execute(db);
  return rows;
}

type Part = ReturnType<typeof toPart>;

function toEditionLoans(scope: IndexScope, lists: KnownLists, rows: readonly PartRow[]): EditionLoans {
  const parts = rows.filter(({ year }) => year === null).map((row) => toPart(row, lists));
  const known = parts.flatMap((part) => (part.library === null ? [] : [{ ...part, library: part.library }]));
  const libraries = known.map(({ library }) => library);
  const byLibrary = known.map((part) => ({ library: part.library, figures: toFigures([part]) }));
  const holders = new Set(rows.filter(({ holder }) => holder).map(({ library }) => library));
  const since = lists.countedSince(libraries);
  return {
    total: toFigures(parts),
    byLibrary,
    byYear: since === null ? null : findYears(parts, rows, since, new Date(scope.now())),
    countedSince: since?.toISOString() ?? null,
    asOf: lists.asOf(libraries, ['USE_COUNTS', 'OPEN_HOLDS']),
    missing: byLibrary.flatMap(({ library, figures }) =>
      holders.has(library) ? (findGap(library, lists.isAgreed(library), figures) ?? []) : [],
    ),
  };
}

/** A known list without holds means none; a copy without a counter means unknown. */
function toPart({ library, copies, loans, renewals, last, holds }: PartRow, lists: KnownLists) {
  const areHoldsKnown = library === null || lists.isKnown(library, 'OPEN_HOLDS');
  return { library, copies, loans, renewals, last, holds: areHoldsKnown ? holds : null };
}

function toFigures(parts: readonly Part[]): LoanFigures {
  const loans = showTotalOfShown(parts.map((part) => part.loans));
  const isFew = (part: Part): boolean => part.loans === null || isSmall(part.loans);
  return {
    loans,
    renewals: showTotalOfShown(parts.map(({ renewals }) => renewals)),
    holdsWaiting: showTotalOfShown(parts.map(({ holds }) => holds)),
    lastBorrowed: showLastBorrowed({
      shown: latest(parts.filter((part) => !isFew(part))),
      hidden: latest(parts.filter(isFew)),
    }),
    turnover: toTurnover(
      loans,
      parts.reduce((sum, { copies }) => sum + copies, 0),
    ),
  };
}

function latest(parts: readonly Part[]): string | null {
  return parts.reduce<string | null>((last, part) => ((part.last ?? '') > (last ?? '') ? part.last : last), null);
}

function findYears(
  parts: readonly Part[],
  rows: readonly PartRow[],
  since: Date,
  now: Date,
): readonly YearOfLoans[] | null {
  const loansByYear = new Map(rows.flatMap(({ year, loans }) => (year === null ? [] : [[year, loans ?? 0] as const])));
  const ofParts = sumCells(parts.flatMap(({ loans }) => loans ?? []));
  const ofYears = sumCells([...loansByYear.values()]);
  return mayShowYears(ofParts, ofYears) ? toYears(since, now, loansByYear) : null;
}
