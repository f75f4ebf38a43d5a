/** What OpacHiddenItems and hidelostitems keep from the public endpoints and from OAI-PMH. */
import type { KohaItem, KohaWorld } from './tables.ts';

/** The copies of a record in the order of their numbers. */
export function itemsOf(world: KohaWorld, biblioId: number): KohaItem[] {
  return (world.itemsOfBiblio.get(biblioId) ?? []).flatMap((id) => world.items.get(id) ?? []);
}

export function isVisibleInOpac(world: KohaWorld, item: KohaItem): boolean {
  if (world.preferences.hidelostitems && item.lost_status !== 0) return false;
  const rules = Object.entries(world.preferences.OpacHiddenItems);
  if (rules.length === 0) return true;
  const fields = new Map<string, string | number | boolean | null>(Object.entries({ ...item }));
  return !rules.some(([field, values]) => {
    const value = fields.get(field) ?? null;
    return values.some((hidden) =>
      hidden === null ? value === null : value !== null && String(hidden) === String(value),
    );
  });
}

/** A record is hidden when it has copies and every one of them is, unless OpacHiddenItemsHidesRecord is off. */
export function isBiblioHidden(world: KohaWorld, biblioId: number): boolean {
  if (!world.preferences.OpacHiddenItemsHidesRecord) return false;
  const items = itemsOf(world, biblioId);
  return items.length > 0 && items.every((item) => !isVisibleInOpac(world, item));
}
