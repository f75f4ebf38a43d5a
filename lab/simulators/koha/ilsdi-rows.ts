/** Rows of Koha's tables under the names of their columns, which ILS-DI shows as they are; null columns are left out. */
import { wallTime } from '../time.ts';
import { BIBLIO_TABLE } from './biblio-fields.ts';
import type { Table } from './columns.ts';
import type { XmlCell, XmlRow } from './ilsdi-xml.ts';
import { CHECKOUT_TABLE, HOLD_TABLE } from './people-tables.ts';
import { ITEM_TABLE } from './tables.ts';
import type { KohaBiblio, KohaCheckout, KohaHold, KohaItem, KohaWorld } from './tables.ts';

/** In the order of the wire. */
const ITEM_COLUMNS = [
  'itemnumber biblionumber biblioitemnumber barcode dateaccessioned homebranch holdingbranch price replacementprice',
  'replacementpricedate datelastborrowed datelastseen notforloan damaged itemlost itemlost_on withdrawn withdrawn_on',
  'restricted itemcallnumber issues renewals timestamp location permanent_location onloan cn_source cn_sort ccode uri',
  'itype enumchron copynumber itemnotes itemnotes_nonpublic',
];
const BIBLIO_COLUMNS = ['author title subtitle seriestitle copyrightdate datecreated frameworkcode timestamp'];
const BIBLIOITEM_COLUMNS = [
  'biblionumber biblioitemnumber itemtype isbn lccn editionstatement illus pages size place publishercode cn_source',
  'cn_sort timestamp',
];
const ISSUE_COLUMNS = [
  'issue_id itemnumber date_due branchcode lastreneweddate renewals_count unseen_renewals auto_renew timestamp issuedate',
  'onsite_checkout',
];
/** Who waits is left out. */
const RESERVE_COLUMNS = [
  'reserve_id biblionumber itemnumber branchcode reservedate reservenotes priority found waitingdate expirationdate',
  'timestamp lowestPriority suspend suspend_until item_level_hold non_priority',
];

function written<Row>(world: KohaWorld, { columns }: Table<Row>, row: Row, names: readonly string[]): XmlRow {
  const cells = names
    .flatMap((line) => line.split(' '))
    .map((name): readonly [string, XmlCell] => {
      const column = columns.get(name);
      const cell = column?.get(row) ?? null;
      return [name, column?.kind === 'instant' && typeof cell === 'number' ? wallTime(cell, world.timeZone) : cell];
    });
  return Object.fromEntries(cells);
}

function money(amount: number | null): string | null {
  return amount === null ? null : amount.toFixed(2);
}

export function itemColumns(world: KohaWorld, item: KohaItem): XmlRow {
  return {
    ...written(world, ITEM_TABLE, item, ITEM_COLUMNS),
    biblioitemnumber: item.biblio_id,
    price: money(item.purchase_price),
    replacementprice: money(item.replacement_price),
    issues: item.checkouts_count ?? 0,
    cn_sort: item.call_number_sort ?? '',
  };
}

/** Both tables of a record's description, the one written over the other. */
export function biblioColumns(world: KohaWorld, biblio: KohaBiblio): XmlRow {
  return { ...biblioitemColumns(world, biblio), ...written(world, BIBLIO_TABLE, biblio, BIBLIO_COLUMNS) };
}

export function biblioitemColumns(world: KohaWorld, biblio: KohaBiblio): XmlRow {
  return {
    ...written(world, BIBLIO_TABLE, biblio, BIBLIOITEM_COLUMNS),
    biblioitemnumber: biblio.biblio_id,
    timestamp: wallTime(biblio.metadata_timestamp, world.timeZone),
  };
}

export function issueColumns(world: KohaWorld, loan: KohaCheckout): XmlRow {
  return written(world, CHECKOUT_TABLE, loan, ISSUE_COLUMNS);
}

export function reserveColumns(world: KohaWorld, hold: KohaHold): XmlRow {
  return written(world, HOLD_TABLE, hold, RESERVE_COLUMNS);
}
