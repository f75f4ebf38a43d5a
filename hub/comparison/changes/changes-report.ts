import { POPULATIONS, type Population } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { CLASS_NAMES } from '../control-totals/reconcile.ts';
import { librariesOf } from '../day-one/reader-scope.ts';
import { countBy } from '../populations/counts.ts';
import type { TwoSnapshots } from '../populations/missing-rows.ts';
import { MOVE_PURPOSES } from '../readers/count-readers.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import {
  lazyTable,
  number,
  tableOf,
  text,
  type Column,
  type Report,
  type ReportContext,
  type ReportTable,
  type SummaryLine,
} from '../reports/report.ts';
import { capital, sayNumber } from '../reports/say.ts';
import { once } from '../snapshots/once.ts';
import { circulationTables, rowTables, type MovedCounts } from './change-tables.ts';
import { countListChanges, type CirculationList, type ListChange } from './circulation-changes.ts';
import { findCompared, librariesWanted, type ComparedSnapshots } from './compared-snapshots.ts';
import { countChanges, type ChangeCount, type Fate } from './count-changes.ts';
import { byWent, isAsked, readGaps, shownOf, type Gap } from './gaps.ts';
import { readChanges, type CountedChanges } from './kept-changes.ts';
import {
  countChanged,
  countFields,
  countMoved,
  MOST_RECORDS_READ,
  type ChangesAsked,
  type FieldCount,
} from './list-changes.ts';

export const changes: Report = {
  name: 'changes',
  question: 'What came, went and changed since an earlier snapshot?',
  leavesOut: [],
  async run(context) {
    const compared = await findCompared(context);
    if (compared === null) {
      return { title: 'There is no whole snapshot before this one to compare it with.', summary: [], tables: [] };
    }
    const { earlier, notCompared } = compared;
    const totals: Total[] = [];
    for (const population of POPULATIONS) totals.push(await countTotal(context, compared, population));
    const permitted = new Set<string>(findPermittedRows(context.region, MOVE_PURPOSES).libraries);
    const libraries = librariesOf(context).filter((id) => permitted.has(id));
    const lists = await countListChanges(context.db, compared.two, libraries);
    return {
      title: `Since "${earlier.name}": ${totals.map(sayTotal).join('; ')}.`,
      summary: [
        ...totals.flatMap(totalLines),
        ...(notCompared.length === 0
          ? []
          : [
              {
                label: 'Not compared',
                value: null,
                text: notCompared
                  .map(({ system, what, why }) => `${CLASS_NAMES[what]} of ${system}: ${why}`)
                  .join('; '),
              },
            ]),
      ],
      tables: [
        lazyTable(
          { name: 'counts', title: `What came, went and changed since "${earlier.name}", by system and library` },
          () => countRowsOf(context, compared, lists.lists),
          COUNT_COLUMNS,
        ),
        fieldTable(context, compared, totals, lists.fields),
        tableOf(
          { name: 'not compared', title: 'What one of both snapshots does not tell: none of it has come or gone' },
          notCompared,
          [
            text('System', ({ system }) => system),
            text('What', ({ what }) => CLASS_NAMES[what]),
            number('Then', ({ then }) => then),
            number('Now', ({ now }) => now),
            text('Why', ({ why }) => why),
          ],
        ),
        gapTable(context, (await readGaps(context.db, context.snapshot.number)).filter(isAsked(context))),
        ...totals.flatMap((total) => rowTables(context, asked(context, compared, total.population), total)),
        ...(await circulationTables(context, compared)),
      ],
    };
  },
};

function asked(context: ReportContext, compared: ComparedSnapshots, population: Population): ChangesAsked {
  return { two: compared.twoOf(population), population, libraries: librariesWanted(context) };
}

interface Total extends MovedCounts {
  readonly population: Population;
  /** Systems whose rows are compared. */
  readonly systems: readonly SystemId[];
}

async function countTotal(context: ReportContext, compared: ComparedSnapshots, population: Population): Promise<Total> {
  const wanted = asked(context, compared, population);
  const systems = wanted.two.shared.map(({ id }) => id);
  const { db } = context;
  if (wanted.libraries !== null && wanted.libraries.length > 1) {
    const [came, went] = [await countMoved(db, wanted, 'CAME'), await countMoved(db, wanted, 'WENT')];
    return { population, systems, came, went, changed: await countChanged(db, wanted) };
  }
  const [library = null] = wanted.libraries ?? [];
  const own = (await countAll(context, compared)).counts.filter(
    (one) => one.population === population && one.library === library && systems.includes(one.system),
  );
  return { population, systems, ...sumOf(own) };
}

