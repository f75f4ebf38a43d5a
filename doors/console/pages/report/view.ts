/** A report as a page shows it: the finding, what it is about and what is not in it, the main numbers, the tables. */
import type { ReportQuery } from '../../__generated__/operations.ts';
import type { CellParts } from '../../templates/cells.ts';
import { languageOf } from '../../words/language.ts';
import { nameIn, nameSilent } from '../../words/lists.ts';
import { sayDay, sayMoment, sayWhen } from '../../words/moments.ts';
import { sayOld } from '../../words/snapshots.ts';
import { rowsHref } from '../rows/href.ts';
import { FIRST_ROWS, type AskedFinding, type AskedReport, type AskedSnapshot } from './ask.ts';
import { pairOf, sayCell, sayHeader } from './cell-words.ts';
import { foldCells, foldOf } from './folded-columns.ts';
import { pictureOf } from './pictures.ts';
import { addressOf, type ReportQuestion } from './question.ts';

export type CellModel = CellParts;

export interface LineModel {
  readonly label: string;
  /** The number, linked to its rows if it stands for some; or that it is not told. */
  readonly value: CellModel;
  /** What is to be known beside it. */
  readonly notes: readonly string[];
  /** What to do about one of them; null if nothing is said. */
  readonly remedy: string | null;
}

export interface ReportShown {
  /** Where the page is, without its query. */
  readonly path: string;
  readonly question: ReportQuestion;
  readonly region: ReportQuery['region'];
  /** The libraries of a visitor who may see only these; null for who may see all. */
  readonly onlyLibraries: readonly { readonly id: string; readonly name: string }[] | null;
  readonly now: number;
}

export function reportView(snapshot: AskedSnapshot, report: AskedReport, shown: ReportShown) {
  const { path, question } = shown;
  const { lines, silent } = linesView(snapshot.name, report.summary, shown.region);
  return {
    finding: nameSilent(report.title, shown.region?.systems ?? []),
    facts: [
      `Snapshot “${snapshot.name}”, taken ${sayWhen(snapshot.takenAt, shown.now)}, ${sayOld(snapshot.takenAt, shown.now)}.`,
      aboutWhom(shown),
    ],
    // Paper is read on another day.
    onPaper: [
      `Snapshot “${snapshot.name}”, taken on ${sayMoment(snapshot.takenAt)}. This page was made on ${sayMoment(shown.now)}.`,
      aboutWhom(shown),
    ],
    missing: [...missingSystems(snapshot, shown), ...silent],
    notReconciled: report.notReconciled.map(({ text }) => nameSilent(text, shown.region?.systems ?? [])),
    summary: lines,
    picture: pictureOf(question.name, report, shown.region),
    tables: report.tables.map((table) => tableView(report.tables.length > FEW_TABLES ? firstOf(table) : table, shown)),
    whole: question.table === null ? null : addressOf(path, question),
  };
}

type Line = AskedFinding['summary'][number];
type NamedSystems = { readonly systems: readonly { readonly id: string; readonly name: string }[] } | null;

export function linesView(snapshot: string, summary: readonly Line[], region: NamedSystems) {
  const all = [...new Set(summary.flatMap(({ notToldBy }) => notToldBy))];
  const ofEach = all.filter((system) => summary.every(({ notToldBy }) => notToldBy.includes(system)));
  const ofSome = all.filter((system) => !ofEach.includes(system));
  return {
    lines: summary.map((line) => lineView(snapshot, line, { region, known: ofEach })),
    silent: [
      ...(ofEach.length === 0
        ? []
        : [
            `Not told by ${namesOf(ofEach, region)}, or not of everything: what they do not tell is in none of these numbers.`,
          ]),
      ...(ofSome.length === 0
        ? []
        : [
            `Some numbers are not told by ${namesOf(ofSome, region)}, or not of everything: what they do not tell is not in those that say so.`,
          ]),
    ],
  };
}

