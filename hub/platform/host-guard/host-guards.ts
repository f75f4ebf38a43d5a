/** The guards of a process: one a system, kept while the region file changes, so that nothing learned is lost. */
import { steadyNow } from '../steady-clock.ts';
import { createHostGuard, type HostGuard, type HostObserver, type HostState } from './host-guard.ts';
import type { HostLimits, HostShares } from './share.ts';

export type HostGuards = ReturnType<typeof createHostGuards>;

export interface HostGuardsOptions {
  /** Of tests. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly observerOf?: (system: string) => HostObserver;
  /** Shares the limits out among the processes of a region; without it each process has them for itself. */
  readonly shares?: HostShares | undefined;
}

export function createHostGuards({ now, random = Math.random, observerOf, shares }: HostGuardsOptions = {}) {
  const guarded = new Map<string, { limits: HostLimits; readonly guard: HostGuard }>();
  return {
    /** The system's guard, from now on with these limits. */
    for({ id, limits }: { readonly id: string; readonly limits: HostLimits }): HostGuard {
      const known = guarded.get(id);
      if (known !== undefined) {
        known.limits = limits;
        return known.guard;
      }
      const guard = createHostGuard({
        system: id,
        limits: () => guarded.get(id)?.limits ?? limits,
        now: now ?? Date.now,
        ticks: now ?? steadyNow,
        random,
        observer: observerOf?.(id),
        shares,
      });
      guarded.set(id, { limits, guard });
      return guard;
    },
    states: (): ReadonlyMap<string, HostState> =>
      new Map(Array.from(guarded, ([id, { guard }]) => [id, guard.state()])),
  };
}