/** Of all systems that both have, so that whoever asks next has it at hand. */
function countAll({ db, snapshot }: ReportContext, { two, earlier }: ComparedSnapshots): Promise<CountedChanges> {
  return once(
    db,
    [earlier, snapshot],
    ['CHANGES', idsOf(two)],
    async () => (await readChanges(db, earlier, two)) ?? { counts: await countChanges(db, two), fields: null },
  );
}

const idsOf = ({ shared }: TwoSnapshots): readonly SystemId[] => shared.map(({ id }) => id);

function sumOf(counts: readonly ChangeCount[]): MovedCounts {
  const sum = (...fates: readonly Fate[]): number =>
    counts.reduce((all, one) => all + fates.reduce((own, fate) => own + (one.counts[fate] ?? 0), 0), 0);
  return { came: sum('NEW', 'ARRIVED'), went: sum('GONE', 'MERGED', 'LEFT'), changed: sum('CHANGED') };
}

function sayTotal({ population, came, went, changed, systems }: Total): string {
  if (systems.length === 0) return `${CLASS_NAMES[population]}: not told`;
  return `${CLASS_NAMES[population]}: ${sayNumber(came)} came, ${sayNumber(went)} went, ${sayNumber(changed)} changed`;
}

function totalLines({ population, systems, ...counts }: Total): readonly SummaryLine[] {
  const name = capital(CLASS_NAMES[population]);
  return (['came', 'went', 'changed'] as const).map((what) =>
    systems.length === 0
      ? { label: `${name} that ${what}`, value: null, text: 'not told' }
      : { label: `${name} that ${what}`, value: counts[what] },
  );
}

interface CountRow {
  readonly system: SystemId;
  readonly library: string;
  readonly what: Population | CirculationList;
  readonly then: number | null;
  readonly now: number | null;
  readonly came: number | null;
  readonly went: number | null;
  readonly changed: number | null;
  readonly fates: Readonly<Partial<Record<Fate, number>>>;
  readonly why: string | null;
}

const COUNT_COLUMNS: readonly Column<CountRow>[] = [
  text('System', ({ system }) => system),
  text('Library', ({ library }) => (library === '' ? 'nobody knows whose' : library)),
  text('What', ({ what }) => CLASS_NAMES[what]),
  number('Then', ({ then }) => then),
  number('Now', ({ now }) => now),
  number('Came', ({ came }) => came),
  number('Went', ({ went }) => went),
  number('Changed', ({ changed }) => changed),
  number('Merged', ({ fates }) => fates.MERGED ?? null),
  number('From another', ({ fates }) => fates.ARRIVED ?? null),
  number('To another', ({ fates }) => fates.LEFT ?? null),
  text('Why there is no number', ({ why }) => why),
];

