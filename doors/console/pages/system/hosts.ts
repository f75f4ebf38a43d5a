/** The hosts of a system as one process of Mercia spares them, as a table; for operators only. */
import type { BreakerState, HostPartsFragment } from '../../__generated__/operations.ts';
import { capitalised } from '../../words/lists.ts';
import { sayWhen } from '../../words/moments.ts';

const HEAD = ['Host', 'Asked now', 'Since', 'Next question', 'Under way', 'Waiting', 'Limits', 'Last failure'];

const BREAKER: Readonly<Record<BreakerState, string>> = {
  CLOSED: 'Yes',
  OPEN: 'No: it failed several times in a row',
  HALF_OPEN: 'One question at a time: it failed',
};

export function hostTable(hosts: readonly HostPartsFragment[] | null, now: number) {
  if (hosts === null) return { instead: 'The hosts could not be asked for now.', head: HEAD, rows: [] };
  if (hosts.length === 0) {
    const instead = 'This process does not ask the system itself: its adapter server does, and spares it there.';
    return { instead, head: HEAD, rows: [] };
  }
  return { instead: null, head: HEAD, rows: hosts.map((host) => toRow(host, now)) };
}

export function isInTrouble({ breaker, pausedUntil }: HostPartsFragment, now: number): boolean {
  return breaker !== 'CLOSED' || (pausedUntil !== null && Date.parse(pausedUntil) > now);
}

/** `it refused the connection (ECONNREFUSED), today 14:05`. */
export function sayHostFailure({ at, cause, why }: NonNullable<HostPartsFragment['lastFailure']>, now: number): string {
  return `${why}${cause === null ? '' : ` (${cause})`}, ${sayWhen(at, now)}`;
}

function toRow(host: HostPartsFragment, now: number) {
  const { name, breaker, openSince, inFlight, waiting, concurrency, lastFailure } = host;
  return {
    header: name,
    cells: [
      BREAKER[breaker],
      openSince === null ? '' : sayWhen(openSince, now),
      nextQuestion(host, now),
      `${String(inFlight)} of ${String(concurrency)}`,
      String(waiting),
      limitsOf(host),
      lastFailure === null ? 'None' : capitalised(sayHostFailure(lastFailure, now)),
    ],
  };
}

function nextQuestion({ breaker, openUntil, pausedUntil }: HostPartsFragment, now: number): string {
  if (pausedUntil !== null && Date.parse(pausedUntil) > now)
    return `It asked for a pause until ${sayWhen(pausedUntil, now)}`;
  if (breaker === 'CLOSED') return 'Any time';
  return openUntil === null
    ? 'Finds out whether it is back'
    : `${sayWhen(openUntil, now)} finds out whether it is back`;
}

function limitsOf({ connections, perSecond, failuresToOpen }: HostPartsFragment): string {
  const rate = perSecond === null ? '' : `, ${String(perSecond)} a second`;
  return `${String(connections)} at once${rate}; not asked after ${String(failuresToOpen)} failures`;
}
