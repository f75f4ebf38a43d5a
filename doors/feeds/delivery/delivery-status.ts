/** How a delivery stands: when it arrived, when it is due, and whether somebody must look at it. */
import type { Delivery } from '#domain/feeds.ts';
import { EDITIONS_REPOSITORY, type DeliveryHistory, type DeliveryHold, type DeliveryReceipt } from '#feed-log/index.ts';

export interface DeliveryStatus {
  readonly delivery: string;
  readonly state: 'ON_TIME' | 'DUE' | 'HELD' | 'FAILING' | 'LATE';
  /** When the last began that arrived; null if none did. */
  readonly arrivedAt: Date | null;
  /** When the next is tried; null for at once. */
  readonly nextAt: Date | null;
  /** Attempts of the one that has not arrived that are known to have failed. */
  readonly failures: number;
  readonly problem: string | null;
  readonly hold: DeliveryHold | null;
  /** Whether somebody must act. */
  readonly alarm: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FIRST_RETRY_MS = 5 * MINUTE_MS;
const LONGEST_RETRY_MS = 4 * HOUR_MS;
/** Failures in a row after which somebody must act. */
export const ALARM_AFTER = 3;

export function describeDelivery(
  { id, everyHours }: Delivery,
  { newest, arrived, hold }: DeliveryHistory & { readonly hold: DeliveryHold | null },
  now: Date,
): DeliveryStatus {
  const open = newest?.finishedAt === null ? newest : null;
  const dueMs = arrived === null ? null : behind(arrived, everyHours * HOUR_MS, now);
  const nextMs = open === null ? dueMs : Math.max(dueMs ?? 0, behind(open, retryAfter(open), now));
  const failures = open === null ? 0 : open.attempts - (open.problem === null ? 1 : 0);
  const late = dueMs !== null && now.getTime() > dueMs + Math.max(HOUR_MS, (everyHours * HOUR_MS) / 4);
  const common = {
    delivery: id,
    arrivedAt: arrived?.startedAt ?? null,
    nextAt: nextMs === null ? null : new Date(nextMs),
    failures,
    problem: open?.problem ?? null,
    hold,
    alarm: late || failures >= ALARM_AFTER,
  };
  if (hold !== null) return { ...common, state: 'HELD' };
  if (late) return { ...common, state: 'LATE' };
  if (failures > 0) return { ...common, state: 'FAILING' };
  return { ...common, state: nextMs === null || nextMs <= now.getTime() ? 'DUE' : 'ON_TIME' };
}

export function isDue({ nextAt }: DeliveryStatus, now: Date): boolean {
  return nextAt === null || nextAt <= now;
}

/** So long after it began; now if that is still to come, because a clock was ahead by more than those of two machines differ. */
function behind({ startedAt }: DeliveryReceipt, ms: number, now: Date): number {
  const beganMs = startedAt.getTime();
  return beganMs > now.getTime() + HOUR_MS ? now.getTime() : beganMs + ms;
}

/** Five minutes after the first attempt, then twice as long each time. */
function retryAfter({ attempts }: DeliveryReceipt): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20));
}

/** What somebody must know, in a sentence. */
export function explainStatus({ state, failures, problem, hold, arrivedAt }: DeliveryStatus): string {
  const since = arrivedAt === null ? 'never arrived' : `last arrived ${arrivedAt.toISOString()}`;
  if (hold !== null) return `waits: ${explainHold(hold)} (${since})`;
  const failed = failures > 0 ? `, failed ${failures} times: ${problem ?? 'it was broken off'}` : '';
  return `${state === 'LATE' ? 'late, ' : ''}${since}${failed}`;
}

export function explainHold({ set, since }: DeliveryHold): string {
  const what = set === '' ? 'everything' : `the set "${set}"`;
  const release = `mercia feed release ${EDITIONS_REPOSITORY}${set === '' ? '' : ` ${set}`}`;
  return `${what} is held since ${since.toISOString()}, because it would lose too much; see "mercia feed status", let it go with "${release}"`;
}
