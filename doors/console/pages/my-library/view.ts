/** “Records to put right” of a library: what costs its readers most first, what was mended, and what is new. */
import type { FixListOfQuery } from '../../__generated__/operations.ts';
import { plural } from '../../words/moments.ts';
import { COMPARE } from '../compare/refused.ts';
import { decisionsHref } from '../decisions/href.ts';
import type { AskedFinding, AskedReport, AskedSnapshot } from '../report/ask.ts';
import { addressOf, questionPath } from '../report/question.ts';
import { pairOf, sayCell } from '../report/cell-words.ts';
import {
  cellView,
  inLanguage,
  linesView,
  reportView,
  sayCount,
  type CellModel,
  type LineModel,
  type ReportShown,
} from '../report/view.ts';

export type AskedSnapshots = NonNullable<FixListOfQuery['snapshots']>;

export interface FixListGiven {
  readonly library: { readonly id: string; readonly name: string };
  readonly snapshots: AskedSnapshots;
  readonly snapshot: AskedSnapshot;
  readonly report: AskedReport;
  readonly dayOne: AskedFinding | null;
  /** Name of the snapshot that it is compared with; null if there is none. */
  readonly since: string | null;
  /** Name of the only list that is shown; null for all. */
  readonly only: string | null;
  readonly shown: ReportShown;
}

/** The list, wherever it is led to. */
export const FIX_LIST = 'Records to put right';

/** Older than this, a list says little of what is mended meanwhile. */
const OLD_DAYS = 7;
const DAY_MS = 86_400_000;

export function fixListView({ library, snapshots, snapshot, report, dayOne, since, only, shown }: FixListGiven) {
  const { region, question, now } = shown;
  const isDone = (table: Table): boolean => table.name === DONE;
  const view = reportView(snapshot, { ...report, tables: report.tables.filter(isDone) }, shown);
  const listOf = ({ label, remedy }: LineModel) => {
    const table = report.tables.find(({ title }) => title === `${label}. ${remedy}`);
    return table === undefined ? null : listView(table, { label, library: library.id, only, shown });
  };
  const about = { library: library.id, system: null, options: [] };
  const dayOneHref = addressOf(questionPath(snapshot.name, 'day-one'), about);
  return {
    title: `${FIX_LIST}: ${library.name}`,
    current: COMPARE,
    library: library.name,
    report: view,
    totals: view.summary.filter(({ remedy }) => remedy === null),
    kinds: view.summary
      .filter(({ remedy, value }) => remedy !== null && value.text !== '0')
      .map((kind) => ({ ...kind, list: listOf(kind) }))
      .filter(({ list }) => only === null || list !== null),
    notes: notesOf({ snapshots, snapshot, since, now }),
    dayOne: linesView(snapshot.name, dayOne?.summary ?? [], region).lines,
    links: [
      { text: 'Everything that the library must know of its data', href: dayOneHref },
      {
        text: 'Decisions that touch the library',
        href: `${decisionsHref(snapshot.name)}?${new URLSearchParams({ library: library.id }).toString()}`,
      },
      {
        text: 'The list with all its rows, to save',
        href: addressOf(questionPath(snapshot.name, 'fix-first'), question),
      },
    ],
  };
}

type Table = AskedReport['tables'][number];

/** The table of what was mended. */
const DONE = 'done';
/** On the page of one library's list they would say the same in each row, or what only programs ask. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['Library', 'Cost', 'Record', 'Other record']);

interface ListGiven {
  /** What is wrong, for the caption. */
  readonly label: string;
  readonly library: string;
  readonly only: string | null;
  readonly shown: ReportShown;
}

function listView({ name, columns, totalRows, rows }: Table, { label, library, only, shown }: ListGiven) {
  const { nodes, pageInfo } = rows;
  const { region, path, question } = shown;
  const headers = columns.map(({ header }) => header);
  const isOneSystem = new Set(nodes.map(({ cells }) => cells[headers.indexOf('System')])).size === 1;
  const places = headers.flatMap((header, place) => {
    const isBlank = nodes.every(({ cells }) => (cells[place] ?? '') === '');
    return isBlank || NOT_SHOWN.has(header) || (header === 'System' && isOneSystem) ? [] : [place];
  });
  const viewOf = ({ cells, language }: (typeof nodes)[number], place: number): CellModel => {
    const { header = '', kind = 'TEXT' } = columns[place] ?? {};
    const cell = inLanguage(header, cellView(sayCell(header, cells[place] ?? null, region), kind), language);
    const pair = header === 'Other record number' ? pairOf(headers, cells) : null;
    return { ...cell, ...(pair === null ? {} : { href: pair }), screenOnly: kind === 'LINK' };
  };
  const isWhole = only !== null || !pageInfo.hasNextPage;
  const listed = eachEditionOnce(headers, nodes);
  return {
    caption: label,
    order: sayOrder(headers),
    head: [
      ...places.map((place) => ({ text: headers[place] ?? '', screenOnly: columns[place]?.kind === 'LINK' })),
      { text: 'Done, by', paperOnly: true },
    ],
    rows: listed.map((row) => {
      const [header, ...others] = places.map((place) => viewOf(row, place));
      return {
        header: header === undefined || header.text === '' ? { text: '(none)' } : header,
        cells: [...others, TO_FILL_IN],
      };
    }),
    count:
      listed.length === nodes.length
        ? sayCount(nodes.length, totalRows, false, pageInfo.hasNextPage)
        : sayTogether(nodes.length, totalRows, listed.length),
    links: [
      ...(isWhole ? [] : [{ text: `All rows on one page, to print: ${label}`, href: addressOfList(library, name) }]),
      { text: `Save as CSV: ${label}`, href: addressOf(path, question, { table: name, save: 'csv' }) },
    ],
  };
}

