/** What libraries have together: how many titles few of them have, and each two libraries beside each other. */
import { drawBars } from '../../charts/bars.ts';
import type { Condition, OverlapQuery } from '../../__generated__/operations.ts';
import { numberCell } from '../../templates/cells.ts';
import type { Viewer } from '../../viewer.ts';
import { nameIn, nameSilent } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayGaps, sayNotToldBy, sayOld, sayScope } from '../../words/snapshots.ts';
import { COMPARE } from '../compare/refused.ts';
import { rowsHref } from '../rows/href.ts';
import { snapshotHref } from '../hrefs.ts';
import { byLikeness, shortNames, type HeatRow } from './heat.ts';
import { sayAlone, sayGreatestShare, sayMostAlike, sayMostTogether, sayPart, type Said } from './say.ts';

type Snapshot = NonNullable<OverlapQuery['snapshot']>;
type Report = NonNullable<Snapshot['report']>;

export interface OverlapGiven {
  readonly data: OverlapQuery & { readonly snapshot: Snapshot & { readonly report: Report } };
  /** Id of the library of the ranked list; null if none was chosen. */
  readonly library: string | null;
  readonly viewer: Viewer | null;
  readonly now: number;
}

export function overlapView({ data, library, viewer, now }: OverlapGiven) {
  const { region, snapshot } = data;
  const { report } = snapshot;
  const libraryName = nameIn(region?.libraries ?? []);
  const rows = readMatrix(report);
  const chosen = rows.find(({ id }) => id === library);
  // Staff have the rows of their own libraries alone.
  const isOwn = viewer?.role === 'STAFF';
  return {
    title: 'What systems and libraries have together',
    finding: report.title,
    current: COMPARE,
    snapshot: {
      name: snapshot.name,
      href: snapshotHref(snapshot.name),
      when: `taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}`,
    },
    notes: notesOf(snapshot, nameIn(region?.systems ?? []), viewer),
    notReconciled: report.notReconciled.map(({ text }) => nameSilent(text, region?.systems ?? [])),
    spread: spreadOf(snapshot.name, report),
    alone: aloneOf(snapshot.name, report, { name: libraryName, isOwn }),
    systems: systemsOf(snapshot.name, report, {
      name: nameIn(region?.systems ?? []),
      own: ownSystems(region?.libraries ?? [], viewer),
    }),
    matrix: matrixOf(snapshot.name, report, {
      libraryName,
      isOwn,
      columns: columnsOf(report),
      systems: new Map((region?.libraries ?? []).map(({ id, system }) => [id, system.id])),
    }),
    choose: {
      items: [
        { value: '', text: 'Choose a library', selected: library === null },
        ...rows.map(({ id }) => ({ value: id, text: libraryName(id), selected: id === library })),
      ],
    },
    ranked: chosen === undefined ? null : rankedOf(snapshot.name, chosen, libraryName),
  };
}

function notesOf(
  { systems, report }: Snapshot & { readonly report: Report },
  systemName: (id: string) => string,
  viewer: Viewer | null,
): readonly string[] {
  const silent = sayNotToldBy([...new Set(report.summary.flatMap(({ notToldBy }) => notToldBy))], systemName);
  return [
    sayScope(viewer),
    'A title is one edition, however many records and copies there are of it. A library has it if one of its copies can be found, or if it has it without copies: a run of a journal, a link.',
    'Not counted: titles that are hidden from the public, and copies that are lost, missing or withdrawn. Editions that are only perhaps the same count as two.',
    ...report.summary.filter((line) => !isNumber(line)).map(({ label, text }) => `${label}: ${text ?? ''}.`),
    ...(silent === null ? [] : [silent]),
    ...sayGaps(
      systems.map((system) => ({ ...system, notTold: [] })),
      systemName,
    ),
  ];
}

/** The ids of the libraries, in the order of the columns. */
export function columnsOf({ matrix }: Report): readonly string[] {
  return matrix[0]?.columns.slice(1).map(({ header }) => header) ?? [];
}

