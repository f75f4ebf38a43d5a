/** What stands behind what we hold: years of publication, how numbers went from snapshot to snapshot, and all counts by system. */
import {
  HoldingsDocument,
  TrendNumbersDocument,
  TrendSnapshotsDocument,
  type Condition,
  type HoldingsQuery,
  type Population,
  type TrendNumbersQuery,
} from '../../__generated__/operations.ts';
import { drawColumns } from '../../charts/columns.ts';
import { drawTrend } from '../../charts/trend.ts';
import type { Graph } from '../../graph.ts';
import { numberCell, type CellParts, type TableRow } from '../../templates/cells.ts';
import { listNames } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayNotToldBy } from '../../words/snapshots.ts';
import { askCompared, COMPARE_MS, noSuchSnapshot } from '../compare/refused.ts';
import { rowsHref } from '../rows/href.ts';

type Snapshot = NonNullable<HoldingsQuery['snapshot']>;
type Table = Snapshot['recordsBySystem'];

interface Told {
  readonly systemName: (id: string) => string;
  readonly now: number;
}

/** Throws what is to be shown instead. */
export async function readHoldings(graph: Graph, name: string, told: Told) {
  const [{ snapshot }, trend] = await Promise.all([
    askCompared(graph, HoldingsDocument, { snapshot: name }),
    readTrend(graph, name, told),
  ]);
  if (snapshot === null) throw noSuchSnapshot();
  return {
    years: yearsOf(snapshot),
    trend,
    numbers: numbersOf(snapshot, told.systemName),
    bySystem: bySystem(snapshot, told),
    excluded: excludedOf(snapshot),
  };
}

const numeric = (text: string): CellParts => ({ text, numeric: true });

/** Decades that are shown one by one. */
const DECADES = 9;
const YEARS_OF_DECADE = 10;

/** Records by decade of publication, up to the decade in which the snapshot was taken. */
export function yearsOf({ name, takenAt, years }: Pick<Snapshot, 'name' | 'takenAt' | 'years'>) {
  const known = years.rows.filter(({ values: [year = ''] }) => /^\d{4}$/.test(year));
  const decadeOf = (year: string): number => Math.floor(Number(year) / YEARS_OF_DECADE) * YEARS_OF_DECADE;
  // A year to come is a fault of a record: it must not push the others out of the picture.
  const newest = Math.min(
    Math.max(0, ...known.map(({ values: [year = ''] }) => decadeOf(year))),
    decadeOf(takenAt.slice(0, 4)),
  );
  const later = known.filter(({ values: [year = ''] }) => decadeOf(year) > newest);
  const first = newest - (DECADES - 1) * YEARS_OF_DECADE;
  const spans = [
    {
      label: 'Before',
      header: `Before ${String(first)}`,
      own: known.filter(({ values: [year = ''] }) => Number(year) < first),
    },
    ...Array.from({ length: DECADES }, (_, place) => {
      const decade = first + place * YEARS_OF_DECADE;
      const label = `${String(decade)}s`;
      return { label, header: label, own: known.filter(({ values: [year = ''] }) => decadeOf(year) === decade) };
    }),
    ...(later.length === 0
      ? []
      : [{ label: 'Later', header: `After ${String(newest + YEARS_OF_DECADE - 1)}`, own: later }]),
  ];
  // Without a year there are no decades.
  const columns = (known.length === 0 ? [] : spans).map(({ own, ...column }) => ({
    ...column,
    value: own.reduce((sum, { count }) => sum + count, 0),
    values: own.map(({ values: [year = ''] }) => year),
  }));
  const all = columns.reduce((sum, { value }) => sum + value, 0);
  const most = columns.toSorted((a, b) => b.value - a.value)[0];
  const none = years.rows.find(({ values: [year] }) => year === '(none)')?.count ?? 0;
  const finding =
    most === undefined || all === 0
      ? 'No record says when its title was published.'
      : `Of ${plural(all, 'record')} that ${all === 1 ? 'says' : 'say'} a year, ${most.value.toLocaleString('en-GB')} ${most.value === 1 ? 'is' : 'are'} ${sayDecade(most)}.`;
  return {
    finding,
    chart: drawColumns({ title: finding, columns }),
    head: ['Published', numeric('Records')],
    rows: columns.map(({ header, value, values }) => ({
      header,
      cells: [
        numberCell(value, value === 0 ? undefined : rowsHref(name, 'RECORDS', [{ dimension: 'YEAR', in: values }])),
      ],
    })),
    note:
      none === 0
        ? ''
        : `${plural(none, 'record says', 'records say')} no year, and ${none === 1 ? 'is' : 'are'} in none of these numbers.`,
  };
}

