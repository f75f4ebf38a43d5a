/** Numbers of a report, each with the filter that lists its rows. */
import type { Condition, Dimension, Population } from '#domain/comparison.ts';
import { countBy, countRows, type Count } from '../populations/counts.ts';
import { lazyTable } from './report.ts';
import type { ReportContext, ReportTable, SummaryLine } from './report.ts';
import { sayNumber } from './say.ts';

/** What is counted, within what the report is asked for. */
export interface Counted {
  readonly population: Population;
  readonly where: readonly Condition[];
}

export async function countLine(context: ReportContext, label: string, counted: Counted): Promise<SummaryLine> {
  const drill = { population: counted.population, where: [...context.scope, ...counted.where] };
  const count = await countRows(context.db, { ...drill, snapshot: context.snapshot.number });
  return { label, ...toldOf(count), drill };
}

/** A number, and of how many rows it is not known whether they belong to it. */
export function toldOf({ value, notToldBy, unknownRows }: Count): Pick<SummaryLine, 'value' | 'text' | 'notToldBy'> {
  return { value, notToldBy, text: unknownRows === 0 ? undefined : `not known of ${sayNumber(unknownRows)} others` };
}

export interface CountedBy extends Counted {
  readonly by: readonly Dimension[];
  /** One for each dimension. */
  readonly headers: readonly string[];
  /** What the last column counts: `Items`. */
  readonly what: string;
  /** Words for a value; the value itself where there are none. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

/** A table of numbers by one to three dimensions, the largest first. */
export function countTable(
  context: ReportContext,
  head: Pick<ReportTable, 'name' | 'title'>,
  { population, where, by, headers, what, words = {} }: CountedBy,
): ReportTable {
  const selection = { snapshot: context.snapshot.number, population, where: [...context.scope, ...where] };
  return lazyTable(
    {
      ...head,
      columns: [
        ...headers.map((header) => ({ header, kind: 'TEXT' as const })),
        { header: what, kind: 'NUMBER' as const, counts: true },
      ],
    },
    async () => {
      const cells = await countBy(context.db, selection, by);
      return cells.map(({ values, count, where: filter }) => ({
        cells: [...values.map((value) => words[value] ?? value), count],
        drill: { population, where: filter },
      }));
    },
  );
}

/** In a sentence, behind a colon. */
export function sayCount({ value, text }: Pick<SummaryLine, 'value' | 'text'>): string {
  if (value === null) return 'not told';
  return text === undefined ? sayNumber(value) : `${sayNumber(value)} (${text})`;
}
