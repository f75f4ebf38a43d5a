/** What became of the rows of a ledger, by class. */
import { LEDGER_CLASSES, type LedgerClass, type LedgerVerdict } from '#domain/ledger.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Ledger } from './ledger.ts';
import { WHOLE_CLASS } from './untold.ts';

export interface ClassCounts {
  readonly class: LedgerClass;
  /** Rows of the source. */
  readonly source: number;
  /** Rows of the source by verdict. */
  readonly by: Readonly<Partial<Record<LedgerVerdict, number>>>;
  /** Rows of the target that nothing of the source explains; in `by.UNEXPLAINED` they are not. */
  readonly extra: number;
  /** Rows of the target of which a silent system of the source may have one: neither right nor too many. */
  readonly extraUnproved: number;
  /** `by.UNEXPLAINED` and `extra` together. */
  readonly unexplained: number;
  /** Of charges, what each side has in all; null where it does not tell them. */
  readonly penceFrom: number | null;
  readonly penceTo: number | null;
  /** Systems that do not tell the class: nothing of theirs is in a number. */
  readonly notToldBy: readonly string[];
  /** Of which side nothing is told at all; null if both tell some. */
  readonly silent: UntoldBy | null;
}

type UntoldBy = 'SOURCE' | 'TARGET' | 'BOTH';

/** The numbers of a class as they may be said: null where that side tells nothing, and never 0. */
export function toldCounts({ source, by, extra, unexplained, silent }: ClassCounts) {
  const ofSource = (count: number): number | null => (silent === null || silent === 'TARGET' ? count : null);
  const ofBoth = (count: number): number | null => (silent === null ? count : null);
  return {
    source: ofSource(source),
    carried: ofSource(by.CARRIED ?? 0),
    merged: ofSource(by.MERGED ?? 0),
    changedByRule: ofSource(by.CHANGED_BY_RULE ?? 0),
    droppedByRule: ofSource(by.DROPPED_BY_RULE ?? 0),
    notProvable: ofSource(by.NOT_PROVABLE ?? 0),
    unexplained: ofBoth(unexplained),
    extra: ofBoth(extra),
  };
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
  const untold = await listSilent(db, number);
  return LEDGER_CLASSES.map((cls) =>
    toCounts(
      cls,
      rows.filter((row) => row.class === cls),
      untold.find((row) => row.class === cls),
    ),
  );
}

interface UntoldClass {
  readonly class: LedgerClass;
  readonly by: UntoldBy;
  readonly systems: readonly string[];
}

/** Classes that a system did not tell when the ledger was made, with the systems. Blocks are told with readers. */
async function listSilent(db: Kysely<Database>, ledger: number): Promise<readonly UntoldClass[]> {
  const { rows } = await sql<UntoldClass>`
    SELECT u.class, CASE WHEN count(DISTINCT u.by_side) > 1 THEN 'BOTH' ELSE min(u.by_side) END AS by,
      coalesce(array_agg(DISTINCT u.system_id) FILTER (WHERE u.is_silent), array_agg(DISTINCT u.system_id)) AS systems
    FROM (
      SELECT u.class, u.by_side, name.system_id, k.list = ANY(v.not_told) OR EXISTS (SELECT FROM snapshot_reader_list g
        WHERE g.snapshot = v.snapshot AND g.system = v.system AND g.list = k.list AND g.gone_at IS NOT NULL) AS is_silent
      FROM ledger_untold u JOIN ledger l ON l.id = u.ledger
        CROSS JOIN LATERAL (SELECT CASE u.class WHEN 'BLOCKS' THEN 'READERS' ELSE u.class END AS list) k
        JOIN snapshot_system v ON (u.by_side <> 'TARGET' AND v.snapshot = l.source AND v.system = ANY(l.systems))
          OR (u.by_side <> 'SOURCE' AND v.snapshot = l.target AND v.system = l.target_system)
        JOIN system name ON name.id = v.system
      WHERE u.ledger = ${ledger} AND u.field = ${WHOLE_CLASS} AND u.by_side <> 'FORGOTTEN') u
    GROUP BY u.class`.execute(db);
  return rows;
}

function toCounts(cls: LedgerClass, own: readonly CountRow[], untold: UntoldClass | undefined): ClassCounts {
  const sum = (rows: readonly CountRow[], of: 'rows' | 'penceFrom' | 'penceTo'): number =>
    rows.reduce((total, row) => total + (row[of] ?? 0), 0);
  const ofSource = own.filter(({ inSource }) => inSource);
  const ofTarget = (wanted: LedgerVerdict): number =>
    sum(
      own.filter(({ inSource, verdict }) => !inSource && verdict === wanted),
      'rows',
    );
  const extra = ofTarget('UNEXPLAINED');
  const by = Object.fromEntries(ofSource.map((row) => [row.verdict, row.rows])) as ClassCounts['by'];
  const source = sum(ofSource, 'rows');
  const silent = untold === undefined ? null : silentSide(untold.by, source > 0);
  // Of ledgers of before, the rows of a class that the target does not tell do not say it.
  const isSourceKnown = (silent === null || silent === 'TARGET') && !isUnsaid(ofSource);
  return {
    class: cls,
    notToldBy: untold?.systems ?? [],
    silent,
    source,
    by,
    extra,
    extraUnproved: ofTarget('NOT_PROVABLE'),
    unexplained: (by.UNEXPLAINED ?? 0) + extra,
    penceFrom: cls === 'CHARGES' && isSourceKnown ? sum(own, 'penceFrom') : null,
    penceTo: cls === 'CHARGES' && silent === null ? sum(own, 'penceTo') : null,
  };
}

/** Whether there are rows, and none says what it comes to. */
function isUnsaid(rows: readonly CountRow[]): boolean {
  return rows.length > 0 && rows.every(({ penceFrom }) => penceFrom === null);
}

/** Where some systems of the source tell rows of it, these are compared. */
function silentSide(by: UntoldBy, hasSource: boolean): UntoldBy | null {
  if (!hasSource || by === 'TARGET') return by;
  return by === 'BOTH' ? 'TARGET' : null;
}
