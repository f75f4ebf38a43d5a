/**
 * The drill: systems of every kind fail in every way, alone and together, while copies are lent and come back; the graph
 * is asked through its real gateway, and every fact that it tells is compared with what was so.
 */
import type { LmsAdapter } from '#adapters/adapter.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import type { InjectedFault } from './faults/kinds.ts';
import type { Verdict } from './oracle/judge.ts';
import { judgeAccount } from './accounts/judge-account.ts';
import { isJudgeable, judgeAnswer } from './oracle/judge-answer.ts';
import { ask, chooseQuestion, type Question } from './question.ts';
import { createSickness, type Sickness } from './sickness.ts';
import { openStage, type Stage } from './stage.ts';
import { changeWorlds } from './systems.ts';
import { createTally, type Tally, type TallyKeeper } from './tally.ts';

export interface DrillOptions {
  /** The same seed makes the same choices; moments differ with the machine. */
  readonly seed: number;
  /** Ends when so many faults were met. */
  readonly faults: number;
  /** Stages side by side, each with the next seed; 1 where not said. */
  readonly lanes?: number;
  /** Ends with the first breach. */
  readonly stopAtBreach?: boolean;
  readonly plant?: (adapter: LmsAdapter) => LmsAdapter;
  /** Told after each question. */
  readonly onProgress?: (tally: Tally) => void;
}

/** Asked before anything fails: a hub learns how long the rest of an answer takes. */
const WARM_UP = 6;
const CHANGES_BEFORE = 4;
const CHANGES_MEANWHILE = 4;

export async function runDrill(options: DrillOptions): Promise<Tally> {
  const tally = createTally();
  const lanes = Array.from({ length: options.lanes ?? 1 }, (_, lane) => options.seed + lane);
  await Promise.all(lanes.map((seed) => drillLane({ ...options, seed }, tally)));
  return tally;
}

async function drillLane(options: DrillOptions, tally: TallyKeeper): Promise<void> {
  const { seed, faults, stopAtBreach = false, onProgress, plant } = options;
  const stage = await openStage(plant === undefined ? {} : { plant });
  try {
    const random = createRandom(seed);
    const sickness = createSickness(stage);
    const newestAsOf = new Map<string, number>();
    for (let time = 0; time < WARM_UP; time += 1) await ask(stage.url, chooseQuestion(stage.systems, random));
    let faultsSoFar = 0;
    for (let step = 1; tally.faults < faults; step += 1) {
      changeWorlds(stage.systems, random, CHANGES_BEFORE);
      await sickness.next(random);
      faultsSoFar += await drillOnce({ stage, sickness, tally, newestAsOf, random, seed, step, faultsSoFar });
      onProgress?.(tally);
      if (stopAtBreach && tally.breaches.length > 0) break;
    }
    await sickness.heal();
  } finally {
    await stage.close();
  }
}

interface Step {
  readonly stage: Stage;
  readonly sickness: Sickness;
  readonly tally: TallyKeeper;
  readonly newestAsOf: Map<string, number>;
  readonly random: Random;
  readonly seed: number;
  readonly step: number;
  /** Faults that this lane met before. */
  readonly faultsSoFar: number;
}

/** Asks and judges once; gives how many faults the question met. */
async function drillOnce(options: Step): Promise<number> {
  const { stage, sickness, tally, newestAsOf, random, seed, step, faultsSoFar } = options;
  const { systems } = stage;
  const settled = new Set(systems.filter((system) => sickness.isSettled(system)).map(({ id }) => id));
  const databaseIsWell = sickness.databaseIsSettled();
  const { faults, databaseFault } = sickness;
  for (const { simulator } of systems) simulator.calls.clear();

  const question = chooseQuestion(systems, random);
  const changed = changeMeanwhile(stage, question, random);
  const [answered, ofReader] = await Promise.all([
    ask(stage.url, question),
    stage.askAccounts(systems, question.budgetMs),
  ]);
  await changed;

  if (!isJudgeable(answered)) {
    tally.unjudge();
    return 0;
  }
  const { askedAt, answeredAt, lateMs } = answered;
  const heard = new Map<string, number>();
  const { verdicts, breaches } = judgeAnswer({
    systems,
    question,
    answered,
    databaseIsWell,
    circumstancesOf: (system) => ({ system, askedAt, answeredAt, settled: settled.has(system.id), newestAsOf, heard }),
  });
  const accounts = systems.map((system, index) =>
    judgeAccount(ofReader.accounts[index] ?? null, {
      ...ofReader,
      system,
      settled: settled.has(system.id),
      newestAsOf,
      heard,
    }),
  );
  for (const [what, at] of heard) newestAsOf.set(what, at);
  tally.question(lateMs);
  for (const { state, system } of verdicts) tally.fact(state, settled.has(system), databaseIsWell);
  for (const { state } of accounts) tally.account(state);
  const named = [
    ...faults.map(({ system, kind }) => `${system.id}: ${kind}`),
    ...(databaseFault === null ? [] : [databaseFault.kind]),
  ];
  const told = [...verdicts, ...accounts].flatMap((verdict) => verdict.breaches);
  for (const what of [...breaches, ...ofReader.errors, ...told]) {
    tally.breach({ seed, step, faultsSoFar, what, faults: named });
  }
  return tallyFaults(options, verdicts);
}

function tallyFaults({ sickness, tally }: Step, verdicts: readonly Verdict[]): number {
  const { faults, databaseFault } = sickness;
  const met = faults.filter((fault) => isMet(fault, verdicts));
  for (const { kind, system } of met) tally.meet(kind, system.id);
  if (databaseFault !== null) tally.meet(databaseFault.kind, 'database');
  tally.miss(faults.length - met.length);
  return met.length + (databaseFault === null ? 0 : 1);
}

/** A system that is left alone for a while, or told again what it said a moment ago, is not asked. */
function isMet({ system: { id, simulator }, seenAtSocket }: InjectedFault, verdicts: readonly Verdict[]): boolean {
  if (seenAtSocket) return simulator.calls.count() > 0;
  const reasons = verdicts.filter(({ system }) => system === id).map(({ reason }) => reason);
  return reasons.some((reason) => reason === 'UNREACHABLE' || reason === 'TIMEOUT' || reason === 'BAD_ANSWER');
}

/** Copies come and go while the question is under way. */
async function changeMeanwhile({ systems }: Stage, { budgetMs }: Question, random: Random): Promise<void> {
  const moments = Array.from({ length: CHANGES_MEANWHILE }, () => random.below(budgetMs / 2));
  // Drawn now: the order in which moments come must not decide what is drawn.
  const seeds = moments.map(() => random.below(2 ** 31));
  await Promise.all(
    moments.map(
      (afterMs, index) =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            changeWorlds(systems, createRandom(seeds[index] ?? 0), 1);
            resolve();
          }, afterMs);
        }),
    ),
  );
}
