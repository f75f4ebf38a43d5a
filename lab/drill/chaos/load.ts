/** How busy the machine is with other work. */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const MEASURED_MS = 3_000;
/** Of all processors: what a machine does that nobody uses. */
const IDLE_SHARE = 0.1;

/** Processors that were busy, on average over some seconds. */
export async function measureBusyProcessors(): Promise<number> {
  const before = sum();
  await delay(MEASURED_MS);
  const after = sum();
  const all = after.busy + after.idle - before.busy - before.idle;
  return ((after.busy - before.busy) / all) * cpus().length;
}

export function isIdle(busyProcessors: number): boolean {
  return busyProcessors < IDLE_SHARE * cpus().length;
}

function sum(): { readonly busy: number; readonly idle: number } {
  let [busy, idle] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    busy += times.user + times.sys + times.nice + times.irq;
  }
  return { busy, idle };
}
