/** The numbers of a predicted plan, for all or for some libraries. */
import {
  showCount,
  showPart,
  showPartOfHidden,
  showTrueTotal,
  sumCells,
  type ShownCount,
} from '#domain/small-numbers.ts';
import type { PlanClass } from '#domain/moving.ts';
import type { ToldThing } from '#domain/comparison.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Plan } from './plan.ts';
import { whoTells, type PlanCount, type PlanScope, type ToldCount } from './who-tells.ts';

const PLANNED_THINGS = ['records', 'items', 'statements', 'loans', 'holds', 'readers'] as const;
/** Charges have no class of their own: they go where their reader goes. */
export type PlannedThing = (typeof PLANNED_THINGS)[number] | 'charges';

/** What a system must tell for rows of it to be in a plan; every system tells records. */
const MADE_OF: Readonly<Record<PlannedThing, readonly ToldThing[]>> = {
  records: [],
  items: ['ITEMS'],
  statements: ['STATEMENTS'],
  loans: ['LOANS'],
  holds: ['HOLDS'],
  readers: ['READERS'],
  charges: ['CHARGES', 'READERS'],
};

export interface ClassCount {
  readonly what: PlannedThing;
  /** Null, as `goes`, for what systems do not tell: nobody knows what becomes of it. */
  readonly class: PlanClass | null;
  readonly goes: boolean | null;
  readonly count: ToldCount;
}

/** Of which things numbers are about readers, and shown by the small-number rule. */
const ABOUT_READERS: readonly PlannedThing[] = ['loans', 'holds', 'readers'];

/** Each thing with the rows of the snapshot that it is made of: `p` is the plan's row, `t` the snapshot's. */
export const PLANNED_ROWS: Readonly<Record<PlannedThing, RawBuilder<unknown>>> = {
  // A record that others are merged into is several of the snapshot.
  records: sql`planned_record p CROSS JOIN LATERAL unnest(p.members) AS m(id) JOIN snapshot_record t ON t.id = m.id`,
  items: sql`planned_item p JOIN snapshot_item t ON t.id = p.item`,
  statements: sql`planned_statement p JOIN snapshot_statement t ON t.id = p.statement`,
  loans: sql`planned_loan p JOIN move_plan v ON v.id = p.plan
    JOIN snapshot_loan t ON t.snapshot = v.snapshot AND t.system = p.system AND t.item = p.item`,
  holds: sql`planned_hold p JOIN move_plan v ON v.id = p.plan JOIN snapshot_hold t ON t.snapshot = v.snapshot AND t.id = p.hold`,
  readers: sql`planned_reader p JOIN move_plan v ON v.id = p.plan
    JOIN snapshot_reader t ON t.snapshot = v.snapshot AND t.system = p.system AND t.reader_token = p.reader_token`,
  charges: sql`(SELECT v.id AS plan, c.system, c.library, c.amount_pence, c.currency, coalesce(r.goes, false) AS goes
      FROM move_plan v JOIN snapshot_charge c ON c.snapshot = v.snapshot
        LEFT JOIN planned_reader r ON r.plan = v.id AND r.system = c.system AND r.reader_token = c.reader_token) p,
    LATERAL (SELECT p.system, p.library) t`,
};

/** Whether a row of the snapshot is one that the report is about. */
export function isAsked(what: PlannedThing, { library, system, visibleLibraries }: PlanScope): RawBuilder<boolean> {
  const wanted = library === null ? visibleLibraries : [library];
  const ofLibrary =
    wanted === null
      ? sql`true`
      : what === 'records'
        ? sql`t.libraries && ${[...wanted]}::text[]`
        : sql`t.library = ANY(${[...wanted]}::text[])`;
  const ofSystem = system === null ? sql`true` : sql`t.system = (SELECT id FROM system WHERE system_id = ${system})`;
  return sql<boolean>`(${ofLibrary} AND ${ofSystem})`;
}

