/** Which faults there are at the moment: each system fails and recovers by chance, alone or together with others. */
import type { Random } from '#simulators/random.ts';
import { chooseDatabaseFault, type DatabaseFault } from './faults/database.ts';
import { chooseFault, type InjectedFault } from './faults/kinds.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import type { Stage } from './stage.ts';
import type { DrilledSystem } from './systems.ts';

const FAILS = 0.35;
const RECOVERS = 0.15;
const KEEPS_ITS_FAULT = 0.25;
const DATABASE_FAILS = 0.04;
const DATABASE_RECOVERS = 0.5;
/** A pause of a second, a breaker's longest rest, and a call that still hangs are over then. */
const SETTLED_AFTER_MS = CALL_TIMEOUT_MS + 1700;

export interface ActiveFaults {
  readonly faults: readonly InjectedFault[];
  readonly databaseFault: DatabaseFault | null;
  /** No fault now, and none since so long that nothing of it is left. */
  isSettled(system: DrilledSystem): boolean;
  databaseIsSettled(): boolean;
  /** Lets a step of time pass. */
  next(draw: (purpose: string) => Random): Promise<void>;
  endAll(): Promise<void>;
}

export function createActiveFaults(stage: Stage, { database = true } = {}): ActiveFaults {
  const active = new Map<string, InjectedFault>();
  const lastFailedAt = new Map<string, number>();
  let databaseFault: DatabaseFault | null = null;
  let databaseFailedAt = 0;

  async function end(fault: InjectedFault): Promise<void> {
    active.delete(fault.system.id);
    await fault.end();
    lastFailedAt.set(fault.system.id, Date.now());
    if (fault.sticky) stage.renew([fault.system.id]);
  }

  async function nextOf(system: DrilledSystem, random: Random): Promise<void> {
    const fault = active.get(system.id);
    const fails = random.chance(fault === undefined ? FAILS : 1 - RECOVERS);
    if (fault !== undefined && fails && random.chance(KEEPS_ITS_FAULT)) return;
    if (fault !== undefined) await end(fault);
    if (!fails) return;
    const next = chooseFault(system, random, stage.wires.get(system.id));
    active.set(system.id, next);
    await next.begin();
  }

  async function nextOfDatabase(random: Random): Promise<void> {
    if (databaseFault !== null) databaseFailedAt = Date.now();
    if (databaseFault === null && random.chance(DATABASE_FAILS)) {
      databaseFault = chooseDatabaseFault(stage.database, random);
      await databaseFault.begin();
    } else if (databaseFault !== null && random.chance(DATABASE_RECOVERS)) {
      await databaseFault.end();
      databaseFault = null;
    }
  }

  return {
    get faults() {
      return [...active.values()];
    },
    get databaseFault() {
      return databaseFault;
    },
    isSettled: ({ id }) => !active.has(id) && Date.now() - (lastFailedAt.get(id) ?? 0) > SETTLED_AFTER_MS,
    databaseIsSettled: () => databaseFault === null && Date.now() - databaseFailedAt > SETTLED_AFTER_MS,
    async next(draw) {
      for (const system of stage.systems) await nextOf(system, draw(`faults of ${system.id}`));
      if (database) await nextOfDatabase(draw('faults of the database'));
    },
    async endAll() {
      for (const fault of active.values()) await end(fault);
      await databaseFault?.end();
      databaseFault = null;
    },
  };
}