/** The largest part, which may be less than half. */
function sayDecade({ label, header }: { readonly label: string; readonly header: string }): string {
  if (label === header) return `of the ${label}; no other decade has more`;
  return `from ${header.toLowerCase()}; no decade ${label === 'Before' ? 'since' : 'before'} has more`;
}

/** Snapshots at most: more names have no room below the picture. */
const MOMENTS = 8;
const TREND = [
  ['records', 'Records'],
  ['items', 'Copies'],
  ['statements', 'Statements of journals’ runs'],
] as const;

/** Null if there is no earlier snapshot: one moment is no trend. */
async function readTrend(graph: Graph, name: string, { systemName }: Told) {
  const { data } = await graph.ask(TrendSnapshotsDocument, {}, { budgetMs: COMPARE_MS });
  const whole = (data.snapshots ?? []).filter(({ state }) => state === 'WHOLE').toReversed();
  const place = whole.findIndex((one) => one.name === name);
  const moments = whole.slice(Math.max(0, place + 1 - MOMENTS), place + 1);
  if (moments.length < 2) return null;
  const told = await Promise.all(
    moments.map(async ({ name: snapshot }) => {
      const answer = await graph.ask(TrendNumbersDocument, { snapshot }, { budgetMs: COMPARE_MS });
      return { name: snapshot, told: answer.data.snapshot };
    }),
  );
  return trendOf(told, systemName);
}

interface Moment {
  readonly name: string;
  /** Null if the graph does not tell it now. */
  readonly told: TrendNumbersQuery['snapshot'];
}

/** Compares with the last moment: what other systems told than did then is no change, and stands in the table alone. */
export function trendOf(moments: readonly Moment[], systemName: (id: string) => string) {
  const lines = TREND.map(([key, text]) => {
    const tellers = moments.map(({ told }) => tellersOf(told, key));
    const last = tellers.at(-1) ?? [];
    const values = moments.map(({ told }) => told?.[key].value ?? null);
    const notLike = moments.map(({ name }, at) => [
      ...sayMissing(without(last, tellers[at] ?? []), name, systemName),
      ...sayMissing(without(tellers[at] ?? [], last), moments.at(-1)?.name ?? '', systemName),
    ]);
    return {
      name: text,
      all: values,
      values: values.map((value, at) => (notLike[at]?.length === 0 ? value : null)),
      notes: moments.flatMap(({ name }, at) => {
        const said = notLike[at] ?? [];
        return said.length === 0 ? [] : [`${text} of “${name}” are not in the picture: ${said.join('; ')}.`];
      }),
    };
  });
  const finding = `Since “${moments[0]?.name ?? ''}”: ${lines.map(({ name, values, notes }) => `${name.toLowerCase()} ${sayChange(values, notes)}`).join(', ')}.`;
  return {
    finding,
    chart: drawTrend({ title: finding, moments: moments.map(({ name }) => name), lines }),
    notes: lines.flatMap(({ notes }) => notes),
    head: ['Snapshot', ...TREND.map(([, text]) => numeric(text))],
    rows: moments.map(({ name }, at) => ({
      header: name,
      cells: lines.map(({ all }) => numberCell(all[at] ?? null)),
    })),
  };
}

function tellersOf(told: Moment['told'], key: (typeof TREND)[number][0]): readonly string[] {
  const read = (told?.systems ?? []).filter(({ harvestedAt }) => harvestedAt !== null).map(({ id }) => id);
  return without(read, told?.[key].notToldBy ?? []);
}

const without = (ids: readonly string[], others: readonly string[]): readonly string[] =>
  ids.filter((id) => !others.includes(id));

function sayMissing(ids: readonly string[], moment: string, systemName: (id: string) => string): readonly string[] {
  return ids.length === 0 ? [] : [`not told by ${listNames(ids.map(systemName))} in “${moment}”`];
}