/** `known` are systems of which it is said already that they do not tell it. */
function lineView(
  snapshot: string,
  { label, value, text: told, notToldBy, remedy, drill }: Line,
  { region, known }: { readonly region: NamedSystems; readonly known: readonly string[] },
) {
  const text = told === null ? null : nameSilent(told, region?.systems ?? []);
  const others = notToldBy.filter((system) => !known.includes(system));
  const silent = others.length === 0 ? [] : [`Not told by ${namesOf(others, region)}, or not of everything.`];
  if (value === null) return { label, value: { text: text ?? 'Not told' }, notes: silent, remedy };
  const number = value.toLocaleString('en-GB');
  return {
    label,
    value: drill === null ? { text: number } : { text: number, href: rowsHref(snapshot, drill.of, drill.where) },
    notes: [...(text === null ? [] : [text]), ...silent],
    remedy,
  };
}

function aboutWhom({ question: { library, system }, onlyLibraries, region }: ReportShown): string {
  const ofSystem = system === null ? '' : `, as ${namesOf([system], region)} has them`;
  if (library !== null) {
    const name = region?.libraries.find(({ id }) => id === library)?.name ?? library;
    return `About ${name}${ofSystem}.`;
  }
  if (onlyLibraries === null) return `About all libraries of the region${ofSystem}.`;
  return `About the libraries that you work for: ${onlyLibraries.map(({ name }) => name).join(', ')}${ofSystem}.`;
}

/** Systems of which the snapshot has nothing, or not all: their numbers are not nought. */
function missingSystems(
  snapshot: AskedSnapshot,
  { question: { library, system }, onlyLibraries, region }: ReportShown,
): readonly string[] {
  const concerns = library === null ? (onlyLibraries?.map(({ id }) => id) ?? null) : [library];
  const concerned = (region?.systems ?? []).filter(
    ({ id, libraries }) =>
      (system === null || id === system) && (concerns === null || libraries.some((one) => concerns.includes(one.id))),
  );
  return concerned.flatMap(({ id, name }) => {
    const found = snapshot.systems.find((one) => one.id === id);
    if (found === undefined) return [`${name} is not in this snapshot: nothing is told of what it has.`];
    return found.problem === null ? [] : [`${name} may not be whole in this snapshot: ${found.problem}`];
  });
}

function namesOf(systems: readonly string[], region: NamedSystems): string {
  return systems.map(nameIn(region?.systems ?? [])).join(', ');
}

type Table = AskedReport['tables'][number];

/** A table whose cells have several values where those whom they are about differ. */
const GRID = 'grid';
const BETWEEN_VALUES = ' / ';

/** Columns that have room at 1280 pixels; what a table of more is like is said beside it. */
const MOST_COLUMNS = 11;
const WIDE =
  'Each library or type has a column of its own, so this table can be wider than the window. Move it sideways, or save it as a file.';

/** A page with more tables than these shows the beginning of each. */
const FEW_TABLES = 6;

function firstOf(table: Table): Table {
  const { nodes, pageInfo } = table.rows;
  if (nodes.length <= FIRST_ROWS) return table;
  return { ...table, rows: { nodes: nodes.slice(0, FIRST_ROWS), pageInfo: { ...pageInfo, hasNextPage: true } } };
}

function tableView(table: Table, { path, question, region }: ReportShown) {
  const { name, title, columns, totalRows, rows } = table;
  // Where no column counts the rows behind it, a link of its own leads to them.
  const isDrilled = rows.nodes.some(({ drill }) => drill !== null) && !columns.some(({ counts }) => counts);
  const { hasNextPage, endCursor } = rows.pageInfo;
  return {
    caption: title,
    wide: foldOf(columns.map(({ header }) => header)).shown.length > MOST_COLUMNS ? WIDE : null,
    head: [
      ...foldCells(
        columns.map(({ header, kind }) => ({ text: sayHeader(header, region), numeric: kind === 'NUMBER' })),
        { ...foldOf(columns.map(({ header }) => header)), into: new Map() },
      ),
      ...(isDrilled ? [{ text: 'Behind it' }] : []),
    ],
    rows: rows.nodes.map((row) =>
      rowView(row, columns, { snapshot: question.snapshot, isDrilled, isGrid: name === GRID, region }),
    ),
    count: sayCount(rows.nodes.length, totalRows, question.after !== null, hasNextPage),
    next: hasNextPage
      ? {
          text: `More rows: ${title}`,
          // All tables at once show only their beginnings: one of them by itself begins again.
          href: addressOf(path, question, {
            table: name,
            ...(question.table === null || endCursor === null ? {} : { after: endCursor }),
          }),
        }
      : null,
    save:
      rows.nodes.length === 0
        ? null
        : { text: `Save as CSV: ${title}`, href: addressOf(path, question, { table: name, save: 'csv' }) },
  };
}

