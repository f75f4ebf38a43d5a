/** One picture, one number and one sentence for each theme, and the same numbers as a table. */
import {
  ThemeBorrowDocument,
  ThemeCleanDocument,
  ThemeClashDocument,
  ThemeHoldDocument,
  ThemeShareDocument,
  type CountFragment,
  type CountedFragment,
  type FoundFragment,
  type TypedDocumentString,
} from '../../__generated__/operations.ts';
import { drawBars } from '../../charts/bars.ts';
import { drawColumns } from '../../charts/columns.ts';
import type { Graph } from '../../graph.ts';
import { numberCell, type Cell, type TableRow } from '../../templates/cells.ts';
import { listNames } from '../../words/lists.ts';
import { plural } from '../../words/moments.ts';
import { sayNotToldBy } from '../../words/snapshots.ts';
import { COMPARE_MS } from '../compare/refused.ts';
import { rowsHref } from '../rows/href.ts';
import { questionHref, type ThemeEnd } from './themes.ts';

export type Chart =
  | { readonly kind: 'BARS'; readonly drawn: ReturnType<typeof drawBars> }
  | { readonly kind: 'COLUMNS'; readonly drawn: ReturnType<typeof drawColumns> };

export interface Picture {
  readonly number: string;
  /** What the number counts. */
  readonly unit: string;
  /** What was found, in one sentence. */
  readonly finding: string;
  readonly chart: Chart;
  /** The numbers of the picture. */
  readonly head: readonly Cell[];
  readonly rows: readonly TableRow[];
  /** What is not in the numbers, and who does not tell them. */
  readonly notes: readonly string[];
}

/** Whose picture it is. */
interface Named {
  readonly snapshot: string;
  readonly libraryName: (id: string) => string;
  readonly systemName: (id: string) => string;
  /** Bars at most; what is beyond them is one more. */
  readonly mostBars: number;
}

interface Pictured extends Named {
  readonly graph: Graph;
}

/** Null if the graph does not tell it now. */
export function readPicture(end: ThemeEnd, pictured: Pictured): Promise<Picture | null> {
  return PICTURES[end](pictured);
}

const PICTURES: Readonly<Record<ThemeEnd, (pictured: Pictured) => Promise<Picture | null>>> = {
  hold: (pictured) => ask(pictured, ThemeHoldDocument, (found) => holdPicture(found, pictured)),
  share: (pictured) =>
    ask(pictured, ThemeShareDocument, ({ overlap }) => (overlap === null ? null : sharePicture(overlap, pictured))),
  clash: (pictured) => ask(pictured, ThemeClashDocument, (found) => clashPicture(found, pictured)),
  clean: (pictured) =>
    ask(pictured, ThemeCleanDocument, ({ fixes }) => (fixes === null ? null : cleanPicture(fixes, pictured))),
  borrow: (pictured) => ask(pictured, ThemeBorrowDocument, (found) => borrowPicture(found, pictured)),
};

async function ask<Found>(
  { graph, snapshot }: Pictured,
  document: TypedDocumentString<{ readonly snapshot: Found | null }, { readonly snapshot: string }>,
  draw: (found: Found) => Picture | null,
): Promise<Picture | null> {
  const { data } = await graph.ask(document, { snapshot }, { budgetMs: COMPARE_MS });
  return data.snapshot === null ? null : draw(data.snapshot);
}

const numeric = (text: string) => ({ text, numeric: true });
const say = (number: number): string => number.toLocaleString('en-GB');
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** How copies stand, in the order of the parts of a bar. */
const STATES = [
  ['In its place', ['AVAILABLE', 'RESHELVING']],
  ['With a reader, or on its way', ['ON_LOAN', 'IN_USE_ON_SITE', 'ON_HOLD_SHELF', 'IN_TRANSIT']],
  ['Lost, missing or withdrawn', ['LOST', 'MISSING', 'CLAIMED_RETURNED', 'WITHDRAWN']],
  ['Ordered, mended or set aside', ['ON_ORDER', 'IN_PROCESS', 'AT_BINDERY', 'DAMAGED', 'UNAVAILABLE']],
  ['Not known', ['UNKNOWN', '(not told)', '(none)']],
] as const satisfies readonly (readonly [string, readonly string[]])[];
const GONE = 2;
const NOT_KNOWN = 4;

interface Hold {
  readonly items: CountFragment;
  /** Those that are lost, missing or withdrawn. */
  readonly gone: CountFragment;
  readonly states: CountedFragment;
}

