/** When a system is harvested in full because its changes do not tell everything: once a night. */
import type { HarvestSource } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';

/** The system's night, in its own hours. */
const NIGHT = { begins: 1, ends: 5 } as const;
const HOUR_SECONDS = 3600;
/** By day only where no night of late brought one: the process did not run, or the system did not answer. */
const LATEST_SECONDS = 36 * HOUR_SECONDS;

export interface FullPlan {
  /** As the region file has it. */
  readonly everySeconds: number;
  /** IANA zone of the system. */
  readonly timeZone: string;
}

/** How old the newest full harvest may be now, in seconds. */
export async function fullHarvestWithin(
  harvest: HarvestSource | undefined,
  { everySeconds, timeZone }: FullPlan,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  const misses = await missesEdits(harvest, signal);
  return misses ? Math.min(everySeconds, secondsSinceNight(now, timeZone) ?? LATEST_SECONDS) : everySeconds;
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

/** Seconds since the night began; null by day. */
function secondsSinceNight(now: Date, timeZone: string): number | null {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const parts = new Map(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const hour = parts.get('hour') ?? 0;
  if (hour < NIGHT.begins || hour >= NIGHT.ends) return null;
  return ((hour - NIGHT.begins) * 60 + (parts.get('minute') ?? 0)) * 60;
}
