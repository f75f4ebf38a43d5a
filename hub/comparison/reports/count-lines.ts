/** Numbers of a report, each with the filter that lists its rows; and reports that are nothing but such numbers and lists. */
import type { Condition, Dimension, Population } from '#domain/comparison.ts';
import { notCounted } from '#domain/move-phases.ts';
import { sql } from 'kysely';
import { countBy, countRows, type Cell, type Count } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { isOwn, isOwnRecord } from '../snapshots/snapshot-rows.ts';
import { counting, lazyTable, text } from './report.ts';
import type { Drill, Report, ReportContext, ReportTable, SummaryLine } from './report.ts';
import { itemTable, recordTable } from './row-tables.ts';
import { sayNumber } from './say.ts';

const rowsOf =
  <Of extends Population>(population: Of) =>
  (...where: readonly Condition[]) => ({ population, where });
export const records = rowsOf('RECORDS');
export const items = rowsOf('ITEMS');
export const statements = rowsOf('STATEMENTS');

/** What is counted, within what the report is asked for. */
export async function countLine(context: ReportContext, label: string, counted: Drill): Promise<SummaryLine> {
  const drill = { population: counted.population, where: [...context.scope, ...counted.where] };
  const count = await countRows(context.db, { ...drill, snapshot: context.snapshot.number });
  return { label, ...toldOf(count), drill };
}

/** Of the rows behind a number, those that libraries only tried out, or left behind; no line if there are none. */
export async function elsewhereLines(
  { db, region, snapshot, scope }: ReportContext,
  { population, where }: Drill & { readonly population: 'RECORDS' | 'STATEMENTS' },
): Promise<readonly SummaryLine[]> {
  if (notCounted(region).length === 0) return [];
  const selection = { snapshot: snapshot.number, population, where: [...scope, ...where] };
  const own =
    population === 'RECORDS' ? isOwnRecord(region, 't.system', 't.libraries') : isOwn(region, 't.system', 't.library');
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count ${fromSelection(selection)} AND NOT ${own}`.execute(db);
  const value = rows[0]?.count ?? 0;
  const label = `Of these ${NAMES[population].toLowerCase()}, loaded to try it out, or left behind in another system; take them off`;
  return value === 0 ? [] : [{ label, value }];
}

/** A number, and of how many rows it is not known whether they belong to it. */
export function toldOf({ value, notToldBy, unknownRows }: Count): Pick<SummaryLine, 'value' | 'text' | 'notToldBy'> {
  return { value, notToldBy, text: unknownRows === 0 ? undefined : `not known of ${sayNumber(unknownRows)} others` };
}

/** In a sentence, behind a colon. */
export function sayCount({ value, text: said }: Pick<SummaryLine, 'value' | 'text'>): string {
  if (value === null) return 'not told';
  return said === undefined ? sayNumber(value) : `${sayNumber(value)} (${said})`;
}

interface RowsTable extends Pick<ReportTable, 'name' | 'title'> {
  readonly of: Drill;
}

interface NumbersTable extends RowsTable {
  /** What stands above the column of each dimension, one to three. */
  readonly by: Readonly<Record<string, Dimension>>;
  /** Above the numbers; what the population is called if not given. */
  readonly what?: string;
  /** Words for a value; the value itself where there are none. */
  readonly words?: Readonly<Record<string, string>>;
}

const NAMES: Readonly<Record<Population, string>> = { RECORDS: 'Records', ITEMS: 'Items', STATEMENTS: 'Statements' };

/** A table of numbers, the largest first. */
export function countTable(
  { db, snapshot, scope }: ReportContext,
  { name, title, of: { population, where }, by, what = NAMES[population], words = {} }: NumbersTable,
): ReportTable {
  const selection = { snapshot: snapshot.number, population, where: [...scope, ...where] };
  return lazyTable(
    { name, title },
    () => countBy(db, selection, Object.values(by)),
    [
      ...Object.keys(by).map((header, place) =>
        text(header, ({ values }: Cell) => {
          const value = values[place] ?? null;
          return value === null ? null : (words[value] ?? value);
        }),
      ),
      counting(what, ({ count }) => count),
    ],
    (cell) => ({ population, where: cell.where }),
  );
}

/** What one report alone has besides, made when it is asked for. */
type Made<Part> = (context: ReportContext) => Part | Promise<Part>;

type LineOfReport = readonly [label: string, counted: Drill] | Made<SummaryLine>;

/** A report as data: numbers, a sentence of them, tables of numbers, and lists of records or items. */
export interface CountedReport<Line extends string> extends Omit<Report, 'run'> {
  /** What is counted, in the order in which it is shown. */
  readonly lines: Readonly<Record<Line, LineOfReport>>;
  readonly title: (said: Readonly<Record<Line, string>>, lines: Readonly<Record<Line, SummaryLine>>) => string;
  readonly tables: readonly (RowsTable | NumbersTable | Made<ReportTable>)[];
}

export function countedReport<Line extends string>(report: CountedReport<Line>): Report {
  const { lines, title, tables, ...head } = report;
  return {
    ...head,
    async run(context) {
      const counted: [Line, SummaryLine][] = [];
      for (const name of Object.keys(lines) as Line[]) {
        const line: LineOfReport = lines[name];
        counted.push([name, typeof line === 'function' ? await line(context) : await countLine(context, ...line)]);
      }
      // One after another: whoever asks for a number holds one connection at a time.
      const made: ReportTable[] = [];
      for (const table of tables) made.push(await toTable(context, table));
      const said = counted.map(([name, line]) => [name, sayCount(line)] as const);
      return {
        title: title(
          Object.fromEntries(said) as Record<Line, string>,
          Object.fromEntries(counted) as Record<Line, SummaryLine>,
        ),
        summary: counted.map(([, line]) => line),
        tables: made,
      };
    },
  };
}

async function toTable(context: ReportContext, table: CountedReport<string>['tables'][number]): Promise<ReportTable> {
  if (typeof table === 'function') return table(context);
  if ('by' in table) return countTable(context, table);
  const {
    of: { population, where },
    ...head
  } = table;
  return population === 'RECORDS' ? recordTable(context, head, where) : itemTable(context, head, where);
}
