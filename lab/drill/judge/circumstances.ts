/** What is known of one system at one question. */
import type { FactState, Reason } from '#domain/facts.ts';
import { CALL_TIMEOUT_MS } from '../limits.ts';
import type { DrilledSystem } from '../systems.ts';
import type { Window } from './copies.ts';

export interface Circumstances {
  readonly system: DrilledSystem;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** No fault for so long that every pause, breaker and hanging call of the last one is over. */
  readonly settled: boolean;
  /** The newest moment of which earlier answers showed each holding live, milliseconds since the epoch. */
  readonly newestAsOf: ReadonlyMap<string, number>;
  /** The same of this answer, as it is judged. */
  readonly heard: Map<string, number>;
}

/** Clocks tell whole milliseconds. */
const SLACK_MS = 2;
/** How long before its moment a fact may have been read: a busy machine gives a call up later than it should. */
export const READ_BEFORE_MS = CALL_TIMEOUT_MS + 700;

/**
 * When a fact of that moment may have been read: a call takes time, and asks for loans and holds after the copies. What a live part is
 * asked belongs to the same call and its limit, and is given up with it.
 */
export function windowOf(asOf: string): Window {
  const at = Date.parse(asOf);
  return { from: at - READ_BEFORE_MS, to: at + CALL_TIMEOUT_MS + SLACK_MS };
}

/**
 * State, moment and reason together: whether they may go together. `leavesOut`: parts are left out where there is no time for them, which
 * is as right of a system that is well as TIMEOUT for the whole.
 */
export function judgeState(
  what: string,
  { state, asOf, reason }: { readonly state: FactState; readonly asOf: string | null; readonly reason: Reason | null },
  { system, askedAt, answeredAt, settled, newestAsOf }: Circumstances,
  leavesOut = false,
): string[] {
  const breaches: string[] = [];
  const at = asOf === null ? Number.NaN : Date.parse(asOf);
  if (reason !== null && reason.system !== (system.answeredBy ?? system.id))
    breaches.push(`${what} gives a reason of ${reason.system}`);
  if (state !== 'LIVE' && reason === null) breaches.push(`${what} is ${state} without a reason`);
  if (settled && state !== 'LIVE' && reason?.code !== 'TIMEOUT') {
    breaches.push(`${what} is ${state} (${String(reason?.code)}), and its system is well`);
  }
  if (state === 'LIVE') {
    // What its system hides from everybody, or could not tell this time beside the copies.
    const isPartial = reason !== null && reason.code !== 'NOT_SUPPORTED' && !(leavesOut && reason.code === 'TIMEOUT');
    if (settled && isPartial) breaches.push(`${what} is LIVE and ${reason.code}, and its system is well`);
    const oldest = askedAt - system.freshForMs - READ_BEFORE_MS;
    if (!(at >= oldest && at <= answeredAt + SLACK_MS)) {
      const [asked, answered] = [askedAt, answeredAt].map((moment) => new Date(moment).toISOString());
      breaches.push(`${what} is LIVE as of ${String(asOf)}, and was asked for from ${asked} to ${answered}`);
    }
  }
  if (state === 'LAST_KNOWN') {
    if (!(at <= answeredAt)) breaches.push(`${what} was last known at ${String(asOf)}`);
    const newest = newestAsOf.get(what) ?? 0;
    if (at < newest)
      breaches.push(`${what} is as of ${String(asOf)}, and was shown as of ${new Date(newest).toISOString()} before`);
  }
  return breaches;
}

/** Remembers what was shown live and whole: nothing older may be shown as last known from now on. */
export function remember(what: string, asOf: string, { newestAsOf, heard }: Circumstances): void {
  heard.set(what, Math.max(Date.parse(asOf), heard.get(what) ?? 0, newestAsOf.get(what) ?? 0));
}