function rowView(
  { cells, drill, language }: Table['rows']['nodes'][number],
  columns: Table['columns'],
  {
    snapshot,
    isDrilled,
    isGrid,
    region,
  }: {
    readonly snapshot: string;
    readonly isDrilled: boolean;
    readonly isGrid: boolean;
    readonly region: ReportShown['region'];
  },
) {
  const href = drill === null ? null : rowsHref(snapshot, drill.of, drill.where);
  const headers = columns.map(({ header: of }) => of);
  const pair = pairOf(headers, cells);
  const all = columns.map(({ header: of, kind, counts }, place) => {
    const cell = inLanguage(of, cellView(sayCell(of, cells[place] ?? null, region), kind), language);
    if (counts && href !== null && cell.text !== '') return { ...cell, href };
    if (cell.text.includes(BETWEEN_VALUES) && place > 0 && isGrid) return { ...cell, differs: true };
    // Names of records are long: in a narrow column each would be five lines.
    return of === 'Record' && pair !== null ? { ...cell, href: pair, wide: true } : cell;
  });
  const [header = { text: NOTHING }, ...others] = foldCells(all, foldOf(headers));
  const behind: readonly CellModel[] = isDrilled
    ? [href === null ? { text: '' } : { text: 'Show the rows', href, onlyLink: true }]
    : [];
  // A row is read out with its first cell, which must say something.
  return { header: header.text === '' ? { text: NOTHING } : header, cells: [...others, ...behind] };
}

/** `of`: the column; `language`: of the title in the row. */
export function inLanguage(of: string, cell: CellModel, language: string | null): CellModel {
  const lang = of === 'Title' ? languageOf({ title: cell.text, language }) : null;
  return lang === null ? cell : { ...cell, lang };
}

const NOTHING = '(none)';

/** Characters of a text that needs room. */
const LONG_TEXT = 40;

/** Text stays as it is, even if it has digits only. */
export function cellView(cell: string | null, kind: Table['columns'][number]['kind']): CellModel {
  if (cell === null || cell === '') return { text: '' };
  switch (kind) {
    case 'TEXT':
      return cell.length > LONG_TEXT ? { text: cell, wide: true } : { text: cell };
    case 'NUMBER':
      return { text: sayNumber(cell), numeric: true };
    case 'DATE':
      return { text: /^\d{4}-\d{2}-\d{2}$/.test(cell) ? sayDay(cell) : cell };
    case 'LINK':
      return /^https?:\/\//i.test(cell) ? { text: 'Open in its own system', href: cell } : { text: cell };
  }
}

function sayNumber(cell: string): string {
  const number = Number(cell);
  return Number.isFinite(number) ? number.toLocaleString('en-GB') : cell;
}

export function sayCount(shown: number, total: number | null, isLater: boolean, hasMore: boolean): string {
  if (shown === 0) return isLater ? 'No more rows.' : 'None.';
  const rows = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`;
  if (total === null)
    return hasMore ? `${rows(shown)} shown; there are more.` : `${rows(shown)}${isLater ? ' more' : ''}.`;
  return total === shown ? `${rows(total)}.` : `${shown.toLocaleString('en-GB')} shown of ${rows(total)}.`;
}
