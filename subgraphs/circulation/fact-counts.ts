/** Counts the facts of one answer by system and state: for metrics, and for the list of what is not live. */
import type { FactState, Reason, ReasonCode } from '#domain/facts.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { CirculationObserver, ToldOfHoldings } from './observer.ts';

interface Fact {
  /** Null for a copy that its system does not have: a live fact. */
  readonly state: FactState | null;
  readonly reason: Reason | null;
}

interface SystemCounts {
  readonly name: string;
  readonly states: Map<FactState, number>;
  readonly missing: Map<ReasonCode, Partial<Record<Exclude<FactState, 'LIVE'>, number>>>;
  /** Holdings of each library, by why they are less than live; null if they are live. */
  readonly holdings: Map<LibraryId, Map<ReasonCode | null, number>>;
}

export type FactCounts = ReturnType<typeof createFactCounts>;

/** `stoppedWaiting` is called at once, and once for each system: an answer that nobody waits for any more may never be complete. */
export function createFactCounts(stoppedWaiting: (system: SystemId) => void = () => undefined) {
  const systems = new Map<SystemId, SystemCounts>();
  const late = new Set<SystemId>();

  function countsOf(id: SystemId, name: string): SystemCounts {
    const existing = systems.get(id);
    if (existing !== undefined) return existing;
    const made = { name, states: new Map(), missing: new Map(), holdings: new Map() };
    systems.set(id, made);
    return made;
  }

  const toldOfHoldings = (): readonly ToldOfHoldings[] =>
    Array.from(systems, ([system, { holdings }]) =>
      Array.from(holdings, ([library, reasons]) =>
        Array.from(reasons, ([reason, count]) => ({ system, library, reason, count })),
      ),
    ).flat(2);

  return {
    /** `library`: whose holding it is; null for a copy alone, and for an account. */
    add(
      { id, name }: { readonly id: SystemId; readonly name: string },
      { state, reason }: Fact,
      library: LibraryId | null = null,
    ): void {
      const { states, missing, holdings } = countsOf(id, name);
      const counted = state ?? 'LIVE';
      states.set(counted, (states.get(counted) ?? 0) + 1);
      const why = counted === 'LIVE' ? null : (reason?.code ?? null);
      if (library !== null) {
        const ofLibrary = holdings.get(library) ?? new Map<ReasonCode | null, number>();
        ofLibrary.set(why, (ofLibrary.get(why) ?? 0) + 1);
        holdings.set(library, ofLibrary);
      }
      if (counted === 'LIVE' || reason === null) return;
      const byState = missing.get(reason.code) ?? {};
      byState[counted] = (byState[counted] ?? 0) + 1;
      missing.set(reason.code, byState);
    },
    /** The system had not answered when the time of the request was over. */
    stoppedWaiting(system: SystemId): void {
      if (!late.has(system)) stoppedWaiting(system);
      late.add(system);
    },
    /** What is less than live, for each reason, in the order in which systems were first asked; empty if all facts are live. */
    notLive: () =>
      Array.from(systems, ([system, { name, missing }]) =>
        Array.from(missing, ([code, states]) => ({ system, name, code, states })),
      ).flat(),
    report(observe: CirculationObserver): void {
      for (const [system, { states }] of systems) {
        for (const [state, count] of states) observe.facts(system, state, count);
      }
      const told = toldOfHoldings();
      if (told.length > 0) observe.told?.(told);
    },
  };
}
