/**
 * A library moves from one system to another and back again, through every phase, while both systems fail and copies are lent at both.
 * What is told of it is compared with the history of the system that may answer for it just then.
 */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase } from '#domain/region.ts';
import { askForPhase, confirmPhase, listMissing, type PhaseRequest } from '#moving/index.ts';
import type { Random } from '#simulators/random.ts';
import { createActiveFaults, type ActiveFaults } from '../active-faults.ts';
import { drawsOf } from '../drill.ts';
import { isJudgeable, judgeAnswer } from '../judge/judge-answer.ts';
import { ask, chooseQuestion } from '../question.ts';
import type { DrilledMove } from '../region.ts';
import { judgeServices } from '../services/judge-services.ts';
import { harvestOnce, openStage, type Stage } from '../stage.ts';
import type { DrilledSystem } from '../systems.ts';
import type { TallyTaker } from '../tally.ts';
import { judgeMove, type Standing } from './judge-move.ts';

/** A Koha that is asked directly moves into one of another way to log in, behind an adapter server. */
const MOVE: DrilledMove = { from: 'koha-oauth', to: 'koha-basic-apart' };
/** Where it stands one after the other; the last is the way back. */
const PHASES: readonly MovePhase[] = ['LIVE', 'CATALOGUE_FROZEN', 'FROZEN', 'MOVED', 'LIVE'];
const CHANGES = 4;
/** Longer than a breaker of the drill stays open. */
const REST_MS = 30_000;

interface MoveOptions {
  readonly seed: number;
  /** Questions in each phase. */
  readonly steps: number;
  /** Called when the library stands so: a mistake that the drill must find. */
  readonly plant?: (stage: Stage, phase: MovePhase) => Promise<void>;
}

export async function drillMove(options: MoveOptions, tally: TallyTaker): Promise<void> {
  const stage = await openStage({ move: MOVE });
  try {
    const [old, now] = stage.systems;
    if (old === undefined || now === undefined) throw new Error('two systems were not started');
    const active = createActiveFaults(stage, { database: false });
    const ids = new Map<string, string>();
    // What the old system lost before it was harvested for the last time is only the new one's, under its own ids.
    let listed: ReadonlySet<string> = new Set(old.truth.firstBarcodes);
    for (const [index, phase] of PHASES.entries()) {
      if (index > 0) await stepTo(stage, phase);
      if (phase === 'MOVED') listed = new Set([...listed].filter((barcode) => isThere(old, barcode)));
      await options.plant?.(stage, phase);
      const standing = { ...MOVE, phase, ids, isLoaded: (barcode: string) => listed.has(barcode) };
      const newestAsOf = new Map<string, number>();
      for (let step = 1; step <= options.steps; step += 1) {
        const scene = { stage, active, old, now, standing, listed, newestAsOf };
        await drillStep(scene, { seed: options.seed, step: index * options.steps + step }, tally);
      }
      await active.endAll();
    }
  } finally {
    await stage.close();
  }
}

/** Two people take the step; before MOVED both systems are harvested, as they must be. Adapters that learned of a fault are built again. */
async function stepTo(stage: Stage, phase: MovePhase): Promise<void> {
  const { hub } = stage;
  stage.renew([MOVE.from, MOVE.to]);
  if (phase === 'MOVED') {
    await Promise.all(stage.systems.map(waitForWorker));
    await harvestWhenAsked(stage);
  }
  const [one, other] = ['asker', 'confirmer'].map((by) => ({ by, role: 'migration', names: [by] }));
  if (one === undefined || other === undefined) return;
  const library = `lib-${MOVE.from}` as LibraryId;
  const asking = async (acceptMissing: number): Promise<PhaseRequest> => {
    // Loans are no part of this drill: their lists are not read before the step.
    const accepted = { acceptMissing, acceptLoansMissing: true, joinRecords: 0 };
    const asked = { library, phase, system: null, ...accepted, note: null, by: one, at: new Date() };
    return askForPhase(hub.store.db, hub.written, asked);
  };
  const { id } = await asking(0).catch(async (refused: unknown) => {
    // What the old system got after the new one was loaded is lost: people accept exactly so many, as the refusal says.
    const lost = await listMissing(hub.store.db, { library, source: MOVE.from as SystemId }, 1_000);
    if (lost.length === 0) throw refused;
    return asking(lost.length);
  });
  await confirmPhase(hub.store.db, hub.written, id, { by: other, at: new Date() });
  await hub.phases.look();
}

/** Idle connections of those who asked before hold its workers until another one has waited, for longer than a call of the drill may take. */
async function waitForWorker({ simulator }: DrilledSystem): Promise<void> {
  const [answer] = (await once(get(simulator.url, { agent: false }), 'response')) as [IncomingMessage];
  await answer.resume().toArray();
}

