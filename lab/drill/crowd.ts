/**
 * A weak system that a crowd asks, which did not sign in: for more titles than the system can answer, again and again. No
 * reader's account may be lost over it. Each lane does it to each system once, before anything else fails.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { CALL_TIMEOUT_MS } from './limits.ts';
import type { Stage } from './stage.ts';
import type { DrilledSystem } from './systems.ts';
import type { TallyTaker } from './tally.ts';

export const CROWD_KIND = 'weak, under an anonymous crowd';

const SLOW_MS = 15;
const VISITORS = 6;
const BUDGET_MS = CALL_TIMEOUT_MS;
/** A machine on which an account alone takes longer says nothing of the hub. */
const QUICK_ENOUGH_MS = BUDGET_MS / 3;
const READS = 3;
/** Calls of the crowd that have reached the system before an account is asked for. */
const UNDER_WAY = 4;

/** Systems that number their records can be asked for any: of the others the crowd knows no titles. */
function canBeCrowded({ kind, login }: DrilledSystem): boolean {
  return login.showsAccounts && login.live === undefined && (kind === 'koha' || kind === 'symphony');
}

export async function drillCrowds(stage: Stage, tally: TallyTaker, seed: number): Promise<void> {
  for (const system of stage.systems.filter(canBeCrowded)) {
    await system.simulator.faults.set({ slowMs: SLOW_MS });
    const lost = await countLostUnderCrowd(stage, system);
    await system.simulator.faults.clear();
    // What the crowd asked for last is given up by then.
    await delay(CALL_TIMEOUT_MS);
    if (lost === null) tally.unjudge();
    else tally.meet(CROWD_KIND, system.id);
    if (lost !== READS) continue;
    const what = `the account at ${system.id} is lost ${String(lost)} times of ${String(READS)} under a crowd`;
    tally.breach({ seed, step: 0, what, faults: [`${system.id}: ${CROWD_KIND}`] });
  }
}

/** Null if even without a crowd an account takes too long here. */
async function countLostUnderCrowd(stage: Stage, system: DrilledSystem): Promise<number | null> {
  const isLive = async (): Promise<boolean> => {
    const { accounts } = await stage.askAccounts([system], BUDGET_MS);
    return accounts[0]?.state === 'LIVE';
  };
  const startedAt = performance.now();
  if (!(await isLive()) || performance.now() - startedAt > QUICK_ENOUGH_MS) return null;
  const crowd = startCrowd(stage, system);
  const before = system.simulator.calls.count();
  while (system.simulator.calls.count() < before + UNDER_WAY) await delay(1);
  let lost = 0;
  for (let read = 0; read < READS; read += 1) if (!(await isLive())) lost += 1;
  await crowd.end();
  return lost;
}

function startCrowd(stage: Stage, { id }: DrilledSystem): { end(): Promise<void> } {
  let isOver = false;
  const visits = Array.from({ length: VISITORS }, async (_, visitor) => {
    for (let request = 0; !over(); request += 1) await stage.askTitles(id, visitor, request);
  });
  return {
    async end() {
      isOver = true;
      await Promise.all(visits);
    },
  };

  function over(): boolean {
    return isOver;
  }
}
