/** A bench over a simulated system. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { pino } from 'pino';
import { findSample } from './sample.ts';
import type { ConformanceSystem, Sample, SimulatedBench } from './system.ts';
import { createTcpProxy } from './wire/tcp-proxy.ts';

/** Longer than what is given up may take to end. */
const TIMEOUT_MS = 60_000;
const SHORT_MS = 120;

export interface StandingBench {
  readonly bench: SimulatedBench;
  close(): Promise<void>;
}

/** Makes another adapter of one, for mutants. */
export type Alter = (adapter: LmsAdapter, bench: () => SimulatedBench) => LmsAdapter;

/** A system with a wire before it, at which adapters are tried one after the other. */
export interface StandingSystem {
  /** Builds an adapter; `close` ends it and every fault. Nothing else is undone: a check that changes the system needs one of its own. */
  readonly stand: (alter?: Alter) => StandingBench;
  close(): Promise<void>;
}

/** Starts a system with a wire before it, and builds its adapter. */
export async function standBench(create: () => Promise<ConformanceSystem>, alter?: Alter): Promise<StandingBench> {
  const standing = await standSystem(create);
  const one = standing.stand(alter);
  return {
    bench: one.bench,
    async close() {
      await one.close();
      await standing.close();
    },
  };
}

/** Starts a system with a wire before it, for one adapter after the other. */
export async function standSystem(create: () => Promise<ConformanceSystem>): Promise<StandingSystem> {
  const { system, faultNow } = watchFaults(await create());
  const wire = await createTcpProxy(system.port);
  return {
    stand: (alter) =>
      benchOver({ system, wire, faultNow: () => (wire.mode === 'pass' ? faultNow() : wire.mode) }, alter),
    async close() {
      await wire.close();
      await system.close();
    },
  };
}

function benchOver(
  { system, wire, faultNow }: Pick<SimulatedBench, 'system' | 'wire' | 'faultNow'>,
  alter: Alter = (adapter) => adapter,
): StandingBench {
  const adapters: LmsAdapter[] = [];
  const { signal } = new AbortController();
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const build = (timeoutMs: number): LmsAdapter => {
    const adapter = alter(system.createAdapter(wire.address, timeoutMs, logger), () => bench);
    adapters.push(adapter);
    return adapter;
  };
  let sample: Promise<Sample> | undefined;
  const bench: SimulatedBench = {
    system,
    wire,
    signal,
    adapter: build(TIMEOUT_MS),
    connections: system.connections,
    impatient: () => build(SHORT_MS),
    sample: () => (sample ??= findSample(bench.adapter, signal)),
    logged,
    faultNow,
    missing: system.missing,
    missingItem: system.missingItem,
  };
  return {
    bench,
    async close() {
      await Promise.all(adapters.map((adapter) => adapter.close()));
      await wire.start();
      wire.setMode('pass');
      await system.setFault(null);
      await system.setOwnFault?.(null);
    },
  };
}

const LOGIN_ENDED = 'log-in ended';

/** The same system, of which is known which fault it was told to have. */
function watchFaults(created: ConformanceSystem): {
  readonly system: ConformanceSystem;
  readonly faultNow: () => string | null;
} {
  let now: string | null = null;
  const { expireLogin } = created.situations;
  const system: ConformanceSystem = {
    ...created,
    async setFault(fault) {
      now = fault;
      await created.setFault(fault);
    },
    async setOwnFault(name) {
      now = name;
      await created.setOwnFault?.(name);
    },
    situations: {
      ...created.situations,
      ...(typeof expireLogin === 'function' && {
        async expireLogin() {
          now = LOGIN_ENDED;
          await expireLogin();
        },
      }),
    },
  };
  return {
    system: created.setOwnFault === undefined ? { ...system, setOwnFault: undefined } : system,
    faultNow: () => now,
  };
}
