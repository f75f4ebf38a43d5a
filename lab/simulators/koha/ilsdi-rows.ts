/** Rows of Koha's tables under the names of their columns, which ILS-DI shows as they are; null columns are left out. */
import { wallTime } from '../time.ts';
import { BIBLIO_TABLE } from './biblio-fields.ts';
import type { Table } from './columns.ts';
import type { XmlCell, XmlRow } from './ilsdi-xml.ts';
import { CHARGE_TABLE, CHECKOUT_TABLE, HOLD_TABLE, PATRON_TABLE } from './people-tables.ts';
import { ITEM_TABLE } from './tables.ts';
import type { KohaBiblio, KohaCharge, KohaCheckout, KohaHold, KohaItem, KohaPatron, KohaWorld } from './tables.ts';

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

const PATRON_COLUMNS = [
  'borrowernumber cardnumber surname firstname initials contactname sex dateofbirth branchcode branchname categorycode',
  'dateenrolled dateexpiry gonenoaddress lost debarred borrowernotes sort1 sort2 lang login_attempts privacy',
  'privacy_guarantor_fines privacy_guarantor_checkouts checkprevcheckout autorenew_checkouts anonymized auth_method',
  'updated_on charges',
];
const CHARGE_COLUMNS = [
  'accountlines_id borrowernumber amount amountoutstanding date timestamp debit_type_code description interface note',
  'issue_id itemnumber status',
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

export function patronColumns(world: KohaWorld, patron: KohaPatron, owed: number): XmlRow {
  return {
    ...written(world, PATRON_TABLE, patron, PATRON_COLUMNS),
    ...{ initials: '', contactname: '', sex: '', sort1: '', sort2: '' },
    branchname: world.libraries.get(patron.library_id)?.name ?? '',
    gonenoaddress: patron.incorrect_address ? 1 : null,
    lost: patron.patron_card_lost ? 1 : null,
    debarred: patron.restricted ? '9999-12-31' : null,
    lang: 'default',
    ...{ login_attempts: 0, privacy: 1, privacy_guarantor_fines: 0, privacy_guarantor_checkouts: 0 },
    ...{ checkprevcheckout: 'inherit', autorenew_checkouts: 1, anonymized: 0, auth_method: 'password' },
    charges: owed.toFixed(2),
  };
}

/** What was paid stands among them, as what was owed. */
export function fineColumns(world: KohaWorld, charge: KohaCharge): XmlRow {
  return {
    ...written(world, CHARGE_TABLE, charge, CHARGE_COLUMNS),
    amount: charge.amount.toFixed(6),
    amountoutstanding: charge.amount_outstanding.toFixed(6),
    timestamp: wallTime(charge.date, world.timeZone),
  };
}