/** Every class that something is in, in a fixed order; then what is not told of it. Numbers of readers are for the role `migration`. */
export async function countClasses(scope: PlanScope, plan: Plan): Promise<readonly ClassCount[]> {
  const { number } = plan;
  const { silentOn } = await whoTells(scope, plan);
  const counts: ClassCount[] = [];
  for (const what of PLANNED_THINGS) {
    if (what === 'readers' && scope.seesReaders !== true) continue;
    const { rows } = await sql<{ class: PlanClass; goes: boolean; count: number }>`
      SELECT p.class, p.goes, count(*)::int AS count FROM ${PLANNED_ROWS[what]}
      WHERE p.plan = ${number} AND ${isAsked(what, scope)} GROUP BY 1, 2 ORDER BY 2 DESC, 1`.execute(scope.db);
    for (const { count, ...row } of rows) {
      const shown = ABOUT_READERS.includes(what) ? showCount(count) : exactly(count);
      counts.push({ what, ...row, count: { ...shown, notToldBy: [] } });
    }
    const notToldBy = silentOn(MADE_OF[what]);
    if (notToldBy.length > 0) counts.push({ what, class: null, goes: null, count: { ...showCount(null), notToldBy } });
  }
  return counts;
}

/** A number that is of nobody in particular. */
export function exactly(value: number): ShownCount {
  return { value, suppressed: false, atLeast: value };
}

/** What is asked of a plan first, in this order. */
export const PLAN_NUMBERS = {
  titles: 'Records in the target after the move',
  merges: 'Records that are merged into another',
  mergedTitles: 'Records of the target that are made of several',
  refused: 'Records that a rule keeps apart from others of their edition',
  items: 'Items that go',
  relabel: 'Items whose barcode another copy keeps: they get a new label',
  unlabelled: 'Items that need a label in any case: they have no barcode, or one that was made up',
  unmapped: 'Items with a code that becomes nothing in the target',
  statements: 'Statements of runs that go',
  loans: 'Open loans that go',
  loansLeft: 'Open loans that do not go',
  dueChanged: 'Loans that are due on another day',
  closedDay: 'Loans that are due on a day on which their library is closed',
  dueUnknown: 'Loans of which nobody knows when they will be due',
  readerStays: 'Loans that go without their reader, who stays behind',
  holds: 'Open holds that go',
  holdsLeft: 'Open holds that do not go',
  charges: 'Open charges that go with their reader',
  pence: 'Pence that these charges come to',
  chargesLeft: 'Open charges whose reader does not go',
  accounts: 'Registrations that go',
  persons: 'Persons that they are, as far as can be told',
  mergedAccounts: 'Registrations that are merged into another of the same person',
} as const;
export type PlanNumber = keyof typeof PLAN_NUMBERS;

/** For the role `migration` alone. */
export const OF_READERS: readonly PlanNumber[] = [
  'charges',
  'pence',
  'chargesLeft',
  'accounts',
  'persons',
  'mergedAccounts',
];

/** What the systems have to tell for each number. */
const THING_OF: Readonly<Record<PlanNumber, PlannedThing>> = {
  titles: 'records',
  merges: 'records',
  mergedTitles: 'records',
  refused: 'records',
  items: 'items',
  relabel: 'items',
  unlabelled: 'items',
  unmapped: 'items',
  statements: 'statements',
  loans: 'loans',
  loansLeft: 'loans',
  dueChanged: 'loans',
  closedDay: 'loans',
  dueUnknown: 'loans',
  readerStays: 'loans',
  holds: 'holds',
  holdsLeft: 'holds',
  charges: 'charges',
  pence: 'charges',
  chargesLeft: 'charges',
  accounts: 'readers',
  persons: 'readers',
  mergedAccounts: 'readers',
};

function madeOf(name: PlanNumber): (typeof MADE_OF)[PlannedThing] {
  const things = MADE_OF[THING_OF[name]];
  return name === 'readerStays' ? [...things, 'READERS'] : things;
}

export async function countPlan(scope: PlanScope, plan: Plan): Promise<Readonly<Record<PlanNumber, ToldCount>>> {
  const { tell } = await whoTells(scope, plan);
  const numbers = await countRowsOf(scope, plan);
  const names = Object.keys(PLAN_NUMBERS) as PlanNumber[];
  return Object.fromEntries(names.map((name) => [name, tell(madeOf(name), numbers[name])])) as Record<
    PlanNumber,
    ToldCount
  >;
}