export function readMatrix(report: Report): readonly HeatRow[] {
  const columns = columnsOf(report);
  return (report.matrix[0]?.rows.nodes ?? []).map(({ cells: [id, ...cells] }) => {
    const numbers = new Map(columns.map((column, place) => [column, Number(cells[place] ?? 0)]));
    return { id: id ?? '', titles: numbers.get(id ?? '') ?? 0, together: numbers };
  });
}

type Tables = Report['matrix'];

/** A page has the first rows of a table; the file has all. */
function countRows([table]: Tables): number {
  return table?.totalRows ?? table?.rows.nodes.length ?? 0;
}

/** Whether there is more of the matrix than the page has. */
export function isCut({ matrix }: Report): boolean {
  return countRows(matrix) > (matrix[0]?.rows.nodes.length ?? 0);
}

/** How many rows of the table the page has not; null if it has all. */
function sayRest(tables: Tables, one: string, many: string): string | null {
  const rest = countRows(tables) - (tables[0]?.rows.nodes.length ?? 0);
  return rest <= 0 ? null : `${plural(rest, `more ${one} is`, `more ${many} are`)} not shown: the file has them.`;
}

/** What is found among the rows that the page has holds for these alone. */
const ofShown = (rest: string | null, finding: string): string =>
  rest === null ? finding : `Of the libraries shown: ${finding}`;

/** `words`: how many of the rows are of words alone, which stand among the notes of the page and not in its table. */
const csvLink = (snapshot: string, table: string, rows: number, words = 0) => ({
  href: `${snapshotHref(snapshot)}/overlap.csv?table=${table}`,
  text: `Save as CSV (${plural(rows, 'row')}${words === 0 ? '' : `, ${words.toLocaleString('en-GB')} of them in words: see “What is counted”`})`,
});

/** A line of words alone says what stands in none of the numbers; a number that is not told names who does not tell it. */
const isNumber = ({ value, notToldBy }: Report['summary'][number]): boolean => value !== null || notToldBy.length > 0;

function spreadOf(snapshot: string, { title, summary }: Report) {
  const numbers = summary.filter(isNumber);
  return {
    chart: drawBars({
      title,
      series: ['Titles'],
      // One that is not told has no bar: a short one would say that there are few or none.
      bars: numbers.flatMap(({ label, value }) => (value === null ? [] : [{ label, values: [value] }])),
    }),
    head: ['Titles', { text: 'Number', numeric: true }],
    rows: numbers.map(({ label, value }) => ({ header: label, cells: [numberCell(value)] })),
    csv: csvLink(snapshot, 'spread', summary.length, summary.length - numbers.length),
  };
}

export const PAIR_SERIES = ['Titles of the first', 'Titles of the other', 'Together'] as const;

/** As the report has it, the two with most together first. */
export function readPairs({ systems }: Report) {
  return (systems[0]?.rows.nodes ?? []).map(({ cells: [a, b, ...numbers] }) => {
    const [first = 0, other = 0, together = 0] = numbers.map(Number);
    return { a: a ?? '', b: b ?? '', numbers: [first, other, together], together };
  });
}

/** So many pairs have a bar; the table has all. */
const MOST_BARS = 10;

/** The systems of a visitor who works for some libraries; null for who sees all. */
function ownSystems(
  libraries: NonNullable<OverlapQuery['region']>['libraries'],
  viewer: Viewer | null,
): readonly string[] | null {
  if (viewer?.role !== 'STAFF') return null;
  const own = viewer.libraries.map(({ id }) => id);
  return libraries.filter(({ id }) => own.includes(id)).map(({ system }) => system.id);
}

interface SystemsGiven {
  readonly name: (id: string) => string;
  readonly own: readonly string[] | null;
}

/** So many systems have a grid: the pairs of more are not all read. */
const MOST_IN_GRID = 20;

