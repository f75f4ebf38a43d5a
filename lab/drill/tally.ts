/** What a drill counts. */
import type { FactState } from '#domain/facts.ts';

export interface Breach {
  /** Of the lane. */
  readonly seed: number;
  readonly step: number;
  readonly what: string;
  /** Faults at that moment. */
  readonly faults: readonly string[];
}

export interface Tally {
  /** Faults that a question met, by kind and system. */
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
  /** Milliseconds beyond the budget, longest last. */
  readonly lateMs: readonly number[];
  readonly breaches: readonly Breach[];
}

export interface SettledFacts {
  readonly facts: number;
  readonly late: number;
}

/** What happens in a drill, as it is counted. */
export interface TallyTaker {
  meet(kind: string, system: string): void;
  miss(faults: number): void;
  fact(state: FactState, system: string, settled: boolean, databaseIsWell: boolean): void;
  account(state: FactState): void;
  services(told: Tally['told']): void;
  question(lateMs: number): void;
  unjudge(): void;
  breach(breach: Breach): void;
}

export type TallyKeeper = Tally & TallyTaker;

/** One thing that happened: which of the takers takes it, and with what. */
export type Told = {
  readonly [Name in keyof TallyTaker]: readonly [name: Name, ...given: Parameters<TallyTaker[Name]>];
}[keyof TallyTaker];

/** Passes on what happens, for a tally that is kept in another process. */
export function createTeller(tell: (told: Told) => void): TallyTaker {
  return {
    meet: (...given) => {
      tell(['meet', ...given]);
    },
    miss: (...given) => {
      tell(['miss', ...given]);
    },
    fact: (...given) => {
      tell(['fact', ...given]);
    },
    account: (...given) => {
      tell(['account', ...given]);
    },
    services: (...given) => {
      tell(['services', ...given]);
    },
    question: (...given) => {
      tell(['question', ...given]);
    },
    unjudge: () => {
      tell(['unjudge']);
    },
    breach: (...given) => {
      tell(['breach', ...given]);
    },
  };
}

/** Counts what another process has told. */
export function take(tally: TallyTaker, told: Told): void {
  switch (told[0]) {
    case 'meet': {
      tally.meet(told[1], told[2]);
      return;
    }
    case 'miss': {
      tally.miss(told[1]);
      return;
    }
    case 'fact': {
      tally.fact(told[1], told[2], told[3], told[4]);
      return;
    }
    case 'account': {
      tally.account(told[1]);
      return;
    }
    case 'services': {
      tally.services(told[1]);
      return;
    }
    case 'question': {
      tally.question(told[1]);
      return;
    }
    case 'unjudge': {
      tally.unjudge();
      return;
    }
    case 'breach': {
      tally.breach(told[1]);
      return;
    }
  }
}

export function createTally(): TallyKeeper {
  const met = new Map<string, Map<string, number>>();
  const states: Record<FactState, number> = { LIVE: 0, LAST_KNOWN: 0, UNKNOWN: 0, NOT_SUPPORTED: 0 };
  const accounts: Record<FactState, number> = { LIVE: 0, LAST_KNOWN: 0, UNKNOWN: 0, NOT_SUPPORTED: 0 };
  const told = { copies: 0, away: 0 };
  const settledFacts = { facts: 0, late: 0 };
  const settledBy = new Map<string, { facts: number; late: number }>();
  const late: number[] = [];
  const breaches: Breach[] = [];
  const counts = { faults: 0, unmet: 0, forgotten: 0, questions: 0, unjudged: 0 };
  return {
    met,
    states,
    accounts,
    told,
    settled: settledFacts,
    settledBy,
    breaches,
    get faults() {
      return counts.faults;
    },
    get unmet() {
      return counts.unmet;
    },
    get forgotten() {
      return counts.forgotten;
    },
    get questions() {
      return counts.questions;
    },
    get unjudged() {
      return counts.unjudged;
    },
    get lateMs() {
      return late.toSorted((a, b) => a - b);
    },
    meet(kind, system) {
      counts.faults += 1;
      const systems = met.get(kind) ?? new Map<string, number>();
      systems.set(system, (systems.get(system) ?? 0) + 1);
      met.set(kind, systems);
    },
    miss(faults) {
      counts.unmet += faults;
    },
    fact(state, system, settled, databaseIsWell) {
      states[state] += 1;
      if (settled) countSettled([settledFacts, settledOf(settledBy, system)], state);
      if (state === 'UNKNOWN' && databaseIsWell) counts.forgotten += 1;
    },
    account(state) {
      accounts[state] += 1;
    },
    services({ copies, away }) {
      told.copies += copies;
      told.away += away;
    },
    question(lateMs) {
      counts.questions += 1;
      late.push(lateMs);
    },
    unjudge() {
      counts.unjudged += 1;
    },
    breach(breach) {
      breaches.push(breach);
    },
  };
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