/** As they are found, whoever tells. */
async function countRowsOf(scope: PlanScope, { number }: Plan): Promise<Readonly<Record<PlanNumber, PlanCount>>> {
  const count = async <Name extends string>(
    what: PlannedThing,
    columns: Readonly<Record<Name, RawBuilder<unknown>>>,
  ) => {
    const names = Object.keys(columns) as Name[];
    const { rows } = await sql<Record<Name, number>>`
      SELECT ${sql.join(names.map((name) => sql`${columns[name]}::int AS ${sql.ref(name)}`))}
      FROM ${PLANNED_ROWS[what]} WHERE p.plan = ${number} AND ${isAsked(what, scope)}`.execute(scope.db);
    return rows[0] ?? (Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>);
  };
  const rowsWith = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`count(*) FILTER (WHERE ${condition})`;
  const records = await count('records', {
    titles: sql`count(DISTINCT p.number) FILTER (WHERE p.goes)`,
    merges: rowsWith(sql`t.id <> p.base`),
    mergedTitles: sql`count(DISTINCT p.number) FILTER (WHERE cardinality(p.members) > 1)`,
    // Of the target, as they are listed: what is merged is one of them.
    refused: sql`count(DISTINCT p.number) FILTER (WHERE p.refused IS NOT NULL)`,
  });
  const hasBarcode = sql`coalesce(t.barcode, '') <> ''`;
  const items = await count('items', {
    items: rowsWith(sql`p.goes`),
    relabel: rowsWith(sql`p.relabel AND ${hasBarcode} AND NOT ${isMadeUp(number)}`),
    unlabelled: rowsWith(sql`p.relabel AND (NOT ${hasBarcode} OR ${isMadeUp(number)})`),
    unmapped: rowsWith(sql`p.unmapped <> '{}'`),
  });
  const { statements } = await count('statements', { statements: rowsWith(sql`p.goes`) });
  const loans = await countRowsBy(scope, number, 'loans', { ...GOING, ...LOAN_CHANGES });
  const holds = await countRowsBy(scope, number, 'holds', GOING);
  const isSeen = scope.seesReaders === true;
  const readers = isSeen
    ? await countRowsBy(scope, number, 'readers', { ...GOING, merged: sql`count(*) FILTER (WHERE p.class = 'MERGED')` })
    : null;
  const persons = isSeen
    ? await count('readers', { persons: sql`count(DISTINCT p.person) FILTER (WHERE p.goes)` })
    : null;
  const charges = isSeen ? await countRowsBy(scope, number, 'charges', GOING) : null;
  const pence = isSeen ? await count('charges', PENCE) : null;
  const exact = Object.fromEntries(
    Object.entries({ ...records, ...items, statements }).map(([name, value]) => [name, exactly(value)]),
  ) as Record<keyof typeof records | keyof typeof items | 'statements', ShownCount>;
  return {
    ...exact,
    loans: showAll(loans, 'goes'),
    loansLeft: showAll(loans, 'stays'),
    dueChanged: showSome(loans, 'dueChanged'),
    closedDay: showSome(loans, 'closedDay'),
    dueUnknown: showSome(loans, 'dueUnknown'),
    readerStays: showSome(loans, 'readerStays'),
    holds: showAll(holds, 'goes'),
    holdsLeft: showAll(holds, 'stays'),
    charges: charges === null ? showCount(null) : showAll(charges, 'goes'),
    pence: charges === null || pence === null ? showCount(null) : showPence(charges, pence),
    chargesLeft: charges === null ? showCount(null) : showAll(charges, 'stays'),
    accounts: readers === null ? showCount(null) : showAll(readers, 'goes'),
    persons: readers === null || persons === null ? showCount(null) : showGoing(readers, persons.persons),
    mergedAccounts: readers === null ? showCount(null) : showSome(readers, 'merged'),
  };
}

const GOING = {
  goes: sql`count(*) FILTER (WHERE p.goes)`,
  stays: sql`count(*) FILTER (WHERE NOT p.goes)`,
} as const;
const changed = (change: string): RawBuilder<unknown> =>
  sql`count(*) FILTER (WHERE ${sql.lit(change)} = ANY(p.changes))`;
/** Each is a part of the loans that go. */
const LOAN_CHANGES = {
  dueChanged: changed('DUE_CHANGED'),
  closedDay: changed('ON_CLOSED_DAY'),
  dueUnknown: changed('DUE_UNKNOWN'),
  readerStays: changed('READER_STAYS'),
} as const;

/** Numbers of one library and one class; charges have no class. */
type RowsBy<Name extends string> = Readonly<Record<Name, number>> & {
  readonly library: string | null;
  readonly class: PlanClass | null;
};

