/**
 * The drill: systems of every kind fail in every way, alone and together, while copies are lent and come back; the graph
 * is asked through its real gateway, and every fact that it tells is compared with what was so.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import type { InjectedFault } from './faults/kinds.ts';
import type { Verdict } from './judge/judge-facts.ts';
import { judgeAccount } from './accounts/judge-account.ts';
import { isJudgeable, judgeAnswer } from './judge/judge-answer.ts';
import { ask, chooseQuestion, type Question } from './question.ts';
import { judgeServices } from './services/judge-services.ts';
import { drillCrowds } from './crowd.ts';
import { createActiveFaults, type ActiveFaults } from './active-faults.ts';
import { openStage, type Stage } from './stage.ts';
import { changeWorlds } from './systems.ts';
import { createTally, type Tally, type TallyTaker } from './tally.ts';

export interface DrillOptions {
  /** The same seed makes the same choices, step by step; moments differ with the machine. */
  readonly seed: number;
  /** Ends when so many faults were met; without it, `steps` ends it. */
  readonly faults?: number;
  /** Ends each lane after so many steps. */
  readonly steps?: number;
  /** Whether each lane begins with a crowd at each system (`crowd.ts`); not if not said. */
  readonly crowds?: boolean;
  /** Stages side by side, each with the next seed; 1 where not said. */
  readonly lanes?: number;
  /** Asked after each step: ends the drill where it gives true. */
  readonly until?: (tally: Tally) => boolean;
  readonly plant?: (adapter: LmsAdapter) => LmsAdapter;
  /** The one kind that is drilled; all of them where not said. */
  readonly kind?: string | undefined;
  /** Called after each question. */
  readonly onProgress?: (tally: Tally) => void;
  /** Called with the choices of each step, before its question is asked. */
  readonly onStep?: (choices: Choices) => void;
}

/** All that chance decides of a step, and what it has made of the systems until then. */
export interface Choices {
  readonly seed: number;
  readonly step: number;
  readonly faults: readonly string[];
  readonly asked: Pick<Question, 'variables' | 'budgetMs'>;
  /** By system: how each copy stands. */
  readonly copies: Readonly<Record<string, unknown>>;
}

/** Asked before anything fails: a hub learns how long the rest of an answer takes. */
const WARM_UP = 6;
const CHANGES_BEFORE = 4;
const CHANGES_MEANWHILE = 4;

/** All lanes in this process; `run.ts` gives each one of its own. */
export async function runDrill(options: DrillOptions): Promise<Tally> {
  const tally = createTally();
  const { faults = Infinity, until = () => false, onProgress } = options;
  const isOver = (): boolean => {
    onProgress?.(tally);
    return tally.faults >= faults || until(tally);
  };
  const lanes = Array.from({ length: options.lanes ?? 1 }, (_, lane) => options.seed + lane);
  await Promise.all(lanes.map((seed) => drillLane({ ...options, seed, isOver }, tally)));
  return tally;
}

export interface LaneOptions extends Pick<DrillOptions, 'seed' | 'steps' | 'crowds' | 'plant' | 'kind' | 'onStep'> {
  /** Asked after each step: whether the drill has seen enough. */
  readonly isOver: () => boolean;
}

/** One stage, from its start to its end. */
export async function drillLane(options: LaneOptions, tally: TallyTaker): Promise<void> {
  const { seed, steps = Infinity, crowds = false, isOver, onStep, plant, kind } = options;
  const stage = await openStage({ plant, kind });
  try {
    const active = createActiveFaults(stage);
    const newestAsOf = new Map<string, number>();
    const warmUp = createRandom(seed);
    for (let time = 0; time < WARM_UP; time += 1) await ask(stage.url, chooseQuestion(stage.systems, warmUp));
    if (crowds) await drillCrowds(stage, tally, seed);
    for (let step = 1; step <= steps; step += 1) {
      const draw = drawsOf(seed, step);
      changeWorlds(stage.systems, draw('changes before'), CHANGES_BEFORE);
      await active.next(draw);
      await drillOnce({ stage, active, tally, newestAsOf, draw, seed, step, onStep });
      if (isOver()) break;
    }
    await active.endAll();
  } finally {
    await stage.close();
  }
}

/** Chance for one purpose of a step. Each has its own: what the moments of one step make of it moves no later choice. */
export type Draw = (purpose: string) => Random;

