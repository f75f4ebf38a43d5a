/** Which plan a report is about, and how its numbers are said. */
import { describeHidden } from '#comparison/readers/shown-counts.ts';
import type { ReportContext, ReportOption, ReportResult } from '#comparison/reports/report.ts';
import { sayNumber } from '#comparison/reports/say.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import { MerciaError } from '#platform/errors.ts';
import { listPlans, requirePlan, type Plan } from './plan.ts';
import { PLAN_NUMBERS, type PlanNumber } from './plan-numbers.ts';

export const PLAN_OPTION: ReportOption = {
  name: 'plan',
  says: 'The plan, by its name; the newest one if not given',
  takes: 'TEXT',
};
export const NONE_YET: ReportResult = {
  title: 'No plan of this snapshot is predicted yet: mercia move plan make.',
  summary: [],
  tables: [],
};

export const NUMBERS = Object.keys(PLAN_NUMBERS) as PlanNumber[];

/**
 * The plan that an option names, or the newest but so many that is predicted; null if there is none. Throws BAD_USER_INPUT for one that is
 * not there, not predicted, or of another snapshot.
 */
export async function askedPlan(
  { db, snapshot, options }: ReportContext,
  option: 'plan' | 'with',
  place: number,
): Promise<Plan | null> {
  const name = options[option];
  if (name === undefined) {
    const own = (await listPlans(db)).filter((one) => one.snapshot.number === snapshot.number && one.state === 'WHOLE');
    const named = own.find((one) => one.name === options['plan']);
    // The one made before that which is named.
    return (named === undefined ? own[place] : own.find((one) => one.number < named.number)) ?? null;
  }
  const plan = await requirePlan(db, name);
  if (plan.snapshot.number !== snapshot.number) {
    throw new MerciaError(
      'BAD_USER_INPUT',
      `${option}: the plan "${plan.name}" is made of the snapshot "${plan.snapshot.name}"; ask that one.`,
    );
  }
  if (plan.state === 'WHOLE') return plan;
  throw new MerciaError(
    'BAD_USER_INPUT',
    `${option}: the plan "${plan.name}" is not predicted; wait for its job, or try mercia move plan predict.`,
  );
}

export function lineOf(
  { seesReaders }: ReportContext,
  name: PlanNumber,
  shown: ShownCount,
): ReportResult['summary'][number] {
  const isHidden = seesReaders !== true && ['accounts', 'persons', 'mergedAccounts'].includes(name);
  return {
    label: PLAN_NUMBERS[name],
    value: shown.value,
    text: isHidden ? 'for the role migration alone' : describeHidden(shown),
  };
}

export function sayShown(shown: ShownCount): string {
  return shown.value === null ? 'an unknown number of' : sayNumber(shown.value);
}
