/**
 * The steps of a move: one person asks, another confirms, and only then does a library stand otherwise. What is asked, confirmed and
 * withdrawn stays written down, with what was counted.
 */
import type { ActionKind } from '#domain/actions.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { LENDING_PHASES, standAs } from '#domain/move-phases.ts';
import type { Library, MovePhase, Region } from '#domain/region.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type Kysely, type Selectable } from 'kysely';
import { assertIsPerson, whyNotBy, type Person } from '../people.ts';
import {
  assertAsCounted,
  joinRecords,
  prepareSwitch,
  RecordsApartError,
  sayCounts,
  type SwitchCounts,
} from './count-switch.ts';
import { dropLoans, keepLoans } from './rekey.ts';
import { readPhases } from './standing.ts';
import { findStep, phasesAfter, type Step } from './steps.ts';

export interface PhaseRequest extends Step {
  readonly id: number;
  readonly state: 'ASKED' | 'CONFIRMED' | 'WITHDRAWN';
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly askedRole: string;
  readonly note: string | null;
  readonly counts: SwitchCounts | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedRole: string | null;
}

export interface AskedPhase {
  readonly library: string;
  readonly phase: MovePhase;
  /** The system that it moves away from; needed if it could be several. */
  readonly system: string | null;
  /** How many holdings and copies are left without a new id: exactly so many. */
  readonly acceptMissing: number;
  /** Whether open loans may be left that the new system does not have, or that are not told since the freeze. */
  readonly acceptLoansMissing: boolean;
  /** How many records that are in other editions than those that they came from are ruled to be the same: exactly so many. */
  readonly joinRecords: number;
  readonly note: string | null;
  readonly by: Person;
  readonly at: Date;
}

/**
 * Asks that a library shall stand otherwise. Nothing changes until somebody else confirms it. Throws BAD_USER_INPUT with what to do
 * where that cannot be: the file names no such system, the step is not the next one, a step is asked for already, or copies would
 * lose their ids.
 */
export async function askForPhase(db: Kysely<Database>, region: Region, asked: AskedPhase): Promise<PhaseRequest> {
  const answer = await askOnce(db, region, asked).catch(async (error: unknown) => {
    if (!(error instanceof RecordsApartError)) throw error;
    throw badUserInput(await joinRecords(db, error.records, asked));
  });
  if (answer instanceof MerciaError) throw answer;
  return answer;
}

