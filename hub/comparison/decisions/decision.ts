/** Clashes that somebody has to decide: made from rows of a snapshot, changed while open, closed with an outcome. */
import type { Condition, DecisionState, Population } from '#domain/comparison.ts';
import { isDay } from '#domain/wall-time.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type Kysely } from 'kysely';
import { countBy, countRows } from '../populations/counts.ts';
import { findSnapshot, readRegion, type Snapshot } from '../snapshots/snapshot.ts';
import { countAffected, countParts, librariesTouched, type Affected } from './affected.ts';

export interface DecisionOption extends Affected {
  readonly text: string;
  /** Which of the decision's rows it changes; all if there is no condition. */
  readonly where: readonly Condition[];
}

export interface Decision {
  readonly id: number;
  /** Name of the snapshot that raised it. */
  readonly snapshot: string;
  readonly question: string;
  readonly population: Population;
  readonly where: readonly Condition[];
  readonly libraries: readonly string[];
  /** As it was when it was made. */
  readonly items: number | null;
  readonly readers: number | null;
  readonly options: readonly DecisionOption[];
  readonly owner: string | null;
  readonly dueOn: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
  readonly state: DecisionState;
  readonly chosen: number | null;
  readonly outcome: string | null;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

export interface OptionToMake {
  readonly text: string;
  readonly where: readonly Condition[];
}

export interface DecisionToMake {
  readonly question: string;
  readonly population: Population;
  readonly where: readonly Condition[];
  /** If there are none, one for each system, or library, that could change its rows. */
  readonly options: readonly OptionToMake[];
  readonly owner: string | null;
  readonly dueOn: string | null;
}

/** What is undefined stays as it is. */
export interface DecisionChanges {
  readonly question?: string | undefined;
  readonly options?: readonly OptionToMake[] | undefined;
  readonly owner?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
}

/** Who decides, and when. */
export interface Act extends Actor {
  readonly at: Date;
}

const LONGEST_TEXT = 2_000;
const MOST_OPTIONS = 20;

/** Throws BAD_USER_INPUT for what cannot be decided: no text, no rows, no such dimension. */
export async function makeDecision(
  db: Kysely<Database>,
  snapshot: Snapshot,
  { question, population, where, options, owner, dueOn }: DecisionToMake,
  act: Act,
): Promise<Decision> {
  assertText(question, 'question');
  assertDay(dueOn);
  if (snapshot.state !== 'WHOLE') {
    throw badUserInput(`snapshot: "${snapshot.name}" is not whole; its numbers would be wrong.`);
  }
  if (where.length === 0) throw badUserInput('where: say which rows are to be decided on.');
  const lasting = await withLastingIds(db, where);
  const selection = { snapshot: snapshot.number, population, where: lasting };
  const libraries = await librariesTouched(db, selection);
  const { items, readers } = await countAffected(db, selection);
  // Records and statements may have no copies, and be of no library.
  if ((await countRows(db, selection)).value === 0) {
    throw badUserInput(`where: the snapshot "${snapshot.name}" has no such rows.`);
  }
  const weighed = await weigh(db, selection, options);
  const id = await db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('decision')
      .values({
        snapshot: snapshot.name,
        question,
        population,
        conditions: toJson(lasting),
        libraries: [...libraries],
        items,
        readers,
        options: toJson(weighed),
        owner,
        due_on: dueOn,
        made_by: act.by,
        made_at: act.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(tx, 'DECISION_RAISED', { id: made.id, note: question }, act);
    return made.id;
  });
  return getDecision(db, id);
}

type Decided = 'DECISION_RAISED' | 'DECISION_CHANGED' | 'DECISION_TAKEN';

async function record(
  tx: Tx,
  action: Decided,
  { id, note }: { readonly id: number; readonly note: string | null },
  { by, role, at }: Act,
): Promise<void> {
  await recordAction(tx, { at, action, actor: { by, role }, subject: String(id), note });
}

/** Throws BAD_USER_INPUT if there is none of this id, or it is closed. */
export async function changeDecision(
  db: Kysely<Database>,
  id: number,
  changes: DecisionChanges,
  act: Act,
): Promise<Decision> {
  const { population, where, snapshot: name } = await getOpenDecision(db, id);
  if (changes.question !== undefined) assertText(changes.question, 'question');
  assertDay(changes.dueOn ?? null);
  let options: string | undefined;
  if (changes.options !== undefined) {
    // The snapshot that raised it may be gone: then by the newest.
    const snapshot = (await findSnapshot(db, name)) ?? (await findSnapshot(db, null));
    if (snapshot === null) throw badUserInput('options: there is no snapshot to weigh them by.');
    options = toJson(await weigh(db, { snapshot: snapshot.number, population, where }, changes.options));
  }
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('decision')
      .set({
        ...(changes.question === undefined ? {} : { question: changes.question }),
        ...(changes.owner === undefined ? {} : { owner: changes.owner }),
        ...(changes.dueOn === undefined ? {} : { due_on: changes.dueOn }),
        ...(options === undefined ? {} : { options }),
        changed_by: act.by,
        changed_at: act.at,
      })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw isClosed(id);
    await record(tx, 'DECISION_CHANGED', { id, note: null }, act);
  });
  return getDecision(db, id);
}

