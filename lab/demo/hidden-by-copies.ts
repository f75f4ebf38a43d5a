/** Records that the public is not shown because it is shown none of their copies. */
import type { KohaWorld } from '#simulators/koha/world.ts';
import { isBiblioHidden } from '#simulators/koha/visibility.ts';
import type { SymphonyItem, SymphonyWorld } from '#simulators/symphony/world.ts';
import type { DemoSystemId } from './libraries.ts';
import type { TruthRow } from './truth.ts';

/** The truth with those records as hidden as their systems hide them. */
export function hideByCopies(
  truth: readonly TruthRow[],
  kohas: ReadonlyMap<DemoSystemId, KohaWorld>,
  symphony: SymphonyWorld,
): readonly TruthRow[] {
  const itemsOf = Map.groupBy(symphony.items.values(), ({ bibKey }) => bibKey);
  const isHidden = ({ system, record }: TruthRow): boolean => {
    const koha = kohas.get(system);
    if (koha !== undefined) return isBiblioHidden(koha, record);
    const items = itemsOf.get(String(record)) ?? [];
    return items.length > 0 && items.every((item) => isShadowed(symphony, item)) && !hangsElsewhere(symphony, record);
  };
  return truth.map((row) =>
    row.visibility === 'PUBLIC' && isHidden(row) ? { ...row, visibility: 'SUPPRESSED' } : row,
  );
}

function isShadowed({ calls, policies }: SymphonyWorld, item: SymphonyItem): boolean {
  const locations = policies.get('location');
  return (
    item.shadowed ||
    calls.get(item.callKey)?.shadowed === true ||
    [item.homeLocation, item.currentLocation].some((location) => locations?.get(location)?.shadowed === true)
  );
}

/** Whether a call of the title has its copy under another one. */
function hangsElsewhere({ calls, items }: SymphonyWorld, record: number): boolean {
  const withItems = new Set([...items.values()].map(({ callKey }) => callKey));
  return [...calls.values()].some(
    ({ key, bibKey, shadowed }) => bibKey === String(record) && !shadowed && !withItems.has(key),
  );
}