/** A refusal that is given, and not thrown, keeps what was counted for it. */
async function askOnce(db: Kysely<Database>, region: Region, asked: AskedPhase): Promise<PhaseRequest | MerciaError> {
  return db.transaction().execute(async (tx) => {
    await assertIsPerson(tx, region, `askForPhase: ${STEPS}`, asked);
    // Whoever asks at the same moment waits for what is counted, and is told of the first.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`move ${asked.library}`}, 0))`.execute(tx);
    // One that is being confirmed is waited for, and then stands no more.
    const open = await findOpen(tx, asked.library as LibraryId);
    const library = await standingLibrary(tx, region, asked.library);
    if (open !== null && isOver(open, asked.at)) {
      await end(tx, open, 'WITHDRAWN', asked.by, asked.at);
      await note(tx, 'PHASE_WITHDRAWN', open, { by: asked.by, at: asked.at, words: 'not confirmed within a day' });
    } else if (open !== null) throw badUserInput(sayOpen(open));
    const step = findStep(library, asked.phase, asked.system);
    const counts = step.phase === 'MOVED' ? await prepareSwitch(tx, library, step, asked) : null;
    if (counts instanceof MerciaError) return counts;
    const row = await tx
      .insertInto('move_request')
      .values({
        library: step.library,
        source: step.source,
        target: step.target,
        from_phase: step.from,
        phase: step.phase,
        state: 'ASKED',
        asked_at: asked.at,
        asked_by: asked.by.by,
        asked_role: asked.by.role,
        asked_names: [...asked.by.names],
        note: asked.note,
        counts: counts === null ? null : toJson(counts),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await note(tx, 'PHASE_ASKED', step, { by: asked.by, at: asked.at, words: asked.note });
    return toRequest(row);
  });
}

/** The step is taken, by somebody else than who asked. In force everywhere within two seconds. */
export async function confirmPhase(
  db: Kysely<Database>,
  region: Region,
  id: number,
  { by, at }: { readonly by: Person; readonly at: Date },
): Promise<PhaseRequest> {
  return db.transaction().execute(async (tx) => {
    await assertIsPerson(tx, region, `confirmPhase: ${STEPS}`, { by, at });
    const request = await takeOpen(tx, id);
    const why = await whyNotBy(tx, region, request.askedBy, at);
    if (why !== null) throw badUserInput(`Request ${id} was asked for with a key ${why}. Withdraw it, and ask again.`);
    if (isOver(request, at)) {
      throw badUserInput(
        `Request ${id} was asked for more than ${ASKED_FOR_HOURS} hours ago, and can be confirmed no more: withdraw it, and ask again.`,
      );
    }
    const { names } = await tx
      .selectFrom('move_request')
      .select('asked_names as names')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if ([request.askedBy, ...names].some((name) => by.names.includes(name))) {
      throw new MerciaError(
        'FORBIDDEN',
        `confirmPhase: you asked for it yourself. Somebody else with the role "migration" or "operator" must confirm it; you may withdraw it.`,
      );
    }
    const library = await standingLibrary(tx, region, request.library);
    const now = findStep(library, request.phase, request.source);
    if (now.from !== request.from || now.target !== request.target) {
      throw badUserInput(
        `${request.library} is ${now.from} now, and was ${request.from} when this was asked for. Withdraw it, and ask again.`,
      );
    }
    if (request.phase === 'MOVED') await assertAsCounted(tx, library, request);
    await writePhases(tx, request, at);
    if (request.phase === 'MOVED') await keepLoans(tx, request);
    if (request.phase === 'ARCHIVED') await dropLoans(tx, request);
    const row = await end(tx, request, 'CONFIRMED', by, at);
    await note(tx, 'PHASE_CONFIRMED', request, { by, at, words: sayCounts(request.counts) });
    return row;
  });
}

const STEPS = 'the steps of a move are';

/** What was counted and thought longer ago is asked for again. */
export const ASKED_FOR_HOURS = 24;

/** Whether it was asked for too long ago to be confirmed. */
export function isOver({ askedAt }: PhaseRequest, at: Date): boolean {
  return at.getTime() - askedAt.getTime() > ASKED_FOR_HOURS * 3_600_000;
}

/** Nothing changes. Whoever asked may do it, and everybody who may confirm. */
export async function withdrawPhase(
  db: Kysely<Database>,
  region: Region,
  id: number,
  { by, at }: { readonly by: Person; readonly at: Date },
): Promise<PhaseRequest> {
  return db.transaction().execute(async (tx) => {
    await assertIsPerson(tx, region, `withdrawPhase: ${STEPS}`, { by, at });
    const request = await takeOpen(tx, id);
    const row = await end(tx, request, 'WITHDRAWN', by, at);
    await note(tx, 'PHASE_WITHDRAWN', request, { by, at, words: null });
    return row;
  });
}

/** What was asked for, by library: the newest first, so many of each at most. */
export async function listRequests(
  db: Kysely<Database>,
  libraries: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly PhaseRequest[]>> {
  const { rows } = await sql<Selectable<Database['move_request']>>`
    SELECT r.* FROM unnest(${textArray(libraries)}::text[]) AS asked(library) CROSS JOIN LATERAL (
      SELECT * FROM move_request WHERE library = asked.library ORDER BY id DESC LIMIT ${most}) r
    ORDER BY r.id DESC`.execute(db);
  return Map.groupBy(rows.map(toRequest), ({ library }) => library);
}

/** The library as it stands in this transaction: this process may not have noticed a step of a moment ago. */
async function standingLibrary(tx: Tx, region: Region, id: string): Promise<Library> {
  const standing = await readPhases(tx, id as LibraryId);
  const library = standAs(region, standing).libraries.find((one) => one.id === id);
  if (library === undefined) throw badUserInput(`library: the region has no library "${id.slice(0, 100)}".`);
  return library;
}

async function writePhases(tx: Tx, step: Step, at: Date): Promise<void> {
  for (const { system, phase } of phasesAfter(step)) {
    const before = await tx
      .selectFrom('move_phase')
      .selectAll()
      .where('library', '=', step.library)
      .where('system', '=', system)
      .executeTakeFirst();
    if (before?.phase === phase) continue;
    const stoppedAt = LENDING_PHASES.has(phase) || phase === 'TEST_LOADED' ? null : (before?.stopped_at ?? at);
    const row = { phase, since: at, stopped_at: stoppedAt };
    await tx
      .insertInto('move_phase')
      .values({ library: step.library, system, ...row })
      .onConflict((conflict) => conflict.columns(['library', 'system']).doUpdateSet(row))
      .execute();
  }
}

async function findOpen(tx: Tx, library: LibraryId): Promise<PhaseRequest | null> {
  const row = await tx
    .selectFrom('move_request')
    .selectAll()
    .where('library', '=', library)
    .where('state', '=', 'ASKED')
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

function sayOpen({ id, library, phase, askedAt, askedBy }: PhaseRequest): string {
  return `${library}: ${phase} was asked for already, at ${askedAt.toISOString()} by ${askedBy} (request ${id}). Confirm or withdraw that first.`;
}

async function takeOpen(tx: Tx, id: number): Promise<PhaseRequest> {
  const row = await tx.selectFrom('move_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw badUserInput(`id: there is no request ${id}; "mercia move switch list" lists them.`);
  const request = toRequest(row);
  if (request.state === 'ASKED') return request;
  const when = request.endedAt?.toISOString() ?? '';
  throw badUserInput(
    `Request ${id} was ${request.state.toLowerCase()} already, at ${when} by ${request.endedBy ?? ''}.`,
  );
}

async function end(
  tx: Tx,
  { id }: PhaseRequest,
  state: 'CONFIRMED' | 'WITHDRAWN',
  { by, role }: Actor,
  at: Date,
): Promise<PhaseRequest> {
  const row = await tx
    .updateTable('move_request')
    .set({ state, ended_at: at, ended_by: by, ended_role: role })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRequest(row);
}

async function note(
  tx: Tx,
  action: ActionKind,
  { library, source, target, from, phase }: Step,
  { by: { by, role }, at, words }: { readonly by: Actor; readonly at: Date; readonly words: string | null },
): Promise<void> {
  const subject = `${library} ${source} ${target} ${from} ${phase}`;
  await recordAction(tx, { at, action, actor: { by, role }, subject, note: words });
}

function toRequest(row: Selectable<Database['move_request']>): PhaseRequest {
  return {
    id: row.id,
    library: row.library as LibraryId,
    source: row.source as SystemId,
    target: row.target as SystemId,
    from: row.from_phase,
    phase: row.phase,
    state: row.state,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    askedRole: row.asked_role,
    note: row.note,
    // Written by `askForPhase` alone.
    counts: row.counts as SwitchCounts | null,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    endedRole: row.ended_role,
  };
}