async function countRowsBy<Name extends string>(
  scope: PlanScope,
  plan: number,
  what: PlannedThing,
  columns: Readonly<Record<Name, RawBuilder<unknown>>>,
): Promise<readonly RowsBy<Name>[]> {
  const names = Object.keys(columns) as Name[];
  const { rows } = await sql<RowsBy<Name>>`
    SELECT t.library, ${what === 'charges' ? sql`NULL` : sql`p.class`} AS class,
      ${sql.join(names.map((name) => sql`${columns[name]}::int AS ${sql.ref(name)}`))}
    FROM ${PLANNED_ROWS[what]} WHERE p.plan = ${plan} AND ${isAsked(what, scope)} GROUP BY 1, 2 ORDER BY 1, 2`.execute(
    scope.db,
  );
  return rows;
}

function sumOf<Name extends string>(rows: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

/** The number of all, unless a small one of a library or of a class, each of which can be asked for, would follow from it. */
function showAll<Name extends string>(rows: readonly RowsBy<Name>[], name: Name): ShownCount {
  const totals = (['library', 'class'] as const).map((by) => {
    const parts = [...Map.groupBy(rows, (row) => row[by]).values()];
    return showTrueTotal(sumCells(parts.map((part) => sumOf(part, name))));
  });
  return totals.find(({ suppressed }) => suppressed) ?? exactly(sumOf(rows, name));
}

/** A part of what goes, whose number may itself be hidden. */
function showGoing(rows: readonly RowsBy<'goes'>[], part: number): ShownCount {
  const all = showAll(rows, 'goes');
  return all.suppressed ? showPartOfHidden(part, all.atLeast ?? 0) : showPart(part, sumOf(rows, 'goes'));
}

/** The same of a part of what goes: neither it nor what it leaves of a library may follow. */
function showSome<Name extends string>(rows: readonly RowsBy<Name | 'goes'>[], name: Name): ShownCount {
  const parts = [...Map.groupBy(rows, ({ library }) => library).values()];
  const isTelling = [
    parts.map((part) => sumOf(part, name)),
    parts.map((part) => sumOf(part, 'goes') - sumOf(part, name)),
  ].some((cells) => showTrueTotal(sumCells(cells)).suppressed);
  const shown = showGoing(rows, sumOf(rows, name));
  return isTelling && !shown.suppressed ? { value: null, suppressed: true, atLeast: 0 } : shown;
}

const PENCE = {
  pence: sql`coalesce(sum(p.amount_pence) FILTER (WHERE p.goes), 0)`,
  currencies: sql`count(DISTINCT p.currency) FILTER (WHERE p.goes)`,
} as const;

/**
 * The sum of what goes: hidden where its number is, or that of what stays, whose sum is what it leaves of the control total; and nothing
 * that could be added where it is of several currencies.
 */
function showPence(
  charges: readonly RowsBy<keyof typeof GOING>[],
  { pence, currencies }: Readonly<Record<keyof typeof PENCE, number>>,
): PlanCount {
  const isHidden = showAll(charges, 'goes').suppressed || showAll(charges, 'stays').suppressed;
  if (isHidden) return { value: null, suppressed: true, atLeast: 0 };
  return currencies > 1
    ? { ...showCount(null), why: `not added: they are of ${String(currencies)} currencies` }
    : exactly(pence);
}

/** A number that the system made up for want of a label, as was found when the snapshot was taken. */
export function isMadeUp(plan: number): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT FROM snapshot_finding f JOIN move_plan m ON m.snapshot = f.snapshot AND m.id = ${plan}::int
    WHERE f.kind = 'BARCODE_MADE_UP' AND f.subject = t.id)`;
}

/** Loans by library: each number with what it is a part of. */
export async function countLoans(scope: PlanScope, { number }: Plan) {
  const rows = await countRowsBy(scope, number, 'loans', { ...GOING, ...LOAN_CHANGES });
  return [...Map.groupBy(rows, ({ library }) => library)].map(([library, own]) => ({
    library,
    goes: showCount(sumOf(own, 'goes')),
    changed: showSome(own, 'dueChanged'),
    closed: showSome(own, 'closedDay'),
    unknown: showSome(own, 'dueUnknown'),
  }));
}
