import {
  SnapshotFindingDocument,
  SnapshotOverviewDocument,
  type Condition,
  type Population,
  type SnapshotOverviewQuery,
  type SnapshotState,
} from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { askCompared, COMPARE, COMPARE_MS, instead, noSuchSnapshot } from '../compare/refused.ts';
import { type Page } from '../page.ts';
import { numberCell, type CellParts, type TableRow } from '../../templates/cells.ts';
import type { Viewer } from '../../viewer.ts';
import { nameIn } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayGaps, sayNotToldBy, sayOld, sayScope } from '../../words/snapshots.ts';
import { rowsHref } from '../rows/href.ts';
import { CURATED } from '../curated/curated.ts';
import { snapshotHref } from '../hrefs.ts';

/** `/compare/SNAPSHOT`: what was found, what is in it and what is not, and the questions. */
export const snapshotPage: Page = {
  path: '/compare/:snapshot',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, now }) {
    const [data, findings] = await Promise.all([
      askCompared(graph, SnapshotOverviewDocument, { snapshot }),
      findFindings(graph, snapshot),
    ]);
    if (data.snapshot === null) throw noSuchSnapshot();
    mustBeComplete(data.snapshot);
    const model = snapshotView({ data: { ...data, snapshot: data.snapshot }, findings, viewer, now });
    return { template: 'pages/snapshot/page.njk', model };
  },
};

/** One that cannot be found is left out: its question stands further below. */
async function findFindings(
  graph: Graph,
  snapshot: string,
): Promise<readonly { readonly name: string; readonly title: string }[]> {
  const found = await Promise.all(
    FINDINGS.map(async (name) => {
      const { data } = await graph.ask(SnapshotFindingDocument, { snapshot, name }, { budgetMs: COMPARE_MS });
      const title = data.snapshot?.report?.title;
      return title === undefined ? [] : [{ name, title }];
    }),
  );
  return found.flat();
}

/** Throws what is shown instead of a snapshot that is not complete. */
export function mustBeComplete({ name, state }: { readonly name: string; readonly state: SnapshotState }): void {
  if (state === 'WHOLE') return;
  const [how, paragraph] = INCOMPLETE[state];
  throw instead(404, `The snapshot ${name} ${how}`, paragraph);
}

const INCOMPLETE = {
  FAILED: ['failed', 'It could not be taken and cannot be asked. The page “Compare” says why, and what to do.'],
  TAKING: ['is being taken', 'It can be asked when it is complete. The page “Compare” says how far it is.'],
} as const;

type Snapshot = NonNullable<SnapshotOverviewQuery['snapshot']>;
type Table = Snapshot['recordsBySystem'];

interface SnapshotGiven {
  readonly data: SnapshotOverviewQuery & { readonly snapshot: Snapshot };
  /** What reports found, by their names. */
  readonly findings: readonly { readonly name: string; readonly title: string }[];
  readonly viewer: Viewer | null;
  readonly now: number;
}

function snapshotView({ data, findings, viewer, now }: SnapshotGiven) {
  const { region, snapshot, comparisonReports } = data;
  const systemName = nameIn(region?.systems ?? []);
  const questions = comparisonReports
    .filter(({ aboutReaders }) => !aboutReaders || viewer?.role === 'MIGRATION')
    .map((report) => ({ name: report.name, model: questionModel(snapshot.name, report) }));
  const asked: readonly string[] = ASKED_FIRST;
  return {
    title: `Snapshot ${snapshot.name}`,
    current: COMPARE,
    taken: `Taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}. It never changes, unless records are taken back.`,
    note: snapshot.note ?? '',
    scope: sayScope(viewer),
    findings: findings.map(({ name, title }) => ({ text: title, href: questionHref(snapshot.name, name) })),
    numbers: numbersOf(snapshot, systemName),
    bySystem: bySystem(snapshot, systemName, now),
    byLibrary: byLibrary(snapshot, nameIn(region?.libraries ?? [])),
    excluded: excludedOf(snapshot),
    gaps: [
      ...snapshot.losses.map(({ text }) => `Less than usual: ${text}`),
      ...sayGaps(snapshot.systems, systemName),
      ...sayTakenBack(snapshot, now),
    ],
    first: asked.flatMap((name) => questions.find((one) => one.name === name)?.model ?? []),
    others: questions.filter(({ name }) => !asked.includes(name)).map(({ model }) => model),
  };
}