async function countRowsOf(
  context: ReportContext,
  compared: ComparedSnapshots,
  lists: readonly ListChange[],
): Promise<readonly CountRow[]> {
  const rows: CountRow[] = [];
  const { counts: all } = await countAll(context, compared);
  const wanted = librariesWanted(context);
  for (const population of POPULATIONS) {
    const shared = compared.twoOf(population).shared.map(({ id }) => id);
    const sizes = await Promise.all(
      [compared.earlier.number, context.snapshot.number].map((number) => sizesOf(context, number, population)),
    );
    const [then = new Map<string, number>(), now = new Map<string, number>()] = sizes;
    for (const key of [...new Set([...then.keys(), ...now.keys()])].toSorted()) {
      const [system, library] = JSON.parse(key) as readonly [SystemId, string];
      if (!shared.includes(system) || wanted?.includes(library) === false) continue;
      const own = all.filter(
        (one) => one.population === population && one.system === system && one.library === library,
      );
      const fates = Object.assign({}, ...own.map(({ counts }) => counts)) as CountRow['fates'];
      const place = { system, library, what: population, fates, why: null };
      rows.push({ ...place, then: then.get(key) ?? 0, now: now.get(key) ?? 0, ...sumOf(own) });
    }
  }
  return [...rows, ...lists.map(toCountRow)].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const ORDER = Object.keys(CLASS_NAMES);
const keyOf = ({ system, library, what }: CountRow): string => JSON.stringify([system, library, ORDER.indexOf(what)]);

async function sizesOf(
  { db, scope }: ReportContext,
  snapshot: number,
  population: Population,
): Promise<ReadonlyMap<string, number>> {
  const cells = await countBy(db, { snapshot, population, where: scope }, ['SYSTEM', 'LIBRARY']);
  return new Map(
    cells.map(({ values: [system = '', library = ''], count }) => [
      JSON.stringify([system, library === '(none)' ? '' : library]),
      count,
    ]),
  );
}

function toCountRow({ list, isGone, isUntold, then, now, came, went, changed, system, library }: ListChange): CountRow {
  const why = isGone
    ? 'the rows have left one of both snapshots'
    : isUntold
      ? 'one of both snapshots does not tell what this library has'
      : ([then, now, came, went, changed].map(describeHidden).find((said) => said !== undefined) ?? null);
  const value = (count: ShownCount): number | null => count.value;
  return {
    system,
    library,
    what: list,
    then: value(then),
    now: value(now),
    came: value(came),
    went: value(went),
    changed: value(changed),
    fates: {},
    why,
  };
}

interface FieldRow {
  readonly system: SystemId;
  readonly library: LibraryId | null;
  readonly what: Population | CirculationList;
  readonly field: string;
  readonly rows: number | null;
  readonly why: string | null;
}

function fieldTable(
  context: ReportContext,
  compared: ComparedSnapshots,
  totals: readonly Total[],
  ofLists: Awaited<ReturnType<typeof countListChanges>>['fields'],
): ReportTable {
  const title = `Which fields changed, and in how many rows (of records, of the first ${sayNumber(MOST_RECORDS_READ)})`;
  return lazyTable<FieldRow>(
    { name: 'fields', title },
    async () => {
      const found: FieldRow[] = [];
      for (const { population } of totals.filter(({ changed }) => changed > 0)) {
        for (const { population: what, ...row } of await fieldsOf(context, compared, population)) {
          found.push({ ...row, what, library: null, why: null });
        }
      }
      return [
        ...found,
        ...ofLists.map(({ list, count, ...row }) => {
          return { ...row, what: list, rows: count.value, why: describeHidden(count) ?? null };
        }),
      ];
    },
    [
      text('System', ({ system }) => system),
      text('Library', ({ library }) => library),
      text('What', ({ what }) => CLASS_NAMES[what]),
      text('Field', ({ field }) => field),
      number('Rows', ({ rows }) => rows),
      text('Why there is no number', ({ why }) => why),
    ],
  );
}

/** As they were counted for all libraries; of several, whose common rows are no sum, and where they were not, by themselves. */
async function fieldsOf(
  context: ReportContext,
  compared: ComparedSnapshots,
  population: Population,
): Promise<readonly FieldCount[]> {
  const wanted = asked(context, compared, population);
  const systems = idsOf(wanted.two);
  const { fields } = await countAll(context, compared);
  const [library = null, another] = wanted.libraries ?? [];
  if (fields !== null && another === undefined) {
    return fields.filter(
      (one) => one.population === population && one.library === library && systems.includes(one.system),
    );
  }
  const of = ['FIELDS', population, systems, wanted.libraries];
  const counted = await once(context.db, [compared.earlier, context.snapshot], of, () =>
    countFields(context.db, wanted),
  );
  return counted.filter((one) => one.library === null);
}

/** What was compared when the snapshot was taken, whatever `since` names: what is less than usual first. */
function gapTable({ region }: ReportContext, gaps: readonly Gap[]): ReportTable {
  const name = 'less than usual';
  const title = 'What went since the snapshot before, beside what is usual: more than that is an alarm';
  const nameOf = (id: string): string => region.libraries.find((one) => one.id === id)?.name ?? id;
  const ordered = gaps.toSorted((a, b) => Number(b.alarm !== null) - Number(a.alarm !== null) || byWent(a, b));
  return tableOf({ name, title }, ordered, [
    text('System', ({ system }) => system),
    text('Library', ({ library }) => (library === null ? 'all of it' : nameOf(library))),
    text('What', (gap) => CLASS_NAMES[gap.class]),
    text('Since', ({ since }) => since),
    number('Then', (gap) => shownOf(gap).then),
    number('Now', (gap) => shownOf(gap).now),
    number('Went', (gap) => shownOf(gap).went),
    number('Usual, at most', (gap) => shownOf(gap).expected),
    text('Alarm', ({ alarm }) => (alarm === null ? null : ALARMS[alarm])),
  ]);
}

const ALARMS: Readonly<Record<NonNullable<Gap['alarm']>, string>> = {
  WENT: 'more than usual',
  IN_A_ROW: 'fewer for the third time in a row',
  NOT_TOLD: 'told no more',
};
