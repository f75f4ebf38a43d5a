/** Runs the checks that a real system can be asked, one after another, and says of each what became of it. */
import { once } from 'node:events';
import type { Capability, LmsAdapter } from '#contract/adapter.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import { NotTried, tryCheck, type Check, type Group, type Touch, type Verdict } from '../check.ts';
import { findSample } from '../sample.ts';
import { readOnlySuite, suiteOf } from '../suite.ts';
import type { Sample } from '../system.ts';
import { createOwnWire, type OwnWire } from './own-wire.ts';
import { CARD_CHECKS, type CardBench } from './test-card.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';

export interface RealSystem {
  /** Where the part listens that tells how copies stand; empty where there is no address. */
  readonly address: string;
  /** True where that is the live part of a system of two. */
  readonly isComposed: boolean;
  readonly connections: number;
  readonly callTimeoutMs: number;
  /** An adapter that asks at an address, through a guard made of this. Nothing else may be asked by it. */
  build(asked: {
    readonly address: string;
    readonly callTimeoutMs: number;
    readonly wrap: (guard: HostGuard) => HostGuard;
  }): LmsAdapter;
}

export interface ConformOptions {
  /** Questions to the system, at most. */
  readonly questions: number;
  /** A card that the library gives for tests; without it nothing is asked of readers. */
  readonly card?: string | undefined;
  /** Called before each check. */
  readonly onCheck?: (done: number, total: number, name: string) => void;
  readonly signal: AbortSignal;
}

export interface CheckResult {
  readonly group: string | null;
  readonly check: string;
  readonly touches: Touch;
  readonly needs: readonly Capability[];
  readonly verdict: Verdict;
}

export interface ConformReport {
  readonly system: LmsAdapter['system'];
  readonly declared: readonly Capability[];
  readonly questions: number;
  readonly results: readonly CheckResult[];
}

/** An adapter with little patience gives up after this. */
const SHORT_MS = 1_000;
/** Whoever has interrupted the checks knows nothing against the system by that. */
const INTERRUPTED = 'it was interrupted';
/** A check that takes longer is broken off. */
const CHECK_LIMIT_MS = 60_000;

const ONLY_SIMULATED: Readonly<Record<Touch, string>> = {
  reads: '',
  'wire faults': '',
  reader: 'it needs a reader of whom everything is known',
  pins: 'no PIN is tried at a real system',
  writes: 'nothing is written at a real system',
  changes: 'nothing is changed at a real system',
  'system faults':
    'it needs a system that can be told to fail, or that is small enough to be harvested again and again',
};

/** Never rejects for what the system does: that is in the report. */
export async function conform(system: RealSystem, options: ConformOptions): Promise<ConformReport> {
  const budget = createBudget(options.questions);
  const wire = await createOwnWire(system.address, system.connections);
  const direct = system.build({ address: system.address, callTimeoutMs: system.callTimeoutMs, wrap: budget.count });
  try {
    const sampled = await sampleOf(direct, options.signal);
    const groups = groupsFor(system, options.card);
    const total = groups.reduce((sum, { checks }) => sum + checks.length, 0);
    const results: CheckResult[] = [];
    for (const { name: group, checks } of groups) {
      for (const check of checks) {
        options.onCheck?.(results.length, total, check.name);
        const { name, touches, needs } = check;
        const verdict = await judge(check, { system, options, budget, wire, sampled });
        results.push({ group, check: name, touches, needs, verdict });
      }
    }
    const { capabilities, system: identity } = direct;
    return {
      system: identity,
      declared: capabilities,
      questions: budget.spent,
      results: [...results, ...notForReal(new Set(results.map(({ check }) => check)))],
    };
  } finally {
    await direct.close();
    await wire?.close();
  }
}

interface Circumstances {
  readonly system: RealSystem;
  readonly options: ConformOptions;
  readonly budget: Budget;
  readonly wire: OwnWire | null;
  readonly sampled: Sample | NotTried;
}

