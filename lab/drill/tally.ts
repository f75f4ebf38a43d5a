/** What a drill counts. */
import type { FactState } from '#domain/facts.ts';

export interface Breach {
  /** Of the lane. */
  readonly seed: number;
  readonly step: number;
  readonly what: string;
  readonly faults: readonly string[];
}

export interface Tally {
  readonly met: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly faults: number;
  /** Faults that no question met, because their system was left alone or its answer was reused. */
  readonly unmet: number;
  readonly states: Readonly<Record<FactState, number>>;
  /** The same of readers' accounts. */
  readonly accounts: Readonly<Record<FactState, number>>;
  /** Copies that RTAC told of, and those of them that it told to be away. */
  readonly told: { readonly copies: number; readonly away: number };
  /** Facts of systems that were well, and those of them that were not live because time was too short. */
  readonly settled: SettledFacts;
  /** The same by system. */
  readonly settledBy: ReadonlyMap<string, SettledFacts>;
  /** Facts that were shown as UNKNOWN although something had been said of them before. */
  readonly forgotten: number;
  readonly questions: number;
  /** Questions whose answer lacked a part because the machine stood still. */
  readonly unjudged: number;
  /** Milliseconds beyond the budget, by question. */
  readonly lateMs: readonly number[];
  readonly breaches: readonly Breach[];
}

export interface SettledFacts {
  readonly facts: number;
  readonly late: number;
}

/** What happens in a drill, as it is counted. */
export interface TallyTaker {
  readonly meet: (kind: string, system: string) => void;
  readonly miss: (faults: number) => void;
  readonly fact: (state: FactState, system: string, settled: boolean, databaseIsWell: boolean) => void;
  readonly account: (state: FactState) => void;
  readonly services: (told: Tally['told']) => void;
  readonly question: (lateMs: number) => void;
  readonly unjudge: () => void;
  readonly breach: (breach: Breach) => void;
}

export type TallyKeeper = Tally & TallyTaker;

/** One thing that happened: which of the takers takes it, and with what. */
export type Told = {
  readonly [Name in keyof TallyTaker]: readonly [name: Name, ...given: Parameters<TallyTaker[Name]>];
}[keyof TallyTaker];

const TAKERS = ['meet', 'miss', 'fact', 'account', 'services', 'question', 'unjudge', 'breach'] as const;

/** Passes on what happens, for a tally that is kept in another process. */
export function createTeller(tell: (told: Told) => void): TallyTaker {
  const taking =
    (name: string) =>
    (...given: readonly unknown[]) => {
      tell([name, ...given] as unknown as Told);
    };
  return Object.fromEntries(TAKERS.map((name) => [name, taking(name)] as const)) as unknown as TallyTaker;
}

/** Counts what another process has told. */
export function take(tally: TallyTaker, [name, ...given]: Told): void {
  (tally[name] as (...given: readonly unknown[]) => void)(...given);
}

export function createTally(): TallyKeeper {
  const met = new Map<string, Map<string, number>>();
  const settledBy = new Map<string, Counted>();
  const lateMs: number[] = [];
  const breaches: Breach[] = [];
  const tally = {
    ...{ faults: 0, unmet: 0, forgotten: 0, questions: 0, unjudged: 0 },
    ...{ met, settledBy, lateMs, breaches },
    states: { LIVE: 0, LAST_KNOWN: 0, UNKNOWN: 0, NOT_SUPPORTED: 0 },
    accounts: { LIVE: 0, LAST_KNOWN: 0, UNKNOWN: 0, NOT_SUPPORTED: 0 },
    told: { copies: 0, away: 0 },
    settled: { facts: 0, late: 0 },
  };
  return Object.assign(tally, {
    meet(kind, system) {
      tally.faults += 1;
      const systems = met.get(kind) ?? new Map<string, number>();
      systems.set(system, (systems.get(system) ?? 0) + 1);
      met.set(kind, systems);
    },
    miss(faults) {
      tally.unmet += faults;
    },
    fact(state, system, settled, databaseIsWell) {
      tally.states[state] += 1;
      if (settled) countSettled([tally.settled, settledOf(settledBy, system)], state);
      if (state === 'UNKNOWN' && databaseIsWell) tally.forgotten += 1;
    },
    account(state) {
      tally.accounts[state] += 1;
    },
    services({ copies, away }) {
      tally.told.copies += copies;
      tally.told.away += away;
    },
    question(late) {
      tally.questions += 1;
      lateMs.push(late);
    },
    unjudge() {
      tally.unjudged += 1;
    },
    breach(breach) {
      breaches.push(breach);
    },
  } satisfies TallyTaker);
}

interface Counted {
  facts: number;
  late: number;
}

function settledOf(settledBy: Map<string, Counted>, system: string): Counted {
  const counted = settledBy.get(system) ?? { facts: 0, late: 0 };
  settledBy.set(system, counted);
  return counted;
}

function countSettled(each: readonly Counted[], state: FactState): void {
  for (const counted of each) {
    counted.facts += 1;
    if (state !== 'LIVE') counted.late += 1;
  }
}
