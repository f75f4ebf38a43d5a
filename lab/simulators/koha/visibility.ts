/** What OpacHiddenItems, hidelostitems and OpacSuppression keep from the public endpoints and from OAI-PMH. */
import { ITEM_TABLE, type KohaBiblio, type KohaItem, type KohaWorld } from './tables.ts';
import { compileWhere, QueryFailure, type Predicate } from './query.ts';

/** The copies of a record in the order of their numbers. */
export function itemsOf(world: KohaWorld, biblioId: number): KohaItem[] {
  return (world.itemsOfBiblio.get(biblioId) ?? []).flatMap((id) => world.items.get(id) ?? []);
}

/**
 * Which copies the public sees. The database decides, by its own names of columns and without minding the case of letters; a
 * column that holds nothing is never hidden, not even by a rule that names null. Whoever overrides it sees all but lost ones.
 */
export function visibleInOpac({ preferences, timeZone }: KohaWorld, overrides = false): Predicate<KohaItem> {
  const scope = { table: ITEM_TABLE, timeZone, ambiguousByEmbed: new Set<string>() };
  const hiding = Object.entries(overrides ? {} : preferences.OpacHiddenItems).map(([column, values]) => {
    if (!ITEM_TABLE.databaseNames.has(column)) throw new QueryFailure(`OpacHiddenItems: unknown column ${column}`);
    return compileWhere<KohaItem>({ [column]: values.filter((value) => value !== null) }, scope);
  });
  return (item) => !(preferences.hidelostitems && item.lost_status !== 0) && !hiding.some((hides) => hides(item));
}

/** The copies of a record that the public sees. */
export function visibleItemsOf(world: KohaWorld, biblioId: number): KohaItem[] {
  return itemsOf(world, biblioId).filter(visibleInOpac(world));
}

/**
 * A record is hidden when it has copies and every one of them is, unless OpacHiddenItemsHidesRecord is off. Perl decides, copy
 * by copy, with letters as they are.
 */
export function isBiblioHidden(world: KohaWorld, biblioId: number): boolean {
  const { OpacHiddenItems, OpacHiddenItemsHidesRecord, hidelostitems } = world.preferences;
  if (!OpacHiddenItemsHidesRecord) return false;
  const items = itemsOf(world, biblioId);
  return (
    items.length > 0 &&
    items.every((item) => {
      if (hidelostitems && item.lost_status > 0) return true;
      return Object.entries(OpacHiddenItems).some(([column, values]) => {
        const value = ITEM_TABLE.columns.get(column)?.get(item) ?? '';
        return values.some((hidden) => String(hidden ?? '') === String(value));
      });
    })
  );
}

/**
 * Whether 942$n keeps a record from the public. 23.05 asks only where readers search; newer versions (source) ask at the public
 * endpoint and in OAI-PMH, too.
 */
export function isSuppressed({ preferences, version }: KohaWorld, biblio: KohaBiblio): boolean {
  return preferences.OpacSuppression && version !== '23.05' && saysSuppressed(biblio);
}

/** 942$n with any value that Perl takes for true, whatever the preference. */
export function saysSuppressed({ marc }: KohaBiblio): boolean {
  return marc.fields.some(
    (field) =>
      field.tag === '942' &&
      'subfields' in field &&
      field.subfields.some(({ code, value }) => code === 'n' && value !== '' && value !== '0'),
  );
}
