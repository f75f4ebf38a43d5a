/** What the reports of a ledger have in common: which ledger, and its rows as tables. */
import { findPermittedRows } from '#union-index/index.ts';
import { MOVE_PURPOSES } from '#comparison/readers/count-readers.ts';
import { counted } from '#comparison/reports/say.ts';
import {
  countedOffTable,
  number,
  text,
  type Column,
  type ReportContext,
  type ReportOption,
  type ReportResult,
  type ReportTable,
} from '#comparison/reports/report.ts';
import { LEDGER_CLASS_WORDS, READER_CLASSES, type LedgerClass } from '#domain/ledger.ts';
import { badUserInput } from '#platform/errors.ts';
import { sql, type RawBuilder } from 'kysely';
import { countLedger, type ClassCounts } from '../ledger-counts.ts';
import { getWholeLedger, type Ledger } from '../ledger.ts';
import { withhold } from '../withheld.ts';

export const LEDGER_OPTION: ReportOption = {
  name: 'ledger',
  says: 'Name of the ledger; the newest of the snapshot if none is given',
  takes: 'TEXT',
};

/**
 * That which is named; else the newest that the snapshot is the source or the target of, and null if there is none. Throws BAD_USER_INPUT
 * if there is none of that name.
 */
export async function ledgerOf({ db, options, snapshot }: ReportContext): Promise<Ledger | null> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM ledger WHERE ${snapshot.number}::int IN (source, target) AND coalesce(name = ${options['ledger'] ?? null}, true)
      AND (state = 'WHOLE' OR ${options['ledger'] ?? null}::text IS NOT NULL)
    ORDER BY id DESC LIMIT 1`.execute(db);
  const [found] = rows;
  if (found !== undefined) return getWholeLedger(db, found.name);
  if (options['ledger'] === undefined) return null;
  throw badUserInput(
    `options.ledger: no such ledger stands on the snapshot "${snapshot.name}"; see "mercia move ledger list", or make one.`,
  );
}

/** In spite of what a ledger was made. */
export const DESPITE = {
  SOURCE_CHANGED: 'the source has changed since its snapshot was taken',
  TARGET_PROBLEM: 'the snapshot of the target may lack some of what it has',
} as const;

/** Of a snapshot on which none stands. */
export const NO_LEDGER: ReportResult = {
  title: 'No ledger stands on this snapshot.',
  summary: [{ label: 'Ledger', value: null, text: 'make one: mercia move ledger make (docs/ledger.md)' }],
  tables: [],
};

/** Rows that the caller may see: those of their libraries, and about readers only with the role and the agreement. */
export function visibleRows(context: ReportContext, ledger: Ledger): RawBuilder<unknown> {
  const { library, visibleLibraries } = context;
  const own = library === null ? visibleLibraries : [library];
  return sql`(SELECT r.* FROM ledger_row r WHERE r.ledger = ${ledger.number}
    AND ${own === null ? sql`true` : sql`r.libraries && ${[...own]}::text[]`}
    AND ${isPermitted(context)})`;
}

/** Whether a row `r` that may be about a reader may be listed. */
function isPermitted({ region, seesReaders }: ReportContext): RawBuilder<unknown> {
  const ofReaders = sql`r.class = ANY(${[...READER_CLASSES]}::text[])`;
  if (seesReaders !== true) return sql`NOT ${ofReaders}`;
  const { libraries, systems } = findPermittedRows(region, MOVE_PURPOSES);
  return sql`(NOT ${ofReaders} OR r.libraries && ${[...libraries]}::text[] OR (r.libraries = '{}'
    AND r.system IN (SELECT id FROM system WHERE system_id = ANY(${[...systems]}::text[]))))`;
}

/** Each class of the ledger, of all libraries or of one. About readers only for those who may see them. */
export async function countClasses(context: ReportContext, ledger: Ledger): Promise<readonly ClassCounts[]> {
  const { db, library, visibleLibraries, seesReaders } = context;
  const isOfAll = library === null && visibleLibraries === null;
  const counts = await countLedger(db, ledger, isOfAll ? undefined : visibleRows(context, ledger));
  return counts.filter((one) => seesReaders === true || !READER_CLASSES.includes(one.class));
}

/** `3 of 20,000 loans`. */
export function sayOf(part: number, whole: number, cls: LedgerClass): string {
  const [one, several] = LEDGER_CLASS_WORDS[cls];
  return `${part.toLocaleString('en-GB')} of ${counted(whole, one, several)}`;
}

interface DifferenceRow {
  readonly class: LedgerClass;
  readonly key: string;
  readonly library: string | null;
  readonly what: string;
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly rule: string | null;
}

const DIFFERENCE_COLUMNS: readonly Column<DifferenceRow>[] = [
  text('Class', (row) => row.class),
  text('Row', ({ key }) => key),
  text('Library', ({ library }) => library),
  text('What', ({ what }) => what),
  text('Field', ({ field }) => field),
  text('From', ({ from }) => from),
  text('To', ({ to }) => to),
];

/** Every difference that nothing explains, one a row, by class and in the order of the rows. */
export async function unexplainedTable(
  context: ReportContext,
  ledger: Ledger,
  { name, title, classes }: { readonly name: string; readonly title: string; readonly classes: readonly LedgerClass[] },
): Promise<ReportTable> {
  const { db } = context;
  const from = sql`FROM ${visibleRows(context, ledger)} r JOIN ledger_difference d ON d.ledger = r.ledger AND d.class = r.class AND d.number = r.number
    WHERE r.class = ANY(${[...classes]}::text[]) AND d.rule IS NULL`;
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count ${from}`.execute(db);
  return countedOffTable<DifferenceRow>(
    { name, title },
    {
      columns: DIFFERENCE_COLUMNS,
      totalRows: rows[0]?.count ?? 0,
      async list({ from: skipped, first }) {
        const listed = await sql<DifferenceRow>`
          SELECT d.class, r.key, array_to_string(r.libraries, ', ') AS library, d.what, d.field, d.from_value AS "from", d.to_value AS "to", d.rule
          ${from} ORDER BY d.class, d.number, d.place OFFSET ${skipped} LIMIT ${first}`.execute(db);
        return context.seesReaders === true ? listed.rows : listed.rows.map((row) => withhold(row.class, row));
      },
    },
  );
}