async function judge(check: Check<CardBench>, circumstances: Circumstances): Promise<Verdict> {
  const { system, options, budget, wire, sampled } = circumstances;
  const whyNot = options.signal.aborted ? INTERRUPTED : budget.whyEnded();
  if (whyNot !== null) return { verdict: 'not tried', why: whyNot };
  if (wire === null)
    return { verdict: 'not tried', why: 'the system has no address that could be asked through a wire of ours' };
  await wire.proxy.start();
  wire.proxy.setMode('pass');
  const adapters: LmsAdapter[] = [];
  // A fault on our wire is no reason to leave the system alone: what one check has learned ends with it.
  const build = (callTimeoutMs: number): LmsAdapter => {
    const adapter = system.build({ address: wire.address, callTimeoutMs, wrap: budget.count });
    adapters.push(adapter);
    return adapter;
  };
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(CHECK_LIMIT_MS)]);
  const bench: CardBench = {
    adapter: build(system.callTimeoutMs),
    wire: wire.proxy,
    signal,
    connections: system.connections,
    impatient: () => build(Math.min(SHORT_MS, system.callTimeoutMs)),
    sample: async () => {
      if (sampled instanceof NotTried) throw sampled;
      return sampled;
    },
    missing: null,
    missingItem: null,
    card: options.card ?? '',
  };
  const verdict = await Promise.race([tryCheck(check, bench), overdue(signal)]);
  await Promise.all(adapters.map((adapter) => adapter.close()));
  const why = options.signal.aborted ? INTERRUPTED : budget.whyEnded();
  return why !== null && verdict.verdict === 'failed' ? { verdict: 'not tried', why } : verdict;
}

async function overdue(signal: AbortSignal): Promise<Verdict> {
  if (!signal.aborted) await once(signal, 'abort');
  return { verdict: 'failed', words: 'the check did not end in time', detail: null };
}

async function sampleOf(adapter: LmsAdapter, signal: AbortSignal): Promise<Sample | NotTried> {
  try {
    return await findSample(adapter, signal);
  } catch (error) {
    if (error instanceof NotTried) return error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    return new NotTried(`no records could be harvested to ask about (${code})`);
  }
}

function groupsFor({ isComposed }: RealSystem, card: string | undefined): readonly Group<CardBench>[] {
  const groups = readOnlySuite({ isComposed });
  return card === undefined ? groups : [...groups, CARD_CHECKS];
}

/** Checks that a simulated system passes and a real one is not asked. */
function notForReal(asked: ReadonlySet<string>): readonly CheckResult[] {
  return suiteOf({ logsIn: true, tells: [] }).flatMap(({ name: group, checks }) =>
    checks
      .filter(({ name }) => !asked.has(name))
      .map(({ name, touches, needs }) => ({
        group,
        check: name,
        touches,
        needs,
        verdict: { verdict: 'not tried', why: ONLY_SIMULATED[touches] } as const,
      })),
  );
}

/** How many questions a real system is asked, at most; and whether it asked to be left alone. */
interface Budget {
  /** Questions that were sent. */
  readonly spent: number;
  /** Why nothing more is asked; null while there is no reason. */
  readonly whyEnded: () => string | null;
  /** The guard, through which every question is counted. */
  readonly count: (guard: HostGuard) => HostGuard;
}

function createBudget(questions: number): Budget {
  let spent = 0;
  let endedBecause: string | null = null;
  return {
    get spent() {
      return spent;
    },
    whyEnded: () => endedBecause,
    count: (guard) => ({
      state: () => guard.state(),
      onConnections: (limit) => guard.onConnections(limit),
      async run(exchange, options) {
        if (spent >= questions) endedBecause = `${questions} questions were asked, which is the most (--questions)`;
        if (endedBecause !== null) throw new MerciaError('LMS_RATE_LIMITED', endedBecause);
        spent += 1;
        try {
          return await guard.run(exchange, options);
        } catch (error) {
          if (isMerciaError(error, 'LMS_RATE_LIMITED')) endedBecause = 'the system asked to be left alone';
          throw error;
        }
      },
    }),
  };
}
