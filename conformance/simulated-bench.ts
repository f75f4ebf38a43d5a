/** A bench over a simulated system. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import { findSample } from './sample.ts';
import type { ConformanceSystem, Sample, SimulatedBench } from './system.ts';
import { createTcpProxy } from './wire/tcp-proxy.ts';

const TIMEOUT_MS = 5_000;
const SHORT_MS = 120;

export interface StandingBench {
  readonly bench: SimulatedBench;
  close(): Promise<void>;
}

/** Starts a system with a wire before it, and builds its adapter; `alter` makes another adapter of it, for mutants. */
export async function standBench(
  create: () => Promise<ConformanceSystem>,
  alter: (adapter: LmsAdapter, bench: () => SimulatedBench) => LmsAdapter = (adapter) => adapter,
): Promise<StandingBench> {
  const { system, faultNow } = watchFaults(await create());
  const wire = await createTcpProxy(system.port);
  const adapters: LmsAdapter[] = [];
  const { signal } = new AbortController();
  const build = (timeoutMs: number): LmsAdapter => {
    const adapter = alter(system.createAdapter(wire.address, timeoutMs), () => bench);
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
    faultNow: () => (wire.mode === 'pass' ? faultNow() : wire.mode),
    missing: system.missing,
    missingItem: system.missingItem,
  };
  return {
    bench,
    async close() {
      await Promise.all(adapters.map((adapter) => adapter.close()));
      await wire.close();
      await system.close();
    },
  };
}

/** The same system, of which is known which fault it was told to have. */
function watchFaults(created: ConformanceSystem): {
  readonly system: ConformanceSystem;
  readonly faultNow: () => string | null;
} {
  let now: string | null = null;
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
  };
  return {
    system: created.setOwnFault === undefined ? { ...system, setOwnFault: undefined } : system,
    faultNow: () => now,
  };
}
