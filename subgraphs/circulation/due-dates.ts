/** When copies on loan are due back. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { createIsPast, type IsPast } from '#domain/overdue.ts';
import type { Region } from '#domain/region.ts';

/** The first day a copy on loan is due back, past or not; null if none is on loan or no date is known. */
export function findEarliestDue(items: readonly ItemFacts[]): Due | null {
  return earliestOf(items.flatMap(loanOf));
}

/** When the loan of a copy ends; empty if it has none or no date is known. One that is lost is not waited for. */
export function loanOf({ status, due }: ItemFacts): readonly Due[] {
  return status === 'ON_LOAN' && due !== null ? [due] : [];
}

export function earliestOf(dues: readonly Due[]): Due | null {
  return dues.reduce<Due | null>(
    (earliest, due) => (earliest === null || isBefore(due, earliest) ? due : earliest),
    null,
  );
}

/** Which loans of each system are overdue at a moment. Systems of one time zone share its day. */
export function createOverdueRules({
  systems,
}: Pick<Region, 'systems'>): (nowMs: number) => (system: SystemId) => IsPast {
  const zones = new Map(systems.map(({ id, timeZone }) => [id, timeZone]));
  return (nowMs) => {
    const rules = new Map<string, IsPast>();
    return (system) => {
      const zone = zones.get(system) ?? 'UTC';
      const rule = rules.get(zone) ?? createIsPast(nowMs, zone);
      rules.set(zone, rule);
      return rule;
    };
  };
}

/** Within one day, an hour comes before "some time that day". */
function isBefore(a: Due, b: Due): boolean {
  if (a.on !== b.on) return a.on < b.on;
  if (a.at === null || b.at === null) return a.at !== null;
  return Date.parse(a.at) < Date.parse(b.at);
}
