/** Plans of moves: named, made of one snapshot, and kept with what they predict. */
import { askForJob, findSnapshot, type Job } from '#comparison/index.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { PlanState } from '#domain/moving.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import { mergeSettings } from '#platform/merge-settings.ts';
import { readYaml } from '#region/yaml-source.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import {
  assertLength,
  checkPlanSettings,
  readPlanSettings,
  toPlanSettings,
  type PlanSettings,
} from './plan-settings.ts';

export const PREDICT_PLAN = 'PREDICT_PLAN';

export interface Plan {
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly snapshot: { readonly number: number; readonly name: string };
  /** Kind of the target system. */
  readonly target: string;
  readonly settings: PlanSettings;
  readonly state: PlanState;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Name of the plan that it was copied from; null for a new one. */
  readonly copiedFrom: string | null;
  /** When the predicted catalogue was whole; null before. */
  readonly predictedAt: Date | null;
}

interface Asked {
  readonly by: string;
  readonly at: Date;
}

export interface PlanToMake extends Asked {
  readonly name: string;
  readonly note: string | null;
  /** Name of a snapshot; the newest whole one if null. */
  readonly snapshot: string | null;
  /** YAML or JSON. */
  readonly settings: string;
}

export interface PlanToCopy extends Asked {
  readonly from: string;
  readonly name: string;
  readonly note: string | null;
  /** YAML or JSON, laid over the settings of the other plan; null for none. */
  readonly changes: string | null;
}

export interface AskedPlan {
  readonly plan: Plan;
  /** The job that predicts it. */
  readonly job: Job;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u;

/** Throws BAD_USER_INPUT for a name that is taken or cannot be one, no such snapshot, and settings that are wrong. */
export async function makePlan(db: Kysely<Database>, asked: PlanToMake): Promise<AskedPlan> {
  assertName(asked.name);
  const snapshot = await wholeSnapshot(db, asked.snapshot);
  const settings = readPlanSettings(asked.settings, await readRegion(db, snapshot.number));
  return keepPlan(db, { ...asked, snapshot: snapshot.number, settings, copiedFrom: null });
}

/** The same of the same snapshot, but for the changes. Throws as `makePlan` does, and for no such plan. */
export async function copyPlan(db: Kysely<Database>, asked: PlanToCopy): Promise<AskedPlan> {
  assertName(asked.name);
  const from = await requirePlan(db, asked.from, 'from');
  const region = await readRegion(db, from.snapshot.number);
  const settings = asked.changes === null ? from.settings : changeSettings(from.settings, asked.changes, region);
  return keepPlan(db, { ...asked, snapshot: from.snapshot.number, settings, copiedFrom: from.name });
}

/** Predicts it once more, as after another draft of the policy. Throws BAD_USER_INPUT while a job for it waits or runs. */
export async function predictAgain(db: Kysely<Database>, name: string, { by, at }: Asked): Promise<AskedPlan> {
  const plan = await requirePlan(db, name, 'name');
  return db.transaction().execute(async (transaction) => {
    // Of two who ask at once, one waits here and finds the job of the other.
    await transaction.selectFrom('move_plan').select('id').where('id', '=', plan.number).forUpdate().execute();
    const open = await transaction
      .selectFrom('comparison_job')
      .select('parameters')
      .where('kind', '=', PREDICT_PLAN)
      .where('state', 'in', ['WAITING', 'RUNNING'])
      .execute();
    if (open.some(({ parameters }) => planOfJob(parameters) === plan.number)) {
      throw badUserInput(`name: the plan "${name}" is being predicted; wait for its job.`);
    }
    return askToPredict(transaction, plan, { by, at });
  });
}

/** The newest first. */
export async function listPlans(db: Kysely<Database>): Promise<readonly Plan[]> {
  return (await selectPlans(db).orderBy('p.id', 'desc').execute()).map(toPlan);
}

export async function findPlan(db: Kysely<Database>, name: string): Promise<Plan | null> {
  const row = await selectPlans(db).where('p.name', '=', name).executeTakeFirst();
  return row === undefined ? null : toPlan(row);
}

/** Throws BAD_USER_INPUT if there is none of this name; `place` is what the caller wrote it into. */
export async function requirePlan(db: Kysely<Database>, name: string, place = 'plan'): Promise<Plan> {
  const plan = await findPlan(db, name);
  if (plan !== null) return plan;
  const names = (await listPlans(db)).map((one) => one.name);
  throw badUserInput(
    `${place}: there is no plan of this name; there ${names.length === 0 ? 'is none yet (mercia move plan make)' : `are ${names.join(', ')}`}.`,
  );
}

/** With all that it predicts. Throws BAD_USER_INPUT if there is none of this name. */
export async function dropPlan(db: Kysely<Database>, name: string): Promise<void> {
  const plan = await requirePlan(db, name, 'name');
  await db.deleteFrom('move_plan').where('id', '=', plan.number).execute();
}

/**
 * After a prediction that did not come to its end. All of one is one transaction, so that what was predicted before is there, with the barcodes
 * that were given since: labels may be printed.
 */
export async function releasePlan(db: Kysely<Database>, number: number): Promise<void> {
  await sql`UPDATE move_plan SET state = CASE WHEN predicted_at IS NULL THEN 'FAILED' ELSE 'WHOLE' END
    WHERE id = ${number} AND state = 'PREDICTING'`.execute(db);
}

/** Of the parameters of a job of the kind `PREDICT_PLAN`. */
export function planOfJob(parameters: unknown): number {
  return (parameters as { readonly plan: number }).plan;
}

export async function findPlanByNumber(db: Kysely<Database>, number: number): Promise<Plan | null> {
  const row = await selectPlans(db).where('p.id', '=', number).executeTakeFirst();
  return row === undefined ? null : toPlan(row);
}

interface NewPlan extends Asked {
  readonly name: string;
  readonly note: string | null;
  readonly snapshot: number;
  readonly settings: PlanSettings;
  readonly copiedFrom: string | null;
}

async function keepPlan(db: Kysely<Database>, asked: NewPlan): Promise<AskedPlan> {
  const { name, note, snapshot, settings, copiedFrom, by, at } = asked;
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('move_plan')
      .values({
        name,
        note,
        snapshot,
        target: settings.target,
        settings: JSON.stringify(settings),
        state: 'DRAFT',
        made_by: by,
        made_at: at,
        copied_from: copiedFrom,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) {
      throw badUserInput(`name: there is a plan "${name}" already; choose another name.`);
    }
    const plan = await requirePlan(transaction, name);
    return askToPredict(transaction, plan, { by, at });
  });
}

