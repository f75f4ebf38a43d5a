/** Which systems are ill, and with what: each falls ill and gets well again by chance, alone or beside others. */
import type { Random } from '#simulators/random.ts';
import { chooseDatabaseFault, type DatabaseFault } from './faults/database.ts';
import { chooseFault, type InjectedFault } from './faults/kinds.ts';
import { CALL_TIMEOUT_MS } from './region.ts';
import type { Stage } from './stage.ts';
import type { DrilledSystem } from './systems.ts';

const FALLS_ILL = 0.35;
const GETS_WELL = 0.15;
const KEEPS_ITS_FAULT = 0.25;
const DATABASE_FALLS_ILL = 0.04;
const DATABASE_GETS_WELL = 0.5;
/** A pause of a second, a breaker's longest rest, and a call that still hangs are over then. */
const SETTLED_AFTER_MS = CALL_TIMEOUT_MS + 1700;

export interface Sickness {
  readonly faults: readonly InjectedFault[];
  readonly databaseFault: DatabaseFault | null;
  /** No fault now, and none since so long that nothing of it is left. */
  isSettled(system: DrilledSystem): boolean;
  databaseIsSettled(): boolean;
  /** Lets a step of time pass. */
  next(draw: (purpose: string) => Random): Promise<void>;
  /** Ends every fault. */
  heal(): Promise<void>;
}

export function createSickness(stage: Stage): Sickness {
  const active = new Map<string, InjectedFault>();
  const lastIllAt = new Map<string, number>();
  let databaseFault: DatabaseFault | null = null;
  let databaseIllAt = 0;

  async function end(fault: InjectedFault): Promise<void> {
    active.delete(fault.system.id);
    await fault.end();
    lastIllAt.set(fault.system.id, Date.now());
    if (fault.sticky) stage.renew([fault.system.id]);
  }

  async function nextOf(system: DrilledSystem, random: Random): Promise<void> {
    const fault = active.get(system.id);
    const becomesIll = random.chance(fault === undefined ? FALLS_ILL : 1 - GETS_WELL);
    if (fault !== undefined && becomesIll && random.chance(KEEPS_ITS_FAULT)) return;
    if (fault !== undefined) await end(fault);
    if (!becomesIll) return;
    const next = chooseFault(system, random, stage.wires.get(system.id));
    active.set(system.id, next);
    await next.begin();
  }

  async function nextOfDatabase(random: Random): Promise<void> {
    if (databaseFault !== null) databaseIllAt = Date.now();
    if (databaseFault === null && random.chance(DATABASE_FALLS_ILL)) {
      databaseFault = chooseDatabaseFault(stage.database, random);
      await databaseFault.begin();
    } else if (databaseFault !== null && random.chance(DATABASE_GETS_WELL)) {
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
    isSettled: ({ id }) => !active.has(id) && Date.now() - (lastIllAt.get(id) ?? 0) > SETTLED_AFTER_MS,
    databaseIsSettled: () => databaseFault === null && Date.now() - databaseIllAt > SETTLED_AFTER_MS,
    async next(draw) {
      for (const system of stage.systems) await nextOf(system, draw(`sickness of ${system.id}`));
      await nextOfDatabase(draw('sickness of the database'));
    },
    async heal() {
      for (const fault of active.values()) await end(fault);
      await databaseFault?.end();
      databaseFault = null;
    },
  };
}