export function holdPicture(
  { items, gone, states }: Hold,
  { snapshot, libraryName, systemName, mostBars }: Named,
): Picture {
  const byLibrary = Map.groupBy(states.rows, ({ values: [library = ''] }) => library);
  const libraries = Array.from(byLibrary, ([id, rows]) => ({
    id,
    label: id === '(none)' ? 'Nobody knows whose' : libraryName(id),
    values: STATES.map(([, own]) =>
      sum(
        rows
          .filter(({ values: [, state = ''] }) => (own as readonly string[]).includes(state))
          .map(({ count }) => count),
      ),
    ),
  })).toSorted((a, b) => sum(b.values) - sum(a.values));
  const finding = sayHeld(libraries);
  const untold = gone.notToldBy.filter((id) => !items.notToldBy.includes(id));
  return {
    number: items.value === null ? 'not told' : say(items.value),
    unit: 'copies',
    finding,
    chart: {
      kind: 'BARS',
      drawn: drawBars({ title: finding, series: STATES.map(([name]) => name), bars: few(libraries, mostBars) }),
    },
    head: ['Library', ...STATES.map(([name]) => numeric(name)), numeric('All')],
    rows: libraries.map(({ id, label, values }) => ({
      header: label,
      cells: [
        ...values.map((value, place) =>
          numberCell(value, value === 0 ? undefined : itemsHref(snapshot, id, STATES[place]?.[1] ?? [])),
        ),
        numberCell(sum(values), itemsHref(snapshot, id)),
      ],
    })),
    notes: [
      'How copies stood when their systems were last read.',
      ...silent(items.notToldBy, systemName),
      ...(untold.length === 0
        ? []
        : [
            `How copies stand is not told by ${listNames(untold.map(systemName))}, or not of each: such copies are “Not known”.`,
          ]),
    ],
  };
}

interface HeldBy {
  readonly id: string;
  readonly label: string;
  /** One for each of {@link STATES}. */
  readonly values: readonly number[];
}

/** `libraries`: that with most copies first. What is not known of a copy is not that it is there. */
function sayHeld(libraries: readonly HeldBy[]): string {
  const all = sum(libraries.map(({ values }) => sum(values)));
  if (all === 0) return 'No copies are known.';
  const part = (place: number): number => sum(libraries.map(({ values }) => values[place] ?? 0));
  const first = libraries.find(({ id }) => id !== '(none)');
  const held =
    first === undefined
      ? `It is not known of ${plural(all, 'copy', 'copies')} whose they are.`
      : `Of ${plural(all, 'copy', 'copies')} ${first.label} has ${say(sum(first.values))}, and no other library more.`;
  const known = all - part(NOT_KNOWN);
  if (known === 0) return `${held} How they stand is not told.`;
  return `${held} Of ${known === all ? 'all' : `the ${say(known)} of which it is known how they stand`} ${say(part(GONE))} are lost, missing or withdrawn.`;
}

function itemsHref(snapshot: string, library: string, states: readonly string[] = []): string {
  return rowsHref(snapshot, 'ITEMS', [
    { dimension: 'LIBRARY', in: [library] },
    ...(states.length === 0 ? [] : [{ dimension: 'STATUS' as const, in: [...states] }]),
  ]);
}

/** The first so many; those beyond them together, so that the picture is of all. */
function few(bars: readonly { readonly label: string; readonly values: readonly number[] }[], most: number) {
  const shown = bars.slice(0, bars.length > most ? most - 1 : most);
  const others = bars.slice(shown.length);
  if (others.length === 0) return shown;
  const values = (shown[0]?.values ?? []).map((_, place) => sum(others.map((bar) => bar.values[place] ?? 0)));
  return [...shown, { label: `${say(others.length)} others together`, values }];
}

const silent = (ids: readonly string[], systemName: (id: string) => string): readonly string[] => {
  const said = sayNotToldBy(ids, systemName);
  return said === null ? [] : [said];
};

type Line = FoundFragment['summary'][number];

/** A line of words alone is no bar. */
const isNumber = ({ value, notToldBy }: Line): boolean => value !== null || notToldBy.length > 0;

/** A line that is not told has no bar: a short one would say that there is little or nothing. */
function barsOf(title: string, lines: readonly Line[], pictured: Named) {
  const { snapshot, mostBars } = pictured;
  const bars = lines.flatMap(({ label, value }) => (value === null ? [] : [{ label, values: [value] }]));
  const untold = lines.filter(({ value }) => value === null);
  return {
    chart: { kind: 'BARS', drawn: drawBars({ title, series: ['Number'], bars: bars.slice(0, mostBars) }) } as const,
    head: ['What', numeric('Number')],
    rows: lines.map(({ label, value, drill }) => ({
      header: label,
      cells: [numberCell(value, drill === null ? undefined : rowsHref(snapshot, drill.of, drill.where))],
    })),
    notes: [
      ...untold.map((line) => `Not in the picture: ${lower(line.label)} (${sayValue(line)}).`),
      ...silent([...new Set(lines.flatMap(({ notToldBy }) => notToldBy))], pictured.systemName),
    ],
  };
}

export function sharePicture({ title, summary }: FoundFragment, pictured: Named): Picture {
  const lines = summary.filter(isNumber);
  const shared = lines.slice(1, 3).flatMap(({ value }) => value ?? []);
  return {
    number: shared.length < 2 ? 'not told' : say(sum(shared)),
    unit: 'titles that two libraries or more have',
    finding: title,
    ...barsOf(title, lines, pictured),
  };
}

