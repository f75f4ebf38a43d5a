/** The draft of a regional policy: kept with its plan, changed by people, answered by libraries. */
import { pairCodes } from '#comparison/codes/pair-codes.ts';
import { policiesOfSnapshot } from '#comparison/codes/snapshot-policies.ts';
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { CodeListName, RuleTerms } from '#domain/policies.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Plan } from '../plans/plan.ts';
import { writeCirculationRules } from './circulation-rules.ts';
import { proposeDraft, type DraftRow, type DraftSide, type MappedCode } from './propose.ts';

export interface DraftRule extends Omit<DraftRow, 'proposed'> {
  readonly proposed: DraftRow['proposed'];
  /** Null while nobody changed what was proposed. */
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
  readonly note: string | null;
}

export interface DraftAnswer {
  readonly library: string;
  readonly agrees: boolean;
  /** Null where it agrees without a word. */
  readonly reason: string | null;
  readonly answeredBy: string;
  readonly answeredAt: Date;
  /** Whether the table has changed since. */
  readonly isOfEarlierDraft: boolean;
}

const charge = z.string().regex(/^\d{1,6}(\.\d{1,2})?$/);
const limit = z.union([z.int().min(0).max(9999), z.literal('UNLIMITED')]).optional();

/** What a person may set in a cell; lengths in `loanUnit`, amounts as decimals. */
const changedTerms = z.strictObject({
  lent: z.boolean().optional(),
  loanLength: z.int().min(0).max(9999).optional(),
  loanUnit: z.enum(['DAYS', 'HOURS', 'MINUTES']).optional(),
  renewals: z.int().min(0).max(9999).optional(),
  renewalLength: z.int().min(0).max(9999).nullable().optional(),
  loanLimit: limit,
  overdueCharge: charge.optional(),
  chargeLength: z.int().min(0).max(9999).optional(),
  overdueChargeLimit: charge.nullable().optional(),
  graceLength: z.int().min(0).max(9999).optional(),
  holdLimit: limit,
  holdsPerTitle: limit,
});

/** Every library of the plan at its system, with what its codes become; systems that do not tell their rules have none. */
export async function sidesOfPlan(
  db: Kysely<Database>,
  plan: Pick<Plan, 'snapshot' | 'settings'>,
): Promise<readonly DraftSide[]> {
  const { systems, libraries } = plan.settings;
  const region = await readRegion(db, plan.snapshot.number);
  const told = await policiesOfSnapshot(db, plan.snapshot.number);
  const { mappings } = await mappingsOfSnapshot(db, plan.snapshot.number);
  const mapped = new Map(
    mappings.flatMap(({ system, list, code, target }) =>
      target === null ? [] : [[JSON.stringify([system, list, code]), target]],
    ),
  );
  const codesOf = (list: CodeListName): ReadonlyMap<string, readonly MappedCode[]> => {
    const pairs = pairCodes(
      systems.map((system) => {
        const lists = told.find((one) => one.system === system)?.lists ?? [];
        return { system, codes: lists.find((one) => one.list === list)?.codes ?? [] };
      }),
    );
    const taken = new Set(mappings.flatMap((mapping) => (mapping.list === list ? (mapping.target ?? []) : [])));
    const codes = pairs.flatMap(({ codes: same }) => {
      const targetOf = (system: string, code: string): string | undefined =>
        mapped.get(JSON.stringify([system, list, code]));
      const targets = new Set(Array.from(same, ([system, code]) => targetOf(system, code) ?? []).flat());
      const [first] = same;
      if (first === undefined) return [];
      const [system, own] = first;
      const [only] = targets.size === 1 ? targets : [];
      // What is not mapped becomes what its like at another system does; else it keeps the code of the first system that has it, which
      // may be another thing at a system after that.
      const name = only ?? (taken.has(own) ? `${own}@${system}` : own);
      taken.add(name);
      return Array.from(same, ([at, code]) => ({ system: at, code, target: targetOf(at, code) ?? name }));
    });
    return Map.groupBy(codes, ({ system }) => system);
  };
  const [categories, itemTypes] = [codesOf('PATRON_CATEGORY'), codesOf('ITEM_TYPE')];
  return systems.flatMap((system) => {
    const rules = told.find((one) => one.system === system)?.rules ?? null;
    if (rules === null) return [];
    const owners = region.systems.find(({ id }) => id === system)?.owners ?? [];
    return owners
      .filter(({ library }) => libraries?.includes(library) ?? true)
      .map(({ code, library }) => ({
        library,
        branch: code,
        rules,
        categories: categories.get(system) ?? [],
        itemTypes: itemTypes.get(system) ?? [],
      }));
  });
}

/** Proposes the draft of a plan that has none; what people changed stays. */
export async function keepProposal(db: Kysely<Database>, plan: Plan): Promise<void> {
  const found = await db.selectFrom('draft_rule').select('plan').where('plan', '=', plan.number).limit(1).execute();
  if (found.length > 0) return;
  const rows = proposeDraft(await sidesOfPlan(db, plan), plan.settings.policy.propose);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows.slice(from, from + ROWS_AT_ONCE).map(({ category, itemType, terms, proposed }) => ({
      plan: plan.number,
      category,
      item_type: itemType,
      terms: JSON.stringify(terms),
      proposed: JSON.stringify(proposed),
    }));
    await db.insertInto('draft_rule').values(values).execute();
  }
}