function systemsOf(snapshot: string, report: Report, { name: systemName, own }: SystemsGiven) {
  const rest = sayRest(report.systems, 'pair of systems', 'pairs of systems');
  const pairs = readPairs(report).map((pair) => ({ ...pair, name: `${systemName(pair.a)} and ${systemName(pair.b)}` }));
  const all = pairRows(pairs);
  const rows = all.filter(({ id }) => own?.includes(id) ?? true);
  const said = { name: systemName, isOwn: own !== null };
  const title = sayMostTogether(pairs, said);
  return {
    share: rest === null ? sayGreatestShare(pairs, said) : null,
    rest,
    chart: drawBars({
      title,
      series: ['Titles together'],
      bars: pairs.slice(0, MOST_BARS).map(({ name, together }) => ({ label: name, values: [together] })),
    }),
    head: ['Systems', ...PAIR_SERIES.map((text) => ({ text, numeric: true }))],
    rows: pairs.map(({ name, numbers }) => ({ header: name, cells: numbers.map((number) => numberCell(number)) })),
    csv: csvLink(snapshot, 'systems', countRows(report.systems)),
    grid:
      rest !== null || rows.length === 0 || all.length > MOST_IN_GRID
        ? null
        : gridOf(rows, { columns: all.map(({ id }) => id), name: systemName, wholeNames: true }),
  };
}

/** The rows of a square, from its pairs; two that have nothing together are no pair. */
function pairRows(pairs: ReturnType<typeof readPairs>): readonly HeatRow[] {
  const both = pairs.flatMap(({ a, b, together, numbers: [first = 0, other = 0] }) => [
    { id: a, titles: first, other: b, together },
    { id: b, titles: other, other: a, together },
  ]);
  return [...Map.groupBy(both, ({ id }) => id)].map(([id, own]) => {
    const titles = own[0]?.titles ?? 0;
    return { id, titles, together: new Map([[id, titles], ...own.map((one) => [one.other, one.together] as const)]) };
  });
}

export const ALONE_SERIES = ['No other has them', 'One or two others have them', 'More have them'] as const;

/** As the report has it, the library with most titles of its own first. */
export function readAlone({ alone }: Report): readonly { readonly id: string; readonly numbers: readonly number[] }[] {
  return (alone[0]?.rows.nodes ?? [])
    .map(({ cells: [id, , ...numbers] }) => ({ id: id ?? '', numbers: numbers.slice(0, 3).map(Number) }))
    .toSorted((a, b) => (b.numbers[0] ?? 0) - (a.numbers[0] ?? 0));
}

function aloneOf(snapshot: string, report: Report, said: Said) {
  const libraryName = said.name;
  const rows = readAlone(report);
  // Staff have one row, and titles that any number of libraries have.
  const most = columnsOf(report).length;
  const rest = sayRest(report.alone, 'library', 'libraries');
  return {
    rest,
    chart: drawBars({
      title: ofShown(rest, sayAlone(rows, said)),
      series: ALONE_SERIES,
      bars: rows.map(({ id, numbers }) => ({
        label: `${libraryName(id)}: ${(numbers[0] ?? 0).toLocaleString('en-GB')} that no other has`,
        values: numbers,
      })),
    }),
    head: ['Library', ...ALONE_SERIES.map((text) => ({ text, numeric: true }))],
    rows: rows.map(({ id, numbers }) => ({
      header: libraryName(id),
      cells: numbers.map((number, place) =>
        numberCell(number, rowsHref(snapshot, 'RECORDS', [...titlesOf(id), heldBy(place, most)])),
      ),
    })),
    csv: csvLink(snapshot, 'alone', countRows(report.alone)),
  };
}

/** One record for each title of a library that can be found there, and at others. */
function titlesOf(library: string, ...others: readonly string[]): readonly Condition[] {
  return [
    { dimension: 'TITLE_OF', in: [library] },
    ...[library, ...others].map((id) => ({ dimension: 'HOLDER', in: [id] }) as const),
  ];
}