export function clashPicture(
  found: Readonly<Record<'pairs' | 'barcodes' | 'numbers' | 'codes', FoundFragment | null>>,
  pictured: Named,
): Picture {
  const named = (
    [
      ['to-rule-on', found.pairs],
      ['barcodes-of-others', found.barcodes],
      ['record-numbers', found.numbers],
      ['codes-alike', found.codes],
    ] as const
  ).flatMap(([name, report]) => {
    const [line] = report?.summary ?? [];
    if (line === undefined) return [];
    // Beside other numbers it must say which.
    const label = name === 'record-numbers' ? 'Record numbers that two systems or more use' : line.label;
    return [{ name, line: { ...line, label } }];
  });
  const lines = named.map(({ line }) => line);
  const pairs = found.pairs?.summary[0];
  const title = found.pairs?.title ?? 'How many pairs of records must be ruled on cannot be told now.';
  const { snapshot } = pictured;
  return {
    number: pairs === undefined ? 'not told' : sayValue(pairs),
    unit: 'pairs of records that somebody must rule on',
    finding: title,
    ...barsOf(title, lines, pictured),
    rows: named.map(({ name, line }) => ({
      header: { text: line.label, href: questionHref(snapshot, name) },
      cells: [numberCell(line.value)],
    })),
  };
}

const sayValue = ({ value, text }: Line): string => (value === null ? (text ?? 'not told') : say(value));

export function cleanPicture({ title, summary }: FoundFragment, pictured: Named): Picture {
  const [all, ...kinds] = summary.filter(isNumber);
  const lines = kinds.filter(({ value }) => value !== 0);
  const most = lines.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [first] = most;
  // What is not told is no kind of which there are most.
  const finding =
    first === undefined || first.value === null
      ? title
      : `${title.replace(/\.$/, '')}; the largest kind: ${lower(first.label)}, ${sayValue(first)}.`;
  return {
    number: all === undefined ? 'not told' : sayValue(all),
    unit: 'things to mend',
    finding,
    ...barsOf(finding, most, pictured),
  };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

interface Borrow {
  readonly takenAt: string;
  readonly never: CountFragment;
  readonly years: CountedFragment;
}

/** Years before these are one column. */
const YEARS = 12;

export function borrowPicture({ takenAt, never, years }: Borrow, { snapshot, systemName }: Named): Picture {
  const counts = new Map(years.rows.map(({ values: [year = ''], count }) => [year, count]));
  const known = [...counts.keys()].filter((year) => /^\d{4}$/.test(year)).toSorted();
  // A year to come is a fault of a record: it must not push the others out of the picture.
  const newest = Math.min(Number(known.at(-1) ?? 0), Number(takenAt.slice(0, 4)));
  const from = newest - YEARS + 1;
  const earlier = known.filter((year) => Number(year) < from);
  const later = known.filter((year) => Number(year) > newest);
  const shown = newest === 0 ? [] : Array.from({ length: YEARS }, (_, place) => String(from + place));
  const told = sum(known.map((year) => counts.get(year) ?? 0)) + (counts.get('(none)') ?? 0);
  const untold = counts.get('(not told)') ?? 0;
  const columns = [
    { label: 'Never', header: 'Never', values: ['(none)'], ink: 2 },
    ...(earlier.length === 0 ? [] : [{ label: 'Before', header: `Before ${String(from)}`, values: earlier, ink: 0 }]),
    ...shown.map((year) => ({ label: year, header: year, values: [year], ink: 0 })),
    ...(later.length === 0 ? [] : [{ label: 'Later', header: `After ${String(newest)}`, values: later, ink: 0 }]),
  ].map((column) => ({ ...column, value: sum(column.values.map((year) => counts.get(year) ?? 0)) }));
  const finding =
    told === 0
      ? 'No system tells when copies were last borrowed.'
      : `Of ${plural(told, 'copy', 'copies')} whose system tells it ${say(never.value ?? 0)} have never been borrowed.`;
  return {
    number: told === 0 || never.value === null ? 'not told' : say(never.value),
    unit: 'copies that were never borrowed',
    finding,
    chart: { kind: 'COLUMNS', drawn: drawColumns({ title: finding, columns }) },
    head: ['Last borrowed', numeric('Copies')],
    rows: columns.map(({ header, values, value }) => ({
      header,
      cells: [
        numberCell(
          told === 0 && untold > 0 ? null : value,
          value === 0 ? undefined : rowsHref(snapshot, 'ITEMS', [{ dimension: 'LAST_BORROWED_YEAR', in: values }]),
        ),
      ],
    })),
    notes: [
      ...(untold === 0
        ? []
        : [`Of ${plural(untold, 'other copy', 'other copies')} it is not told: they are in none of these numbers.`]),
      ...silent(never.notToldBy, systemName),
    ],
  };
}
