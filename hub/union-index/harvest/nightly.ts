/** When a system is harvested in full because its changes do not tell everything: once a night. */
import type { HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { keyNumber } from '#store/key-number.ts';

/** The region's night, in the hours of each system. */
const NIGHT = { begins: 1, ends: 5 } as const;
const HOUR_SECONDS = 3600;
/** The last hour is left to what began before. */
const SPREAD_SECONDS = (NIGHT.ends - NIGHT.begins - 1) * HOUR_SECONDS;
/** A system is tried at its interval, give or take a tenth: so much of it must be left of the night. */
const TRIES = 1.2;
/** By day only where no night of late brought one: the process did not run, or the system did not answer. */
const LATEST_SECONDS = 36 * HOUR_SECONDS;

export interface FullPlan {
  /** As the region file has it. */
  readonly everySeconds: number;
  /** IANA zone of the system. */
  readonly timeZone: string;
  /** How often its changes are harvested, seconds: only then can a full harvest begin. */
  readonly triedEverySeconds: number;
}

/** How old the newest full harvest may be now, in seconds. */
export async function fullHarvestWithin(
  { harvest, system }: Pick<LmsAdapter, 'harvest' | 'system'>,
  plan: FullPlan,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  const { everySeconds } = plan;
  const misses = await missesEdits(harvest, signal);
  if (!misses) return everySeconds;
  const since = secondsSinceNight(system.id, plan, now);
  // What began in the hour before counts, too: in autumn the clock goes back by one, and the night begins twice.
  return Math.min(everySeconds, since === null ? LATEST_SECONDS : since + HOUR_SECONDS);
}

/**
 * Seconds after midnight from which the system is harvested in full: the same every night, and another for each system. If all
 * began at once, the changes of each would wait behind the full harvests of the others.
 */
export function nightBegins(system: SystemId, triedEverySeconds: number): number {
  const night = (NIGHT.ends - NIGHT.begins) * HOUR_SECONDS;
  const spread = Math.min(SPREAD_SECONDS, night - TRIES * triedEverySeconds);
  return NIGHT.begins * HOUR_SECONDS + (spread <= 0 ? 0 : keyNumber(system) % Math.floor(spread));
}

async function missesEdits(harvest: HarvestSource | undefined, signal: AbortSignal): Promise<boolean> {
  try {
    return ((await harvest?.unseenEdits?.(signal)) ?? []).length > 0;
  } catch (error) {
    // The run that follows says what is wrong.
    if (isMerciaError(error)) return false;
    throw error;
  }
}

/** Seconds since the system's night began; null outside of it. */
function secondsSinceNight(
  system: SystemId,
  { timeZone, triedEverySeconds }: Pick<FullPlan, 'timeZone' | 'triedEverySeconds'>,
  now: Date,
): number | null {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const parts = new Map(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const time = (parts.get('hour') ?? 0) * HOUR_SECONDS + (parts.get('minute') ?? 0) * 60;
  const since = time - nightBegins(system, triedEverySeconds);
  return since < 0 || time >= NIGHT.ends * HOUR_SECONDS ? null : since;
}