const TO_FILL_IN = { text: '', paperOnly: true } as const;

/** By which rows stand in their order: the cost of each is in no column here. */
function sayOrder(headers: readonly string[]): string {
  if (headers.includes('Item number'))
    return 'Worst first: what a reader has or waits for, then what can be found, then what is hidden, lost or withdrawn.';
  return headers.includes('Code')
    ? 'Worst first: the code on most copies.'
    : 'Worst first: records that readers see, with the more copies the earlier; then hidden ones.';
}

type Row = Table['rows']['nodes'][number];

/** Two records of one edition are one thing to mend: the row of the second would say the same the other way round. */
function eachEditionOnce(headers: readonly string[], nodes: readonly Row[]): readonly Row[] {
  if (!headers.includes('Other record')) return nodes;
  const own = headers.indexOf('Record number');
  const others = headers.indexOf('Other record number');
  const system = headers.indexOf('System');
  // Systems number their records each for itself.
  const groupOf = ({ cells }: Row): string =>
    [`${cells[system] ?? ''}:`, ...[cells[own] ?? '', ...(cells[others] ?? '').split(', ')].toSorted()].join(' ');
  return [...Map.groupBy(nodes, groupOf).values()].flatMap((rows) => rows.slice(0, 1));
}

/** `records`: as many as are shown, of all in the list. */
function sayTogether(records: number, all: number | null, rows: number): string {
  const shown = records === all ? '' : ` shown${all === null ? '' : ` of ${all.toLocaleString('en-GB')}`},`;
  const how = records - rows === 1 ? 'one row holds two of them' : 'records of one edition are in one row';
  return `${plural(records, 'record')}${shown} in ${plural(rows, 'row')}: ${how}.`;
}

function addressOfList(library: string, list: string): string {
  return `/my-library/${encodeURIComponent(library)}?${new URLSearchParams({ list }).toString()}`;
}

interface NotesGiven {
  readonly snapshots: AskedSnapshots;
  readonly snapshot: Pick<AskedSnapshot, 'name' | 'takenAt'>;
  readonly since: string | null;
  readonly now: number;
}

/** What the list cannot know: what was mended after the snapshot, and what was there before the first one. */
export function notesOf({ snapshots, snapshot, since, now }: NotesGiven): readonly string[] {
  const days = Math.floor((now - Date.parse(snapshot.takenAt)) / DAY_MS);
  const isTaking = snapshots.some(({ state, takenAt }) => state === 'TAKING' && takenAt > snapshot.takenAt);
  return [
    ...(isTaking ? ['A newer snapshot is being taken. This list is of the one before.'] : []),
    ...(days >= OLD_DAYS
      ? [`The snapshot is ${plural(days, 'day')} old: what was mended since then is still in this list.`]
      : []),
    since === null
      ? 'There is no earlier snapshot: what was mended can be said from the second one on.'
      : `Compared with the snapshot before, “${since}”.`,
  ];
}

/** What leads staff of a library from its page to its list, or says what it waits for. */
export function leadToList(library: string, snapshots: AskedSnapshots) {
  if (chooseSnapshots(snapshots).newest === null) return { text: sayNoList(snapshots), href: null };
  return { text: `${FIX_LIST}, the worst first`, href: `/my-library/${encodeURIComponent(library)}` };
}

/** What is said in place of a list while there is no whole snapshot. */
export function sayNoList(snapshots: AskedSnapshots, whose: 'Your' | 'The' = 'Your'): string {
  const none = snapshots.length === 0 ? 'None has been taken yet.' : 'None is complete yet.';
  return `${whose} list appears when the migration team has taken a first snapshot. ${none}`;
}

/** The newest whole snapshot, and the whole one before it. Snapshots come newest first. */
export function chooseSnapshots(snapshots: AskedSnapshots): {
  readonly newest: string | null;
  readonly since: string | null;
} {
  const [newest, before] = snapshots.filter(({ state }) => state === 'WHOLE');
  return { newest: newest?.name ?? null, since: before?.name ?? null };
}
