/** The running parts of one check about readers, and how they are asked. */
import type { LmsAdapter, PatronSource, WriteSource } from '#contract/adapter.ts';
import type { AccountFacts, AccountLocalId } from '#domain/accounts.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { pino } from 'pino';
import { given } from '../agree.ts';
import { Finding, NotTried } from '../check.ts';
import type { FaultReach, PatronFault, PatronSystem, SceneReader } from './patron-system.ts';

/** Longer than what is given up may take to end. */
const TIMEOUT_MS = 60_000;
/** For faults that end only with the time: long enough for what is asked before on a machine that is busy. */
const SHORT_MS = 1_000;

export const FAULT_CODES: readonly (readonly [PatronFault, ErrorCode])[] = [
  ['web page', 'LMS_BAD_RESPONSE'],
  ['cut answer', 'LMS_BAD_RESPONSE'],
  ['internal error', 'LMS_BAD_RESPONSE'],
  ['out of service', 'LMS_UNAVAILABLE'],
  ['overloaded', 'LMS_RATE_LIMITED'],
  ['cut connection', 'LMS_UNAVAILABLE'],
  ['no answer', 'LMS_TIMEOUT'],
];

export interface PatronBench {
  readonly system: PatronSystem;
  readonly adapter: LmsAdapter;
  /** The same with little patience. */
  impatient(): LmsAdapter;
  /** Every line that the adapters have logged, at every level. */
  readonly logged: readonly string[];
  readonly signal: AbortSignal;
  /** The fault that is set now; null for none. */
  readonly fault: PatronFault | null;
  setFault(fault: PatronFault | null, reach: FaultReach): Promise<void>;
}

export interface StandingPatronBench {
  readonly bench: PatronBench;
  close(): Promise<void>;
}

/** Starts a system with readers, and builds its adapter; `alter` makes another adapter of it, for mutants. */
export async function standPatronBench(
  create: () => Promise<PatronSystem>,
  alter: (adapter: LmsAdapter, bench: () => PatronBench) => LmsAdapter = (adapter) => adapter,
): Promise<StandingPatronBench> {
  const system = await create();
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const adapters: LmsAdapter[] = [];
  let fault: PatronFault | null = null;
  const build = (timeoutMs: number): LmsAdapter => {
    const address = `http://127.0.0.1:${system.port}`;
    const adapter = alter(system.createAdapter(address, timeoutMs, logger), () => bench);
    adapters.push(adapter);
    return adapter;
  };
  const bench: PatronBench = {
    system,
    adapter: build(TIMEOUT_MS),
    impatient: () => build(SHORT_MS),
    logged,
    signal: new AbortController().signal,
    get fault() {
      return fault;
    },
    async setFault(next, reach) {
      fault = next;
      await system.setFault(next, reach);
    },
  };
  return {
    bench,
    async close() {
      await Promise.all(adapters.map((adapter) => adapter.close()));
      await system.close();
    },
  };
}

/** The adapter to ask under a fault: one with little patience where it ends only with the time. */
export function adapterUnder(fault: PatronFault, bench: PatronBench): LmsAdapter {
  if (bench.system.cannotFail?.includes(fault) === true) {
    throw new NotTried('the protocol of this system has no words for this fault');
  }
  return fault === 'no answer' ? bench.impatient() : bench.adapter;
}

export function patronsOf(adapter: LmsAdapter): PatronSource {
  return given(adapter.patrons, 'PATRON_ACCOUNT is declared, and there are no accounts');
}

/** The writes of an adapter, of which it has at least this one. */
export function writesOf<Write extends keyof WriteSource>(
  { writes }: LmsAdapter,
  write: Write,
): WriteSource & Required<Pick<WriteSource, Write>> {
  if (writes?.[write] === undefined) throw new Finding(`${write} is declared, and is not there`);
  return writes as WriteSource & Required<Pick<WriteSource, Write>>;
}

type HasCard = Pick<SceneReader, 'card'>;

export async function accountIdOf({ adapter, signal }: PatronBench, reader: HasCard): Promise<AccountLocalId> {
  const identity = await patronsOf(adapter).find(reader.card, signal);
  return given(identity, 'a reader whom the system has is not found by the card').account;
}

export async function accountOf(bench: PatronBench, reader: HasCard): Promise<AccountFacts> {
  const facts = await patronsOf(bench.adapter).account(await accountIdOf(bench, reader), bench.signal);
  return given(facts, 'a reader whose card the system knows has no account');
}
