import type { ReportContext, ReportOption } from '#comparison/reports/report.ts';
import { MerciaError } from '#platform/errors.ts';
import { listPlans, requirePlan, type Plan } from '../plans/plan.ts';

export const PLAN_OPTION: ReportOption = {
  name: 'plan',
  says: 'The plan, by its name; the newest one if not given',
  takes: 'TEXT',
};

/** The plan that a report is asked about; null if none of the snapshot is whole. Throws BAD_USER_INPUT for one of another snapshot. */
export async function askedPlan({ db, snapshot, options }: ReportContext): Promise<Plan | null> {
  const name = options['plan'];
  if (name === undefined) {
    const plans = await listPlans(db);
    return plans.find((plan) => plan.snapshot.number === snapshot.number && plan.state === 'WHOLE') ?? null;
  }
  const plan = await requirePlan(db, name);
  if (plan.snapshot.number === snapshot.number) return plan;
  throw new MerciaError(
    'BAD_USER_INPUT',
    `plan: "${name}" is a plan of the snapshot "${plan.snapshot.name}"; ask the report of that one.`,
  );
}