/** Throws BAD_USER_INPUT if there is none of this id, it is closed, it has no such option, or its options are changed just now. */
export async function closeDecision(
  db: Kysely<Database>,
  id: number,
  { chosen, outcome }: { readonly chosen: number | null; readonly outcome: string | null },
  act: Act,
): Promise<Decision> {
  const { options, changedAt } = await getOpenDecision(db, id);
  const option = chosen === null ? undefined : options[chosen];
  if (chosen !== null && option === undefined) {
    throw badUserInput(`option: the decision has ${options.length} options, the first is 0.`);
  }
  const said = outcome ?? option?.text ?? '';
  assertText(said, 'outcome');
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('decision')
      .set({ chosen, outcome: said, closed_by: act.by, closed_at: act.at })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where(sql<boolean>`${chosen === null} OR changed_at IS NOT DISTINCT FROM ${changedAt}`)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await record(tx, 'DECISION_TAKEN', { id, note: said }, act);
  });
  const decision = await getDecision(db, id);
  // Somebody else may have taken it meanwhile: theirs stands.
  if (decision.state === 'DECIDED') return decision;
  throw badUserInput(`id: the decision ${id} was changed meanwhile; look at its options, and close it again.`);
}

export interface DecisionsAsked {
  /** Those that touch one of these libraries; null for all. */
  readonly libraries: readonly string[] | null;
  readonly state?: DecisionState | undefined;
  readonly after: number | null;
  readonly first: number;
}

