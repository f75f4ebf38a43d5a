/** Pictures of reports, above their tables, of the rows that the page shows: nothing is drawn that does not stand below. */
import { drawBars } from '../../charts/bars.ts';
import { drawColumns } from '../../charts/columns.ts';
import { drawTimeline, readSpans } from '../../charts/timeline.ts';
import type { AskedReport } from './ask.ts';
import { sayCell, type NamedRegion } from './cell-words.ts';

export type ReportPicture =
  | { readonly kind: 'BARS'; readonly drawn: ReturnType<typeof drawBars> }
  | { readonly kind: 'COLUMNS'; readonly drawn: ReturnType<typeof drawColumns> }
  | { readonly kind: 'TIMELINE'; readonly drawn: ReturnType<typeof drawTimeline> };

/** A row by the headers of its columns; empty where a cell is. */
type Row = (header: string) => string;

interface Drawing {
  readonly table: string;
  /** Null if the rows make no picture. `titled` gives the title of a picture of so many of them. */
  draw(rows: readonly Row[], titled: (drawn: number) => string): ReportPicture | null;
}

const number = (text: string): number => Number(text) || 0;

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  'journal-runs': {
    table: 'runs',
    draw(rows, titled) {
      const runs = rows.flatMap((row) => {
        const spans = readSpans(row('Years'));
        const label = `${row('Journal')}: ${row('Library')}`;
        return spans.length === 0 ? [] : [{ label, spans, marked: readSpans(row('Years it has alone')) }];
      });
      const title = `${titled(runs.length)} Only runs whose years can be read are in it.`;
      const series = ['Years that others have too', 'Years that no other has'] as const;
      return runs.length === 0 ? null : { kind: 'TIMELINE', drawn: drawTimeline({ title, series, rows: runs }) };
    },
  },
  'never-borrowed': {
    table: 'by class',
    draw(rows, titled) {
      const headers = ['under 2 years', '2 to 4 years', '5 to 9 years', '10 years or more', 'age not told'];
      const bars = rows.map((row) => ({
        label: row('Class') === '(none)' ? 'No call number' : row('Class'),
        values: headers.map((header) => number(row(`Never, ${header}`))),
      }));
      const series = headers.map((header) => header.charAt(0).toUpperCase() + header.slice(1));
      return bars.length === 0 ? null : { kind: 'BARS', drawn: drawBars({ title: titled(bars.length), series, bars }) };
    },
  },
  'loans-by-month': {
    table: 'by month',
    draw(rows, titled) {
      const shown = rows.filter((row) => row('Loans') !== '');
      const libraries = [...new Set(shown.map((row) => row('Library')))];
      if (shown.length === 0) return null;
      const title = titled(shown.length);
      if (libraries.length === 1) {
        const columns = shown.map((row) => ({ label: shortMonths(row('Months')), value: number(row('Loans')) }));
        return { kind: 'COLUMNS', drawn: drawColumns({ title, columns }) };
      }
      const bars = shown.map((row) => ({
        label: `${row('Library')}, ${row('Months')}`,
        values: [number(row('Loans'))],
      }));
      return { kind: 'BARS', drawn: drawBars({ title, series: ['Loans'], bars }) };
    },
  },
};

/** `2026-02 to 2026-03` as `2026-02/03`, which has room below a column: such months are of one year. */
function shortMonths(months: string): string {
  return months.replace(/ to \d{4}-/, '/');
}

/** Null for a report without one, or if the page does not show the table that it is made of. */
export function pictureOf(name: string, { title, tables }: AskedReport, region: NamedRegion): ReportPicture | null {
  const drawing = Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name] : undefined;
  const table = tables.find((one) => one.name === drawing?.table);
  if (drawing === undefined || table === undefined) return null;
  const headers = table.columns.map(({ header }) => header);
  const rows = table.rows.nodes.map(
    ({ cells }): Row =>
      (header) =>
        sayCell(header, cells[headers.indexOf(header)] ?? null, region) ?? '',
  );
  const { totalRows } = table;
  return drawing.draw(rows, (drawn) => {
    if (totalRows === null) return `${title} The picture has ${String(drawn)} rows of the table.`;
    return drawn === totalRows
      ? title
      : `${title} The picture has ${String(drawn)} of the table’s ${String(totalRows)} rows.`;
  });
}