/** A system that failed several times in a row is left alone for a while, and harvested after that. */
async function harvestWhenAsked({ hub }: Stage): Promise<void> {
  for (const until = performance.now() + REST_MS; ;) {
    try {
      await harvestOnce(hub, [MOVE.from as SystemId, MOVE.to as SystemId]);
      return;
    } catch (error) {
      if (performance.now() > until || !String(error).includes('it is not called for now')) throw error;
      await setTimeout(250);
    }
  }
}

function isThere({ truth }: DrilledSystem, barcode: string): boolean {
  const now = truth.titleOf(barcode)?.copies.get(barcode)?.now;
  return now !== null && now !== undefined;
}

interface Scene {
  readonly stage: Stage;
  readonly active: ActiveFaults;
  readonly old: DrilledSystem;
  readonly now: DrilledSystem;
  readonly standing: Standing;
  /** Barcodes that are shown under an id of the old system, whichever answers. */
  readonly listed: ReadonlySet<string>;
  readonly newestAsOf: Map<string, number>;
}

async function drillStep(
  { stage, active, old, now, standing, listed, newestAsOf }: Scene,
  { seed, step }: { readonly seed: number; readonly step: number },
  tally: TallyTaker,
): Promise<void> {
  const draw = drawsOf(seed, step);
  const { phase } = standing;
  const isFrozen = phase === 'FROZEN';
  const answering = phase === 'MOVED' ? now : old;
  change({ old, now }, phase, draw('changes'));
  await active.next(draw);
  // A frozen library is shown as it was, however well its system is.
  const settled = active.isSettled(answering) && !isFrozen;
  for (const { asked } of stage.systems) for (const { calls } of asked) calls.clear();

  const answers: DrilledSystem = phase === 'MOVED' ? { ...now, id: old.id, answeredBy: now.id } : old;
  const shown = { ...answers, truth: { ...answers.truth, firstBarcodes: [...listed] } };
  const question = chooseQuestion([shown], draw('question'));
  const titles = question.titles.map(({ title }) => title);
  const [answered, services] = await Promise.all([
    ask(stage.url, question),
    stage.askServices(titles, question.budgetMs),
  ]);
  if (!isJudgeable(answered)) {
    tally.unjudge();
    return;
  }
  const { askedAt, answeredAt, lateMs } = answered;
  const heard = new Map<string, number>();
  const { verdicts, breaches } = judgeAnswer({
    systems: [shown],
    question,
    answered,
    databaseIsWell: true,
    circumstancesOf: (system) => ({ system, askedAt, answeredAt, settled, newestAsOf, heard }),
  });
  for (const [what, at] of heard) newestAsOf.set(what, at);
  tally.question(lateMs);
  for (const { state } of verdicts) tally.fact(state, answering.id, settled, true);
  const told = judgeServices([shown], titles, services);
  tally.services(told);
  const faults = active.faults.map(({ system, kind }) => `${system.id}: ${kind}`);
  const all = [...breaches, ...verdicts.flatMap((one) => one.breaches), ...told.breaches];
  for (const what of [...all, ...judgeMove(answered.data, standing)]) {
    tally.breach({ seed, step, what: `${phase}: ${what}`, faults });
  }
  for (const { kind, system, at } of active.faults) if (at.calls.count() > 0) tally.meet(kind, system.id);
}

/**
 * While it is tried out, the target's copies are lent and come back there alone; once it counts, all that can happen does. Nobody
 * changes anything in a system that is frozen or was left.
 */
function change({ old, now }: Pick<Scene, 'old' | 'now'>, phase: MovePhase, random: Random): void {
  for (let time = 0; time < CHANGES; time += 1) {
    if (phase === 'LIVE' || phase === 'CATALOGUE_FROZEN') old.truth.change(random, Date.now());
    if (phase === 'MOVED') now.truth.change(random, Date.now());
    else lendOrTakeBack(now, random);
  }
}

function lendOrTakeBack({ truth, staff }: DrilledSystem, random: Random): void {
  const barcode = random.one(truth.firstBarcodes);
  const copy = truth.titleOf(barcode)?.copies.get(barcode);
  const status = copy?.now?.status;
  if (status === 'AVAILABLE') copy?.set(Date.now(), { status: 'ON_LOAN', dueOn: staff.lend(barcode, 14) });
  if (status !== 'ON_LOAN') return;
  staff.takeBack(barcode);
  copy?.set(Date.now(), { status: 'AVAILABLE', dueOn: null });
}
