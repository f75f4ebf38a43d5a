/**
 * GetRecords: a record with its copies, loans and holds, without who has or wants them. 23.05 shows hidden copies, too (recorded);
 * newer versions leave them out (source).
 */
import { biblioitemColumns, issueColumns, itemColumns, reserveColumns } from './ilsdi-rows.ts';
import type { XmlRow } from './ilsdi-xml.ts';
import { recordWithItems, toMarcXml } from './marc-wire.ts';
import type { KohaItem, KohaWorld } from './tables.ts';
import { wallTime } from '../time.ts';
import { itemsOf, visibleItemsOf } from './visibility.ts';

export function getRecords(world: KohaWorld, given: URLSearchParams): XmlRow {
  const schema = given.get('schema') ?? 'MARCXML';
  if (schema !== 'MARCXML') return { code: 'UnsupportedSchema' };
  return { record: (given.get('id') ?? '').split(' ').map((id) => recordRow(world, Number(id))) };
}

function recordRow(world: KohaWorld, id: number): XmlRow {
  const biblio = world.biblios.get(id);
  if (biblio === undefined) return { code: 'RecordNotFound' };
  const items = world.version === '23.05' ? itemsOf(world, id) : visibleItemsOf(world, id);
  const own = new Set(itemsOf(world, id).map((item) => item.item_id));
  const issues = [...world.checkouts.values()].filter((loan) => own.has(loan.item_id));
  const reserves = [...world.holds.values()].filter((hold) => hold.biblio_id === id);
  return {
    ...biblioitemColumns(world, biblio),
    marcxml: toMarcXml(recordWithItems(world, biblio, items)),
    items: { item: items.map((item) => itemRow(world, item)) },
    issues: {
      issue: issues.map((loan) => ({
        ...issueColumns(world, loan),
        barcode: world.items.get(loan.item_id)?.external_id,
      })),
    },
    reserves: { reserve: reserves.map((hold) => reserveColumns(world, hold)) },
  };
}

function itemRow(world: KohaWorld, item: KohaItem): XmlRow {
  const transfer = world.transfers.get(item.item_id);
  const locations = world.categories.get('LOC')?.values ?? [];
  return {
    ...itemColumns(world, item),
    homebranchname: world.libraries.get(item.home_library_id)?.name,
    holdingbranchname: world.libraries.get(item.holding_library_id)?.name,
    location_description: locations.find(({ value }) => value === item.location)?.description,
    itype_description: item.item_type_id === null ? null : world.itemTypes.get(item.item_type_id)?.description,
    ...(transfer !== undefined && {
      transfer: {
        datesent: transfer.sent === null ? null : wallTime(transfer.sent, world.timeZone),
        frombranch: transfer.from_library_id,
        tobranch: transfer.to_library_id,
      },
    }),
  };
}