async function askToPredict(
  db: Kysely<Database>,
  { name, number, snapshot }: Plan,
  { by, at }: Asked,
): Promise<AskedPlan> {
  await db.updateTable('move_plan').set({ state: 'PREDICTING' }).where('id', '=', number).execute();
  const job = await askForJob(db, {
    kind: PREDICT_PLAN,
    parameters: { plan: number },
    snapshot: snapshot.number,
    askedBy: by,
    at,
  });
  return { plan: await requirePlan(db, name), job };
}

async function wholeSnapshot(db: Kysely<Database>, name: string | null) {
  const snapshot = await findSnapshot(db, name);
  if (snapshot === null) {
    throw badUserInput('snapshot: there is no snapshot of this name (mercia snapshot list).');
  }
  if (snapshot.state === 'WHOLE') return snapshot;
  throw badUserInput(`snapshot: "${snapshot.name}" is not whole; a plan of it would lack things.`);
}

function assertName(name: string): void {
  if (NAME.test(name)) return;
  throw badUserInput(
    'name: a plan is called by 1 to 80 letters, digits, blanks, dots, hyphens and underscores, and begins with a letter or digit.',
  );
}

/** Keys that are not named stay as they are; a list takes the place of the list. */
function changeSettings(settings: PlanSettings, text: string, region: Region): PlanSettings {
  const changes = readChanges(text);
  const lists = 'localFields' in changes ? { localFields: changes['localFields'] } : {};
  return checkPlanSettings({ ...(mergeSettings(settings, changes) as object), ...lists }, region);
}

/** What is wrong in them is found when they are laid over the settings of the other plan. */
function readChanges(text: string): Readonly<Record<string, unknown>> {
  assertLength(text, 'changes');
  const { value, faults } = readYaml(text);
  if (faults.length > 0) {
    const places = faults.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
    throw badUserInput(`changes: ${places.join('\n  ')}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badUserInput('changes: these are no keys with values in YAML or JSON.');
}

function selectPlans(db: Kysely<Database>) {
  return db
    .selectFrom('move_plan as p')
    .innerJoin('snapshot as s', 's.id', 'p.snapshot')
    .select([
      'p.id as number',
      'p.name',
      'p.note',
      'p.snapshot',
      's.name as snapshotName',
      'p.target',
      'p.settings',
      'p.state',
      'p.made_by as madeBy',
      'p.made_at as madeAt',
      'p.copied_from as copiedFrom',
      'p.predicted_at as predictedAt',
    ]);
}

type Row = Omit<Plan, 'snapshot' | 'settings'> & {
  readonly snapshot: number;
  readonly snapshotName: string;
  readonly settings: unknown;
};

function toPlan({ snapshot, snapshotName, settings, ...row }: Row): Plan {
  return { ...row, snapshot: { number: snapshot, name: snapshotName }, settings: toPlanSettings(settings) };
}