function sayChange(values: readonly (number | null)[], notes: readonly string[]): string {
  const [first = null] = values;
  const last = values.at(-1) ?? null;
  if (first === null && last !== null && notes.length > 0) return 'not told by the same systems';
  if (first === null || last === null) return 'not told';
  const change = last - first;
  if (change === 0) return 'as many as then';
  return `${Math.abs(change).toLocaleString('en-GB')} ${change > 0 ? 'more' : 'fewer'}`;
}

type Holding = Pick<
  Snapshot,
  'name' | 'systems' | 'records' | 'items' | 'statements' | 'recordsBySystem' | 'itemsBySystem' | 'statementsBySystem'
>;

/** Whether there is nothing of a system because it does not tell it, or was never read in full. */
function isUntold(of: Population, found: number, { notTold, harvestedAt }: Snapshot['systems'][number]): boolean {
  return found === 0 && (harvestedAt === null || notTold.includes(of));
}

export function numbersOf(snapshot: Holding, systemName: Told['systemName']): readonly TableRow[] {
  const line = (label: string, of: Population, count: Snapshot['records'], bySystem: Table): TableRow => {
    const silent = snapshot.systems.filter((system) => isUntold(of, countIn(bySystem, system.id), system));
    const isTold = count.value !== 0 || silent.length < snapshot.systems.length;
    return {
      header: label,
      cells: [
        count.value === null || !isTold ? numberCell(null) : numberCell(count.value, rowsHref(snapshot.name, of, [])),
        sayNotToldBy([...new Set([...count.notToldBy, ...silent.map(({ id }) => id)])], systemName) ?? '',
      ],
    };
  };
  return [
    line('Records', 'RECORDS', snapshot.records, snapshot.recordsBySystem),
    line('Copies', 'ITEMS', snapshot.items, snapshot.itemsBySystem),
    line('Statements of journals’ runs', 'STATEMENTS', snapshot.statements, snapshot.statementsBySystem),
  ];
}

export function bySystem(snapshot: Holding, { systemName, now }: Told) {
  const { name, systems, recordsBySystem, itemsBySystem, statementsBySystem } = snapshot;
  const cell = (of: Population, table: Table, system: Snapshot['systems'][number]): CellParts => {
    const found = countIn(table, system.id);
    return isUntold(of, found, system)
      ? numberCell(null)
      : numberCell(found, rowsHref(name, of, [{ dimension: 'SYSTEM', in: [system.id] }]));
  };
  return {
    head: ['System', numeric('Records'), numeric('Copies'), numeric('Statements'), 'As read'],
    rows: systems.map((system) => ({
      header: systemName(system.id),
      cells: [
        cell('RECORDS', recordsBySystem, system),
        cell('ITEMS', itemsBySystem, system),
        cell('STATEMENTS', statementsBySystem, system),
        system.harvestedAt === null ? 'never in full' : sayWhen(system.harvestedAt, now),
      ],
    })),
  };
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  RECORD_HIDDEN: 'Copies whose record is hidden',
  COPY_HIDDEN: 'Copies that are hidden themselves',
  NO_ID: 'Copies without a number in their system',
  NO_BARCODE: 'Copies without a barcode, which their system needs',
  NO_OWNER: 'Copies whose library nobody knows',
};

const HIDDEN: readonly Condition[] = [{ dimension: 'VISIBILITY', in: ['SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN'] }];

function excludedOf({ name, hidden, leftOut }: Snapshot): readonly TableRow[] {
  return [
    { header: 'Records that are hidden', cells: [numberCell(hidden.value, rowsHref(name, 'RECORDS', HIDDEN))] },
    ...leftOut.rows
      .filter(({ values: [reason = ''] }) => reason !== '(none)')
      .map(({ values: [reason = ''], count }) => ({
        header: LEFT_OUT[reason] ?? `Copies left out: ${reason}`,
        cells: [numberCell(count, rowsHref(name, 'ITEMS', [{ dimension: 'LEFT_OUT', in: [reason] }]))],
      })),
  ];
}

function countIn({ rows }: Table, value: string): number {
  return rows.find(({ values }) => values[0] === value)?.count ?? 0;
}
