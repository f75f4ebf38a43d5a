/**
 * Builds the world that a simulated Koha shows: plain data (`tables.ts`) and what changes it as Koha does
 * (`mutations.ts`). Every `add…` fills what is left out as a fresh Koha 23.05 would.
 */
import type { MarcRecord } from '#marc/marc-record.ts';
import { firstValue } from '../read-records.ts';
import { stampRecord } from './stamp-record.ts';
import type {
  KohaAuthorisedValue,
  KohaBiblio,
  KohaItem,
  KohaItemType,
  KohaLibrary,
  KohaOaiSet,
  KohaWorld,
  KohaWorldOptions,
} from './tables.ts';
import { emptyWorld, ITEM_TABLE, LIBRARY_TABLE } from './tables.ts';
import { STOCK_CALL_NUMBER_SOURCES, STOCK_CATEGORIES, STOCK_ITEM_TYPES } from './stock.ts';
import { localDate } from '../time.ts';

export type * from './tables.ts';
export * from './mutations.ts';
export * from './people.ts';
export { endOfDay, localDate } from '../time.ts';

/** An empty world with the lists of a stock installation. */
export function createKohaWorld(options: KohaWorldOptions = {}): KohaWorld {
  const world = emptyWorld(options);
  if (options.stock === false) return world;
  for (const [name, isSystem, values] of STOCK_CATEGORIES) {
    addCategory(world, name, isSystem);
    for (const [value, description] of values) addAuthorisedValue(world, name, value, description);
  }
  for (const [id, description, notForLoan] of STOCK_ITEM_TYPES) addItemType(world, id, description, notForLoan);
  for (const [code, name] of STOCK_CALL_NUMBER_SOURCES) world.callNumberSources.set(code, name);
  return world;
}

/** Adds a branch, or replaces it. */
export function addLibrary(world: KohaWorld, id: string, name: string, rest: Partial<KohaLibrary> = {}): KohaLibrary {
  const library: KohaLibrary = { ...LIBRARY_TABLE.fresh, ...rest, library_id: id, name };
  world.libraries.set(id, library);
  return library;
}

export function addItemType(world: KohaWorld, id: string, description: string, notForLoan = false): KohaItemType {
  const type: KohaItemType = { item_type_id: id, description, not_for_loan: notForLoan };
  world.itemTypes.set(id, type);
  return type;
}

/** Adds a category of authorised values that may stay empty. */
export function addCategory(world: KohaWorld, name: string, isSystem = false): void {
  if (!world.categories.has(name)) {
    world.categories.set(name, { category_name: name, is_system: isSystem, values: [] });
  }
}

/** Adds a value to a category, or gives an existing one another description. */
export function addAuthorisedValue(
  world: KohaWorld,
  category: string,
  value: string,
  description: string,
): KohaAuthorisedValue {
  addCategory(world, category);
  const values = world.categories.get(category)?.values ?? [];
  const known = values.find((one) => one.value === value);
  if (known !== undefined) return Object.assign(known, { description });
  const added: KohaAuthorisedValue = {
    authorised_value_id: world.next.authorisedValue++,
    category_name: category,
    value,
    description,
    opac_description: null,
    image_url: null,
  };
  values.push(added);
  return added;
}

export interface NewBiblio {
  /** Where not said, the next free number. */
  readonly biblio_id?: number;
  /** 952 and 999 fields are taken out: Koha keeps items apart and writes 999 itself. 942$c is the record's item type. */
  readonly marc: MarcRecord;
  readonly framework_id?: string;
  readonly timestamp?: number;
}

/** Adds a record; the wire shows it with 999 $c $d, and 005 is its timestamp. */
export function addBiblio(world: KohaWorld, added: NewBiblio): KohaBiblio {
  const id = added.biblio_id ?? world.next.biblio;
  world.next.biblio = Math.max(world.next.biblio, id + 1);
  const timestamp = added.timestamp ?? world.now();
  const biblio: KohaBiblio = {
    biblio_id: id,
    marc: stampRecord(added.marc, timestamp),
    framework_id: added.framework_id ?? '',
    creation_date: localDate(timestamp, world.timeZone),
    timestamp,
    metadata_timestamp: timestamp,
  };
  world.biblios.set(id, biblio);
  return biblio;
}

/** The record's own item type (942 $c), which an item without one falls back to. */
export function itemTypeOfBiblio(biblio: KohaBiblio): string | null {
  // 942    $2 ddc $c BK
  return firstValue(biblio.marc, '942', 'c');
}

export type NewItem = Partial<KohaItem> & Pick<KohaItem, 'biblio_id' | 'home_library_id'>;

/** Adds a copy. Holding library and shelf follow the home ones where not said; status fields are 0, `restricted_status` null. */
export function addItem(world: KohaWorld, added: NewItem): KohaItem {
  const id = added.item_id ?? world.next.item;
  world.next.item = Math.max(world.next.item, id + 1);
  const timestamp = added.timestamp ?? world.now();
  const today = localDate(timestamp, world.timeZone);
  const item: KohaItem = {
    ...ITEM_TABLE.fresh,
    acquisition_date: today,
    call_number_sort: added.callnumber === undefined ? null : callNumberSort(added.callnumber),
    holding_library_id: added.home_library_id,
    last_seen_date: timestamp,
    permanent_location: added.location ?? null,
    replacement_price_date: today,
    ...added,
    item_id: id,
    timestamp,
  };
  world.items.set(id, item);
  const siblings = world.itemsOfBiblio.get(item.biblio_id);
  if (siblings === undefined) world.itemsOfBiblio.set(item.biblio_id, [id]);
  else siblings.push(id);
  return item;
}

/** A sort key in the manner of Koha's Dewey routine: letters, digits to 15 places, the rest. */
function callNumberSort(callnumber: string | null): string | null {
  if (callnumber === null) return null;
  const parts = callnumber.toUpperCase().match(/[A-Z]+|\d+(?:\.\d+)?/gu) ?? [];
  return parts.map((part) => part.replace('.', '_')).join('_');
}

/** Sets rules for a scope, as a row of smart-rules does; `*` is for all. */
export function setCirculationRules(
  world: KohaWorld,
  [branch, category, itemType]: readonly [branch: string, category: string, itemType: string],
  rules: Readonly<Record<string, string | number>>,
): void {
  const [branchcode = null, categorycode = null, itemtype = null] = [branch, category, itemType].map((code) =>
    code === '*' ? null : code,
  );
  for (const [rule_name, value] of Object.entries(rules)) {
    world.circulationRules.push({ branchcode, categorycode, itemtype, rule_name, rule_value: String(value) });
  }
}

export function addOaiSet(
  world: KohaWorld,
  spec: string,
  name: string,
  biblioIds: Iterable<number> = [],
  description: string | null = null,
): KohaOaiSet {
  const set: KohaOaiSet = { spec, name, description, biblio_ids: new Set(biblioIds) };
  world.oaiSets.push(set);
  return set;
}