interface LedgerRowRow {
  readonly key: string;
  readonly library: string | null;
  readonly verdict: string;
  readonly rules: string | null;
  readonly untold: string | null;
  readonly penceFrom: number | null;
  readonly penceTo: number | null;
}

/** Every row of a class, with what became of it. */
export async function rowTable(context: ReportContext, ledger: Ledger, cls: LedgerClass): Promise<ReportTable> {
  const { db } = context;
  const [, several] = LEDGER_CLASS_WORDS[cls];
  const from = sql`FROM ${visibleRows(context, ledger)} r WHERE r.class = ${cls}`;
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count ${from}`.execute(db);
  const columns: readonly Column<LedgerRowRow>[] = [
    text('Row', ({ key }) => key),
    text('Library', ({ library }) => library),
    text('What became of it', ({ verdict }) => verdict),
    text('Rules', ({ rules }) => rules),
    text('Cannot be proved', ({ untold }) => untold),
    ...(cls === 'CHARGES'
      ? [
          number<LedgerRowRow>('Pence in the source', ({ penceFrom }) => penceFrom),
          number<LedgerRowRow>('Pence in the target', ({ penceTo }) => penceTo),
        ]
      : []),
  ];
  return countedOffTable<LedgerRowRow>(
    {
      name: several.split(' ')[0] === 'readers' && cls === 'BLOCKS' ? 'blocks' : several,
      title: `Each of the ${several}, and what became of it`,
    },
    {
      columns,
      totalRows: rows[0]?.count ?? 0,
      async list({ from: skipped, first }) {
        const listed = await sql<LedgerRowRow>`
          SELECT r.key, array_to_string(r.libraries, ', ') AS library, CASE WHEN r.in_source THEN r.verdict ELSE 'EXTRA in the target' END AS verdict,
            array_to_string(r.rules, ', ') AS rules, array_to_string(r.untold, ', ') AS untold, r.pence_from AS "penceFrom", r.pence_to AS "penceTo"
          ${from} ORDER BY r.number OFFSET ${skipped} LIMIT ${first}`.execute(db);
        return listed.rows;
      },
    },
  );
}