export function drawsOf(seed: number, step: number): Draw {
  return (purpose) =>
    createRandom(
      createHash('sha256')
        .update(JSON.stringify([seed, step, purpose]))
        .digest()
        .readUInt32BE(),
    );
}

interface Step {
  readonly stage: Stage;
  readonly active: ActiveFaults;
  readonly tally: TallyTaker;
  readonly newestAsOf: Map<string, number>;
  readonly draw: Draw;
  readonly seed: number;
  readonly step: number;
  readonly onStep: DrillOptions['onStep'];
}

/** Asks and judges once. */
async function drillOnce(options: Step): Promise<void> {
  const { stage, active, tally, newestAsOf, draw, seed, step, onStep } = options;
  const { systems } = stage;
  const settled = new Set(systems.filter((system) => active.isSettled(system)).map(({ id }) => id));
  const databaseIsWell = active.databaseIsSettled();
  for (const { asked } of systems) for (const { calls } of asked) calls.clear();

  const question = chooseQuestion(systems, draw('question'));
  const named = nameFaults(active);
  const { variables, budgetMs } = question;
  onStep?.({ seed, step, faults: named, asked: { variables, budgetMs }, copies: describeCopies(systems) });
  const changed = changeMeanwhile(stage, question, draw('changes meanwhile'));
  const titles = question.titles.map(({ title }) => title);
  const [answered, ofReader, ofServices] = await Promise.all([
    ask(stage.url, question),
    stage.askAccounts(systems, question.budgetMs),
    stage.askServices(titles, question.budgetMs),
  ]);
  await changed;

  if (!isJudgeable(answered)) {
    tally.unjudge();
    return;
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
  for (const { state, system, reason } of verdicts) {
    // A title without copies in the list cannot be asked for, however much time there is.
    const canBeLive = state === 'LIVE' || reason !== 'NOT_SUPPORTED';
    tally.fact(state, system, canBeLive && settled.has(system), databaseIsWell);
  }
  for (const { state } of accounts) tally.account(state);
  const services = judgeServices(systems, titles, ofServices);
  tally.services(services);
  const told = [...verdicts, ...accounts, services].flatMap((verdict) => verdict.breaches);
  for (const what of [...breaches, ...ofReader.errors, ...told]) tally.breach({ seed, step, what, faults: named });
  tallyFaults(options, verdicts);
}

function nameFaults({ faults, databaseFault }: ActiveFaults): readonly string[] {
  return [
    ...faults.map(({ system, kind, what }) => `${system.id}: ${kind}${what === '' ? '' : ` (${what})`}`),
    ...(databaseFault === null ? [] : [databaseFault.kind]),
  ];
}

function describeCopies(systems: Stage['systems']): Choices['copies'] {
  const copiesOf = ({ truth }: Stage['systems'][number]) =>
    [...truth.titles.values()].flatMap(({ copies }) => [...copies].map(([barcode, copy]) => [barcode, copy.now]));
  return Object.fromEntries(systems.map((system) => [system.id, copiesOf(system)]));
}

function tallyFaults({ active, tally }: Step, verdicts: readonly Verdict[]): void {
  const { faults, databaseFault } = active;
  const met = faults.filter((fault) => isMet(fault, verdicts));
  for (const { kind, system } of met) tally.meet(kind, system.id);
  if (databaseFault !== null) tally.meet(databaseFault.kind, 'database');
  tally.miss(faults.length - met.length);
}

/** A system that is left alone for a while, or whose last answer is reused, is not asked. */
function isMet({ system: { id }, at, seenAtSocket }: InjectedFault, verdicts: readonly Verdict[]): boolean {
  if (seenAtSocket) return at.calls.count() > 0;
  const reasons = verdicts.filter(({ system }) => system === id).map(({ reason }) => reason);
  return reasons.some((reason) => reason === 'UNREACHABLE' || reason === 'TIMEOUT' || reason === 'BAD_ANSWER');
}

/** Copies come and go while the question is under way, one after another in the same order whatever the moments are. */
async function changeMeanwhile({ systems }: Stage, { budgetMs }: Question, random: Random): Promise<void> {
  const moments = Array.from({ length: CHANGES_MEANWHILE }, () => random.below(budgetMs / 2)).toSorted((a, b) => a - b);
  const startedAt = performance.now();
  for (const moment of moments) {
    await delay(Math.max(0, startedAt + moment - performance.now()));
    changeWorlds(systems, random, 1);
  }
}