const ROWS_AT_ONCE = 1_000;

/** By category, then item type. */
export async function readDraft(db: Kysely<Database>, { number }: Pick<Plan, 'number'>): Promise<readonly DraftRule[]> {
  const rows = await db
    .selectFrom('draft_rule')
    .select([
      'category',
      'item_type as itemType',
      'terms',
      'proposed',
      'changed_by as changedBy',
      'changed_at as changedAt',
      'note',
    ])
    .where('plan', '=', number)
    .orderBy('category')
    .orderBy('item_type')
    .execute();
  return rows.map((row) => ({ ...row, proposed: row.proposed as DraftRow['proposed'] }));
}

/** As rows of Koha's `circulation_rules`: CSV. */
export async function circulationRulesOf(db: Kysely<Database>, plan: Pick<Plan, 'number'>): Promise<string> {
  return writeCirculationRules(await readDraft(db, plan));
}

interface Changed {
  readonly by: string;
  readonly at: Date;
}

export interface RuleToChange extends Changed {
  readonly category: string;
  readonly itemType: string;
  /** JSON: the terms that are set, beside those that stay. */
  readonly terms: string;
  readonly note: string | null;
}

/** Throws BAD_USER_INPUT if the draft has no such row, and for terms that are none. */
export async function changeDraftRule(db: Kysely<Database>, plan: Plan, asked: RuleToChange): Promise<DraftRule> {
  const { category, itemType, by, at, note } = asked;
  const changes = readTerms(asked.terms);
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('draft_rule')
      .select('terms')
      .where('plan', '=', plan.number)
      .where('category', '=', category)
      .where('item_type', '=', itemType)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) {
      throw badUserInput('category, itemType: the draft has no row for these (report policy-draft).');
    }
    const terms: RuleTerms = { ...row.terms, ...changes };
    await transaction
      .updateTable('draft_rule')
      .set({ terms: JSON.stringify(terms), changed_by: by, changed_at: at, note })
      .where('plan', '=', plan.number)
      .where('category', '=', category)
      .where('item_type', '=', itemType)
      .execute();
    const found = (await readDraft(transaction, plan)).find(
      (one) => one.category === category && one.itemType === itemType,
    );
    if (found === undefined) throw new Error('a changed rule of a draft is gone');
    return found;
  });
}

function readTerms(text: string): RuleTerms {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badUserInput('terms: these are no JSON.');
  }
  const read = changedTerms.safeParse(value);
  if (read.success) return read.data;
  const known = Object.keys(changedTerms.shape);
  const places = read.error.issues
    .map(({ path }) => String(path[0] ?? 'a key'))
    .filter((place) => place === 'a key' || known.includes(place));
  throw badUserInput(`terms: ${places.join(', ')}: this cannot be set; there are ${known.join(', ')}.`);
}

type AnswerToGive = Changed & Pick<DraftAnswer, 'library' | 'agrees' | 'reason'>;

/** The newest answer of a library counts. Throws BAD_USER_INPUT for a library of another plan, and an objection without a reason. */
export async function answerDraft(
  db: Kysely<Database>,
  plan: Plan,
  asked: AnswerToGive,
): Promise<readonly DraftAnswer[]> {
  const { library, agrees, by, at } = asked;
  const reason = asked.reason?.trim() === '' ? null : asked.reason;
  if (!agrees && reason === null) throw badUserInput('reason: say why the library objects.');
  const own = await librariesOfDraft(db, plan);
  if (!own.includes(library)) {
    throw badUserInput(`library: the plan does not move it; it moves ${own.join(', ')}.`);
  }
  const row = { agrees, reason, answered_by: by, answered_at: at, digest: digestOf(await readDraft(db, plan)) };
  await db
    .insertInto('draft_answer')
    .values({ plan: plan.number, library, ...row })
    .onConflict((conflict) => conflict.columns(['plan', 'library']).doUpdateSet(row))
    .execute();
  return readAnswers(db, plan);
}

/** The libraries that the plan moves, by id. */
export async function librariesOfDraft(db: Kysely<Database>, { snapshot, settings }: Plan): Promise<readonly string[]> {
  const region = await readRegion(db, snapshot.number);
  const owned = region.systems.filter(({ id }) => settings.systems.includes(id)).flatMap(({ owners }) => owners);
  const ids = owned.map(({ library }) => library).filter((id) => settings.libraries?.includes(id) ?? true);
  return [...new Set(ids.map(String))].toSorted();
}

export async function readAnswers(db: Kysely<Database>, plan: Pick<Plan, 'number'>): Promise<readonly DraftAnswer[]> {
  const now = digestOf(await readDraft(db, plan));
  const rows = await db
    .selectFrom('draft_answer')
    .select(['library', 'agrees', 'reason', 'answered_by as answeredBy', 'answered_at as answeredAt', 'digest'])
    .where('plan', '=', plan.number)
    .orderBy('library')
    .execute();
  return rows.map(({ digest, ...row }) => ({ ...row, isOfEarlierDraft: digest !== now }));
}

function digestOf(draft: readonly DraftRule[]): string {
  const said = draft.map(({ category, itemType, terms }) => [
    category,
    itemType,
    Object.entries(terms).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
