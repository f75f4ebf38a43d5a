/** Two plans of one snapshot side by side. */
import {
  number,
  tableOf,
  text,
  type Column,
  type Report,
  type ReportContext,
  type ReportOption,
  type ReportResult,
  type ReportTable,
} from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { showCount } from '#domain/small-numbers.ts';
import { sql, type RawBuilder } from 'kysely';
import { askedPlan, NONE_YET, NUMBERS, PLAN_OPTION, sayShown, sayWhether, sayWhyNone } from './asked-plan.ts';
import type { Plan } from './plan.ts';
import { countClasses, countPlan, isAsked, PLAN_NUMBERS, type ClassCount } from './plan-numbers.ts';
import { NAMED_RECORD, pagedTable } from './plan-tables.ts';
import type { ToldCount } from './who-tells.ts';

const WITH_OPTION: ReportOption = {
  name: 'with',
  says: 'The plan to compare with; the one made before if not given',
  takes: 'TEXT',
};

function noneBeside({ name }: Plan, why: string): ReportResult {
  return { ...NONE_YET, title: `There is no plan to compare "${name}" with: ${why}` };
}

export const planCompare: Report = {
  name: 'plan-compare',
  question: 'In what do two plans of the move differ?',
  leavesOut: null,
  options: [PLAN_OPTION, WITH_OPTION],
  async run(context) {
    const plan = await askedPlan(context);
    const other = await askedPlan(context, 'with');
    if (plan === null) return other === null ? NONE_YET : noneBeside(other, 'no other of this snapshot is predicted.');
    if (other === null) {
      return noneBeside(plan, 'none of this snapshot was made before it. Name one: --option with=NAME.');
    }
    const [own, others] = [await countPlan(context, plan), await countPlan(context, other)];
    const rows = NUMBERS.map((name) => ({ label: PLAN_NUMBERS[name], own: own[name], other: others[name] }));
    const differing = rows.filter((row) => row.own.value !== row.other.value);
    const pairedColumns: readonly Column<Paired>[] = [
      number(plan.name, (row) => row.own.value),
      number(other.name, (row) => row.other.value),
      number('Difference', (row) => difference(row.own, row.other)),
      text('Not told by', (row) => silentIn(row).join(', ')),
    ];
    const [classes, otherClasses] = [await countClasses(context, plan), await countClasses(context, other)];
    return {
      title: `The plans "${plan.name}" and "${other.name}" differ in ${counted(differing.length, 'number')} of ${rows.length}, and in ${counted(settingsThatDiffer(plan, other).length, 'setting')}.`,
      summary: differing.map((row) => ({
        label: row.label,
        value: row.own.value,
        text: row.own.value === null ? sayWhyNone(row.own) : `${sayShown(row.other)} by "${other.name}"`,
        notToldBy: silentIn(row),
      })),
      tables: [
        tableOf({ name: 'numbers', title: 'The numbers of both plans' }, rows, [
          text('Number', (row) => row.label),
          ...pairedColumns,
        ]),
        // They are about all libraries.
        ...(context.visibleLibraries === null ? [settingsTable(plan, other)] : []),
        tableOf({ name: 'classes', title: 'What is in each class by both plans' }, pairClasses(classes, otherClasses), [
          text('What', (row) => row.what),
          text('Class', (row) => row.class),
          text('Goes', (row) => sayWhether(row.goes)),
          ...pairedColumns,
        ]),
        movedTable(context, plan, other),
      ],
    };
  },
};

interface Paired {
  readonly own: ToldCount;
  readonly other: ToldCount;
}

/** Null where one of them is not told, or not shown. */
function difference(own: ToldCount, other: ToldCount): number | null {
  return own.value === null || other.value === null ? null : own.value - other.value;
}

function silentIn({ own, other }: Paired): ToldCount['notToldBy'] {
  return [...new Set([...own.notToldBy, ...other.notToldBy])].toSorted();
}

interface PairedClass extends Paired {
  readonly what: string;
  readonly class: string | null;
  readonly goes: boolean | null;
}

function pairClasses(own: readonly ClassCount[], other: readonly ClassCount[]): readonly PairedClass[] {
  const keyOf = (row: ClassCount): string => `${row.what} ${row.class} ${row.goes}`;
  const keys = [...new Map([...own, ...other].map((row) => [keyOf(row), row])).values()];
  // A class that one of them has nothing in is empty only as far as everybody tells what could be in it.
  const countIn = (rows: readonly ClassCount[], row: ClassCount): ToldCount => {
    const untold = rows.find((one) => one.what === row.what && one.class === null);
    const isTold = row.class !== null && untold === undefined;
    return (
      rows.find((one) => keyOf(one) === keyOf(row))?.count ?? {
        ...showCount(isTold ? 0 : null),
        notToldBy: untold?.count.notToldBy ?? [],
      }
    );
  };
  return keys.map((row) => ({
    what: row.what,
    class: row.class,
    goes: row.goes,
    own: countIn(own, row),
    other: countIn(other, row),
  }));
}

function settingsTable(plan: Plan, other: Plan): ReportTable {
  return tableOf({ name: 'settings', title: 'What the plans say differently' }, settingsThatDiffer(plan, other), [
    text('Setting', (row) => row.setting),
    text(plan.name, (row) => row.own),
    text(other.name, (row) => row.other),
  ]);
}

interface DifferentSetting {
  readonly setting: string;
  readonly own: string;
  readonly other: string;
}

function settingsThatDiffer(plan: Plan, other: Plan): readonly DifferentSetting[] {
  const [own, others] = [leavesOf(plan.settings), leavesOf(other.settings)];
  return [...new Set([...own.keys(), ...others.keys()])].toSorted().flatMap((setting) => {
    const [mine = '', theirs = ''] = [own.get(setting), others.get(setting)];
    return mine === theirs ? [] : [{ setting, own: mine, other: theirs }];
  });
}

/** By its path, each value that is no mapping of its own. */
function leavesOf(value: unknown, here = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[here, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, here === '' ? key : `${here}.${key}`)]),
  );
}

interface MovedRow {
  readonly place: number;
  readonly record: string;
  readonly title: string | null;
  readonly own: string;
  readonly other: string;
}

/** Records that the one plan merges otherwise than the other, or leaves. */
function movedTable(context: ReportContext, plan: Plan, other: Plan): ReportTable {
  const placed = (of: Plan): RawBuilder<unknown> => sql`(
    SELECT m.id, p.goes, p.base FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m(id) WHERE p.plan = ${of.number})`;
  const says = (side: string): RawBuilder<unknown> => sql`CASE WHEN NOT ${sql.ref(`${side}.goes`)} THEN 'stays behind'
    ELSE 'goes under ' || ${NAMED_RECORD} WHERE r.id = ${sql.ref(`${side}.base`)}) END`;
  return pagedTable<MovedRow>(
    context,
    { name: 'records', title: 'Records that become part of another record by one of the plans, or go by one alone' },
    sql`SELECT t.id AS place, name.system_id || ' ' || t.local_id AS record, t.title, ${says('a')} AS own, ${says('b')} AS other
      FROM ${placed(plan)} a JOIN ${placed(other)} b ON b.id = a.id AND (a.base <> b.base OR a.goes <> b.goes)
        JOIN snapshot_record t ON t.id = a.id JOIN system name ON name.id = t.system
      WHERE ${isAsked('records', context)}`,
    [
      text('Record', (row) => row.record),
      text('Title', (row) => row.title),
      text(plan.name, (row) => row.own),
      text(other.name, (row) => row.other),
    ],
  );
}
