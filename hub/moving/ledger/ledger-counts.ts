/** What became of the rows of a ledger, by class. */
import { LEDGER_CLASSES, type LedgerClass, type LedgerVerdict } from '#domain/ledger.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface ClassCounts {
  readonly class: LedgerClass;
  /** Rows of the source. */
  readonly source: number;
  /** Rows of the source by verdict. */
  readonly by: Readonly<Partial<Record<LedgerVerdict, number>>>;
  /** Rows of the target that nothing of the source explains; in `by.UNEXPLAINED` they are not. */
  readonly extra: number;
  /** Both together. */
  readonly unexplained: number;
  readonly penceFrom: number | null;
  readonly penceTo: number | null;
}

interface CountRow {
  readonly class: LedgerClass;
  readonly verdict: LedgerVerdict;
  readonly inSource: boolean;
  readonly rows: number;
  readonly penceFrom: number | null;
  readonly penceTo: number | null;
}

/** Of all rows, as they were counted; or of some, which have the columns of `ledger_row`. */
export async function countLedger(
  db: Kysely<Database>,
  { number }: Pick<Ledger, 'number'>,
  some?: RawBuilder<unknown>,
): Promise<readonly ClassCounts[]> {
  const counts =
    some === undefined
      ? sql`ledger_count c WHERE c.ledger = ${number}`
      : sql`(SELECT class, verdict, in_source, count(*)::int AS rows, sum(pence_from)::bigint AS pence_from, sum(pence_to)::bigint AS pence_to
          FROM ${some} r GROUP BY 1, 2, 3) c`;
  const { rows } = await sql<CountRow>`
    SELECT c.class, c.verdict, c.in_source AS "inSource", c.rows, c.pence_from AS "penceFrom", c.pence_to AS "penceTo" FROM ${counts}`.execute(
    db,
  );
  return LEDGER_CLASSES.map((cls) =>
    toCounts(
      cls,
      rows.filter((row) => row.class === cls),
    ),
  );
}

function toCounts(cls: LedgerClass, own: readonly CountRow[]): ClassCounts {
  const sum = (rows: readonly CountRow[], of: 'rows' | 'penceFrom' | 'penceTo'): number =>
    rows.reduce((total, row) => total + (row[of] ?? 0), 0);
  const ofSource = own.filter(({ inSource }) => inSource);
  const extra = sum(
    own.filter(({ inSource, verdict }) => !inSource && verdict === 'UNEXPLAINED'),
    'rows',
  );
  const by = Object.fromEntries(ofSource.map((row) => [row.verdict, row.rows])) as ClassCounts['by'];
  return {
    class: cls,
    source: sum(ofSource, 'rows'),
    by,
    extra,
    unexplained: (by.UNEXPLAINED ?? 0) + extra,
    penceFrom: cls === 'CHARGES' ? sum(own, 'penceFrom') : null,
    penceTo: cls === 'CHARGES' ? sum(own, 'penceTo') : null,
  };
}
