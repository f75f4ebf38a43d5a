/** Whether counts say no more than the copies that they count: what is unknown is never counted as not available. */
import type { AvailabilityAnswer, ItemAnswer } from '../question.ts';

const GONE = new Set<string>(['WITHDRAWN', 'LOST']);

export function judgeCounts(shown: AvailabilityAnswer, items: readonly ItemAnswer[]): readonly string[] {
  const known = items.filter((item) => item.state === shown.state && isSure(item));
  const unknown = items.length - known.length;
  const inPlace = known.filter(({ status }) => status === 'AVAILABLE');
  const available = inPlace.filter(({ use }) => use !== 'UNKNOWN').length;
  const nobodyKnows = available === 0 && (unknown > 0 || inPlace.length > 0);
  const days = known.flatMap(({ status, due }) => (status === 'ON_LOAN' && due !== null ? [due.on] : []));
  const wanted = {
    // Of a copy that is only last known to be lost nothing is known now: it counts as unknown.
    itemCount: items.filter(({ state, status }) => state !== shown.state || !GONE.has(status ?? '')).length,
    unknownCount: unknown,
    availableCount: nobodyKnows ? null : available,
    earliestDue: days.toSorted()[0] ?? null,
    loan: items.length === 0 ? undefined : nobodyKnows ? null : available > 0,
  };
  const got = {
    itemCount: shown.itemCount,
    unknownCount: shown.unknownCount,
    availableCount: shown.availableCount,
    earliestDue: shown.earliestDue?.on ?? null,
    loan: shown.services?.find(({ service }) => service === 'LOAN')?.available,
  };
  return Object.entries(wanted).flatMap(([name, value]) => {
    const found = Object.entries(got).find(([other]) => other === name)?.[1];
    return found === value ? [] : [`${name} is ${String(found)} where the copies say ${String(value)}`];
  });
}

/** A copy that looks available and may be elsewhere, because its system does not report that, is known to be nowhere. */
function isSure({ status, limitations }: ItemAnswer): boolean {
  return status !== 'UNKNOWN' && (status !== 'AVAILABLE' || limitations?.length === 0);
}

/** If all is unknown nothing is said: neither 0 nor an empty list. */
export function judgeSilence(shown: AvailabilityAnswer): readonly string[] {
  const { asOf, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services, items } = shown;
  const said = { asOf, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services, items };
  return Object.entries(said).flatMap(([name, value]) =>
    value === null ? [] : [`UNKNOWN, and ${name} is ${JSON.stringify(value).slice(0, 80)}`],
  );
}