/** The three parts of a bar: one holder, two or three, more. */
function heldBy(place: number, libraries: number): Condition {
  const more = Array.from({ length: Math.max(libraries, 4) - 3 }, (_, index) => String(index + 4));
  return { dimension: 'HELD_BY', in: place === 0 ? ['1'] : place === 1 ? ['2', '3'] : more };
}

/** Shades by the part of the row's titles that the other has too: up to a tenth, a quarter, a half, three quarters, all. */
const STEPS = [0.1, 0.25, 0.5, 0.75] as const;

function shadeOf(together: number, titles: number): string {
  if (titles === 0 || together === 0) return 'app-shade-0';
  const step = STEPS.findIndex((most) => together / titles <= most);
  return `app-shade-${step === -1 ? STEPS.length + 1 : step + 1}`;
}

interface MatrixGiven {
  readonly libraryName: (id: string) => string;
  readonly isOwn: boolean;
  readonly columns: readonly string[];
  /** Id of the system of each library, by its own id. */
  readonly systems: ReadonlyMap<string, string>;
}

function matrixOf(snapshot: string, report: Report, { libraryName, isOwn, columns, systems }: MatrixGiven) {
  const rows = readMatrix(report);
  const rest = sayRest(report.matrix, 'library', 'libraries');
  const hrefOf = (id: string, column: string): string =>
    rowsHref(snapshot, 'RECORDS', titlesOf(id, ...(column === id ? [] : [column])));
  return {
    finding: ofShown(rest, sayMostAlike(rows, { name: libraryName, isOwn }, systems)),
    rest,
    ...gridOf(rows, { columns, name: libraryName, hrefOf }),
    csv: csvLink(snapshot, 'matrix', countRows(report.matrix)),
  };
}

interface GridGiven {
  readonly columns: readonly string[];
  readonly name: (id: string) => string;
  /** Whether the names above the columns are whole: there is room above a few. */
  readonly wholeNames?: boolean;
  /** Where the titles that a field counts are listed; absent if no filter lists them. */
  readonly hrefOf?: (id: string, column: string) => string;
}

function gridOf(unordered: readonly HeatRow[], { columns: all, name: nameOf, wholeNames = false, hrefOf }: GridGiven) {
  const rows = byLikeness(unordered);
  // Staff have their own rows, beside the columns of all.
  const columns = [...new Set([...rows.map(({ id }) => id), ...all])];
  const short = shortNames(columns.map(nameOf));
  const named = (id: string) => {
    const name = nameOf(id);
    const first = wholeNames ? name : (short.get(name) ?? name);
    return { short: first, rest: name.slice(first.length) };
  };
  return {
    columns: columns.map(named),
    rows: rows.map(({ id, titles, together }) => ({
      name: nameOf(id),
      cells: columns.map((column) => {
        const number = together.get(column) ?? 0;
        const isOwn = column === id;
        return {
          text: number.toLocaleString('en-GB'),
          href: hrefOf?.(id, column),
          // A class; the number says the same.
          shade: isOwn ? 'app-matrix__own' : shadeOf(number, titles),
          says: isOwn ? ' titles in all' : ` titles with ${nameOf(column)}`,
        };
      }),
    })),
  };
}

function rankedOf(snapshot: string, { id, titles, together }: HeatRow, libraryName: (id: string) => string) {
  const others = [...together].filter(([other]) => other !== id).toSorted(([, a], [, b]) => b - a);
  return {
    heading: `${libraryName(id)} has ${plural(titles, 'title')}`,
    head: ['Other library', { text: 'Titles together', numeric: true }, { text: 'Part of its titles', numeric: true }],
    rows: others.map(([other, number]) => ({
      header: libraryName(other),
      cells: [
        numberCell(number, rowsHref(snapshot, 'RECORDS', titlesOf(id, other))),
        { text: titles === 0 ? '' : sayPart(number, titles), numeric: true },
      ],
    })),
  };
}