/** What an older report has, and this snapshot no more. */
function sayTakenBack({ takenBack, digest }: Snapshot, now: number): readonly string[] {
  return takenBack.map(
    ({ at, reason, records }) =>
      `${plural(records, 'record was', 'records were')} taken back ${sayWhen(at, now)}, and say nothing any more (${reason}). Reports from before have them; the digest is now ${digest ?? 'unknown'}.`,
  );
}

type Report = SnapshotOverviewQuery['comparisonReports'][number];

const NEEDS: Readonly<Record<string, string>> = { LIBRARY: 'for one library', SYSTEM: 'for one system' };

function questionModel(snapshot: string, { name, question, scope, aboutReaders }: Report) {
  const notes = [NEEDS[scope] ?? '', aboutReaders ? 'about readers' : ''].filter((note) => note !== '');
  return {
    text: question,
    href: questionHref(snapshot, name),
    note: notes.length === 0 ? '' : `(${notes.join(', ')})`,
  };
}

function numbersOf(snapshot: Snapshot, systemName: (id: string) => string): readonly TableRow[] {
  const line = (label: string, of: Population, count: Snapshot['records']): TableRow => ({
    header: label,
    cells: [
      numberCell(count.value, count.value === null ? undefined : rowsHref(snapshot.name, of, [])),
      sayNotToldBy(count.notToldBy, systemName) ?? '',
    ],
  });
  return [
    line('Records', 'RECORDS', snapshot.records),
    line('Copies', 'ITEMS', snapshot.items),
    line('Statements of journals’ runs', 'STATEMENTS', snapshot.statements),
  ];
}

const numeric = (text: string): CellParts => ({ text, numeric: true });

function bySystem(snapshot: Snapshot, systemName: (id: string) => string, now: number) {
  const { name, systems, recordsBySystem, itemsBySystem, statementsBySystem } = snapshot;
  const cell = (of: Population, table: Table, system: Snapshot['systems'][number]): CellParts => {
    const found = countIn(table, system.id);
    // Nothing of what a system does not tell is not none.
    if (found === 0 && system.notTold.includes(of)) return numberCell(null);
    return numberCell(found, rowsHref(name, of, [{ dimension: 'SYSTEM', in: [system.id] }]));
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

function byLibrary(snapshot: Snapshot, libraryName: (id: string) => string) {
  return {
    head: ['Library', numeric('Copies')],
    rows: snapshot.itemsByLibrary.rows.map(({ values: [library = ''], count }) => ({
      header: library === '(none)' ? 'Nobody knows whose' : libraryName(library),
      cells: [numberCell(count, rowsHref(snapshot.name, 'ITEMS', [{ dimension: 'LIBRARY', in: [library] }]))],
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

/** As people ask them, by the names of their reports. */
const ASKED_FIRST = [
  'titles-together',
  'overlap-matrix',
  'last-copies',
  'to-rule-on',
  'conflicts',
  'barcodes-of-others',
  'no-barcode',
  'policies-differ',
  'unmapped',
  'decisions',
] as const;

/** What was found, on the first page: what is found soonest, because it was counted when the snapshot was taken. */
const FINDINGS = ['overlap-matrix', 'last-copies', 'to-rule-on', 'barcodes-of-others'] as const;

/** Questions that have a page of their own. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  'overlap-matrix': 'overlap',
  ...Object.fromEntries(CURATED.map(({ main, end }) => [main, end])),
  unmapped: 'mappings',
  mapping: 'mappings',
  decisions: 'decisions',
};

function questionHref(snapshot: string, name: string): string {
  const own = Object.hasOwn(OWN_PAGES, name) ? OWN_PAGES[name] : undefined;
  return `${snapshotHref(snapshot)}/${own ?? `questions/${encodeURIComponent(name)}`}`;
}