/** In the order in which they were made. */
export async function listDecisions(
  db: Kysely<Database>,
  { libraries, state, after, first }: DecisionsAsked,
): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    SELECT ${COLUMNS} FROM decision
    WHERE id > ${after ?? 0} ${ofLibraries(libraries)}
      ${state === undefined ? sql`` : state === 'OPEN' ? sql`AND closed_at IS NULL` : sql`AND closed_at IS NOT NULL`}
    ORDER BY id LIMIT ${first}`.execute(db);
  return rows;
}

export interface DecisionCounts {
  readonly open: number;
  readonly decided: number;
  /** Open, and its day is over. */
  readonly overdue: number;
}

export async function countDecisions(
  db: Kysely<Database>,
  libraries: readonly string[] | null,
  today: string,
): Promise<DecisionCounts> {
  const { rows } = await sql<DecisionCounts>`
    SELECT count(*) FILTER (WHERE closed_at IS NULL) AS open, count(closed_at) AS decided,
      count(*) FILTER (WHERE closed_at IS NULL AND due_on < ${today}) AS overdue
    FROM decision WHERE true ${ofLibraries(libraries)}`.execute(db);
  return rows[0] ?? { open: 0, decided: 0, overdue: 0 };
}

export async function findDecision(db: Kysely<Database>, id: number): Promise<Decision | null> {
  const { rows } = await sql<Decision>`SELECT ${COLUMNS} FROM decision WHERE id = ${id}`.execute(db);
  return rows[0] ?? null;
}

const COLUMNS = sql`id, snapshot, question, population, conditions AS "where", libraries, items, readers, options, owner,
  due_on AS "dueOn", made_by AS "madeBy", made_at AS "madeAt", changed_by AS "changedBy", changed_at AS "changedAt",
  CASE WHEN closed_at IS NULL THEN 'OPEN' ELSE 'DECIDED' END AS state, chosen, outcome, closed_by AS "closedBy",
  closed_at AS "closedAt"`;

function ofLibraries(libraries: readonly string[] | null): ReturnType<typeof sql> {
  return libraries === null ? sql`` : sql`AND libraries && ${[...libraries]}::text[]`;
}

async function getDecision(db: Kysely<Database>, id: number): Promise<Decision> {
  const found = await findDecision(db, id);
  if (found === null) throw badUserInput(`id: there is no decision ${id}.`);
  return found;
}

async function getOpenDecision(db: Kysely<Database>, id: number): Promise<Decision> {
  const found = await getDecision(db, id);
  if (found.state === 'OPEN') return found;
  throw isClosed(id);
}

function isClosed(id: number): MerciaError {
  return badUserInput(`id: the decision ${id} is closed; make another one.`);
}

/** Numbers of rows are those of one snapshot; the ids of their records are the same in all. */
async function withLastingIds(db: Kysely<Database>, where: readonly Condition[]): Promise<readonly Condition[]> {
  const lasting: Condition[] = [];
  for (const condition of where) {
    if (condition.dimension !== 'ROW') {
      lasting.push(condition);
      continue;
    }
    const rows = await db
      .selectFrom('snapshot_record as t')
      .innerJoin('system', 'system.id', 't.system')
      .select(['system.system_id as system', 't.local_id as localId'])
      .where('t.id', 'in', condition.in.filter((row) => /^\d{1,15}$/.test(row)).map(Number))
      .execute();
    if (rows.length === 0) throw badUserInput('where: there is no such ROW.');
    lasting.push({ dimension: 'RECORD', in: rows.map(({ system, localId }) => `${system}:record:${localId}`) });
  }
  return lasting;
}

type Weighed = Parameters<typeof countAffected>[1];

/** What each option would cost, by the snapshot. */
async function weigh(
  db: Kysely<Database>,
  selection: Weighed,
  given: readonly OptionToMake[],
): Promise<readonly DecisionOption[]> {
  if (given.length > MOST_OPTIONS) throw badUserInput(`options: at most ${MOST_OPTIONS}.`);
  const options = given.length > 0 ? given : await whoCouldGiveWay(db, selection);
  for (const [place, { text }] of options.entries()) assertText(text, `options[${place}].text`);
  const wheres = options.map(({ where }) => where);
  return (await countParts(db, selection, wheres)).map((affected, place) => ({
    text: options[place]?.text ?? '',
    where: wheres[place] ?? [],
    ...affected,
  }));
}

/** Each system gives way, or each library if there is one system only. */
async function whoCouldGiveWay(db: Kysely<Database>, selection: Weighed): Promise<readonly OptionToMake[]> {
  const systems = await countBy(db, selection, ['SYSTEM']);
  const dimension = systems.length > 1 ? 'SYSTEM' : 'LIBRARY';
  const { libraries, systems: ofRegion } = await readRegion(db, selection.snapshot);
  const names = new Map<string, string>([...libraries, ...ofRegion].map(({ id, name }) => [id, name]));
  const sides = dimension === 'SYSTEM' ? systems : await countBy(db, selection, ['LIBRARY']);
  return sides.slice(0, MOST_OPTIONS).map(({ values: [side = ''] }) => ({
    text: `${names.get(side) ?? side} changes`,
    where: [{ dimension, in: [side] }],
  }));
}

function assertText(text: string, place: string): void {
  if (text.trim() !== '' && text.length <= LONGEST_TEXT) return;
  throw badUserInput(`${place}: 1 to ${LONGEST_TEXT} characters.`);
}

function assertDay(day: string | null): void {
  if (day === null || isDay(day)) return;
  throw badUserInput('dueOn: a day, as 2026-01-31.');
}
