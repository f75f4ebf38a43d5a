/** Which plan a report is about, and how its numbers are said. */
import { describeHidden } from '#comparison/readers/shown-counts.ts';
import type { Report, ReportContext, ReportOption, ReportResult } from '#comparison/reports/report.ts';
import { sayNumber } from '#comparison/reports/say.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import { badUserInput } from '#platform/errors.ts';
import { listPlans, requirePlan, type Plan } from './plan.ts';
import { OF_READERS, PLAN_NUMBERS, type PlanNumber } from './plan-numbers.ts';
import type { ToldCount } from './who-tells.ts';

export const PLAN_OPTION: ReportOption = {
  name: 'plan',
  says: 'The plan, by its name; the newest one if not given',
  takes: 'TEXT',
};

/** About one plan; `run` is asked if there is one. */
export function reportOfPlan(
  about: Pick<Report, 'name' | 'question' | 'aboutReaders'>,
  run: (context: ReportContext, plan: Plan) => Promise<ReportResult>,
): Report {
  return {
    ...about,
    leavesOut: null,
    options: [PLAN_OPTION],
    async run(context) {
      const plan = await askedPlan(context);
      return plan === null ? NONE_YET : run(context, plan);
    },
  };
}

export const NONE_YET: ReportResult = {
  title: 'No plan of this snapshot is predicted yet: mercia move plan make.',
  summary: [],
  tables: [],
};

export const NUMBERS = Object.keys(PLAN_NUMBERS) as PlanNumber[];

/**
 * The plan that an option names. If it is not given, `plan` is the newest of the snapshot that is predicted and not named by `with`, and `with`
 * the one made before it; null if there is none. Throws BAD_USER_INPUT for one that is not there, not predicted, or of another snapshot.
 */
export async function askedPlan(
  { db, snapshot, options }: ReportContext,
  option: 'plan' | 'with' = 'plan',
): Promise<Plan | null> {
  const name = options[option];
  if (name === undefined) {
    const own = (await listPlans(db)).filter((one) => one.snapshot.number === snapshot.number && one.state === 'WHOLE');
    if (option === 'plan') return own.find((one) => one.name !== options['with']) ?? null;
    const named = own.find((one) => one.name === options['plan']) ?? own[0];
    // The one made before that which is named.
    return own.find((one) => named !== undefined && one.number < named.number) ?? null;
  }
  const plan = await requirePlan(db, name, option);
  if (plan.snapshot.number !== snapshot.number) {
    throw badUserInput(
      `${option}: the plan "${plan.name}" is made of the snapshot "${plan.snapshot.name}"; ask that one.`,
    );
  }
  if (plan.state === 'WHOLE') return plan;
  throw badUserInput(
    `${option}: the plan "${plan.name}" is not predicted; wait for its job, or try mercia move plan predict.`,
  );
}

export function lineOf(
  { seesReaders }: ReportContext,
  name: PlanNumber,
  { notToldBy, ...shown }: ToldCount,
): ReportResult['summary'][number] {
  const isHidden = seesReaders !== true && OF_READERS.includes(name);
  const label = PLAN_NUMBERS[name];
  if (isHidden) return { label, value: null, text: 'for the role migration alone' };
  return { label, value: shown.value, text: sayWhyNone({ notToldBy, ...shown }), notToldBy };
}

/** Why there is no number; nothing where those who do not tell it are named. */
export function sayWhyNone({ notToldBy, why, ...shown }: ToldCount): string | undefined {
  if (why !== undefined) return why;
  return notToldBy.length > 0 && !shown.suppressed ? undefined : describeHidden(shown);
}

export function sayShown(shown: ShownCount): string {
  return shown.value === null ? 'an unknown number of' : sayNumber(shown.value);
}

/** Of what becomes of a class; null where nobody tells what is in it. */
export function sayWhether(goes: boolean | null): string | null {
  return goes === null ? null : goes ? 'yes' : 'no';
}
