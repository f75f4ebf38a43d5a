/** The running parts of one test of the patron suite, and how they are asked. */
import type { WriteSource, LmsAdapter, PatronSource } from '#adapters/adapter.ts';
import type { AccountFacts, AccountLocalId } from '#domain/accounts.ts';
import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import type { PatronFault, PatronSystem, SceneReader } from './patron-system.ts';
import type { ErrorCode } from '#platform/errors.ts';

const TIMEOUT_MS = 5_000;
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

export const NO_WORDS = 'the protocol of this system has no words for this fault';

/** Whether this system cannot fail like this. */
export function cannotFail({ system }: PatronBench, fault: PatronFault): boolean {
  return system.cannotFail?.includes(fault) === true;
}

export interface PatronBench {
  readonly system: PatronSystem;
  readonly adapter: LmsAdapter;
  /** The same with little patience. */
  impatient(): LmsAdapter;
  /** Every line that the adapters have logged, at every level. */
  readonly logged: readonly string[];
  readonly signal: AbortSignal;
}

/** Builds a bench for each test that follows, and takes it down again. */
export function useBench(create: () => Promise<PatronSystem>): () => PatronBench {
  let bench: PatronBench | undefined;
  const adapters: LmsAdapter[] = [];

  beforeEach(async () => {
    const system = await create();
    const logged: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
    const build = (timeoutMs: number): LmsAdapter => {
      const adapter = system.createAdapter(`http://127.0.0.1:${system.port}`, timeoutMs, logger);
      adapters.push(adapter);
      return adapter;
    };
    bench = {
      system,
      adapter: build(TIMEOUT_MS),
      impatient: () => build(SHORT_MS),
      logged,
      signal: new AbortController().signal,
    };
  });

  afterEach(async () => {
    await Promise.all(adapters.splice(0).map((adapter) => adapter.close()));
    await bench?.system.close();
  });

  return () => {
    if (bench === undefined) throw new Error('the bench stands only while a test runs');
    return bench;
  };
}

export function patronsOf(adapter: LmsAdapter): PatronSource {
  if (adapter.patrons === undefined) throw new Error('this adapter has no patrons');
  return adapter.patrons;
}

/** The writes of an adapter, of which it has at least this one. */
export function writesOf<Write extends keyof WriteSource>(
  { writes }: LmsAdapter,
  write: Write,
): WriteSource & Required<Pick<WriteSource, Write>> {
  if (writes?.[write] === undefined) throw new Error(`this adapter declares ${write} and does not have it`);
  return writes as WriteSource & Required<Pick<WriteSource, Write>>;
}

export async function accountIdOf({ adapter, signal }: PatronBench, reader: SceneReader): Promise<AccountLocalId> {
  const identity = await patronsOf(adapter).find(reader.card, signal);
  if (identity === null) throw new Error('the scene names a reader whom the system does not have');
  return identity.account;
}

export async function accountOf(bench: PatronBench, reader: SceneReader): Promise<AccountFacts> {
  const facts = await patronsOf(bench.adapter).account(await accountIdOf(bench, reader), bench.signal);
  if (facts === null) throw new Error('the system has no account of a reader whose card it knows');
  return facts;
}
