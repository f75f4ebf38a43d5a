/** Rows of Koha's tables under the names of their columns, which ILS-DI shows as they are; null columns are left out. */
import { wallTime } from '../time.ts';
import { describeBiblio } from './biblio-fields.ts';
import type { XmlRow } from './ilsdi-xml.ts';
import type { KohaBiblio, KohaCheckout, KohaHold, KohaItem, KohaWorld } from './tables.ts';

function at(world: KohaWorld, instant: number | null): string | null {
  return instant === null ? null : wallTime(instant, world.timeZone);
}

function money(amount: number | null): string | null {
  return amount === null ? null : amount.toFixed(2);
}

export function itemColumns(world: KohaWorld, item: KohaItem): XmlRow {
  return {
    itemnumber: item.item_id,
    biblionumber: item.biblio_id,
    biblioitemnumber: item.biblio_id,
    barcode: item.external_id,
    dateaccessioned: item.acquisition_date,
    homebranch: item.home_library_id,
    holdingbranch: item.holding_library_id,
    price: money(item.purchase_price),
    replacementprice: money(item.replacement_price),
    replacementpricedate: item.replacement_price_date,
    datelastborrowed: item.last_checkout_date,
    datelastseen: at(world, item.last_seen_date),
    notforloan: item.not_for_loan_status,
    damaged: item.damaged_status,
    itemlost: item.lost_status,
    itemlost_on: at(world, item.lost_date),
    withdrawn: item.withdrawn,
    withdrawn_on: at(world, item.withdrawn_date),
    restricted: item.restricted_status,
    itemcallnumber: item.callnumber,
    issues: item.checkouts_count ?? 0,
    renewals: item.renewals_count,
    timestamp: at(world, item.timestamp),
    location: item.location,
    permanent_location: item.permanent_location,
    onloan: item.checked_out_date,
    cn_source: item.call_number_source,
    cn_sort: item.call_number_sort ?? '',
    ccode: item.collection_code,
    uri: item.uri,
    itype: item.item_type_id,
    enumchron: item.serial_issue_number,
    copynumber: item.copy_number,
    itemnotes: item.public_notes,
    itemnotes_nonpublic: item.internal_notes,
  };
}

/** Both tables of a record's description, the one written over the other. */
export function biblioColumns(world: KohaWorld, biblio: KohaBiblio): XmlRow {
  const { author, title, subtitle, seriestitle, copyrightdate } = described(biblio);
  return {
    ...biblioitemColumns(world, biblio),
    author,
    title,
    subtitle,
    seriestitle,
    copyrightdate,
    datecreated: biblio.creation_date,
    frameworkcode: biblio.framework_id,
    timestamp: at(world, biblio.timestamp),
  };
}

export function biblioitemColumns(world: KohaWorld, biblio: KohaBiblio): XmlRow {
  const of = described(biblio);
  return {
    biblionumber: biblio.biblio_id,
    biblioitemnumber: biblio.biblio_id,
    itemtype: of.itemtype,
    isbn: of.isbn,
    lccn: of.lccn,
    editionstatement: of.editionstatement,
    illus: of.illus,
    pages: of.pages,
    size: of.size,
    place: of.place,
    publishercode: of.publishercode,
    cn_source: of.cn_source,
    cn_sort: '',
    timestamp: at(world, biblio.metadata_timestamp),
  };
}

function described(biblio: KohaBiblio) {
  const field = (name: string) => describeBiblio.field(biblio, name);
  return {
    author: field('author'),
    title: field('title'),
    subtitle: field('subtitle'),
    seriestitle: field('series_title'),
    copyrightdate: field('copyright_date'),
    itemtype: field('item_type'),
    isbn: field('isbn'),
    lccn: field('lc_control_number'),
    editionstatement: field('edition_statement'),
    illus: field('illustrations'),
    pages: field('pages'),
    size: field('material_size'),
    place: field('publication_place'),
    publishercode: field('publisher'),
    cn_source: field('cn_source'),
  };
}

export function issueColumns(world: KohaWorld, loan: KohaCheckout): XmlRow {
  return {
    issue_id: loan.checkout_id,
    itemnumber: loan.item_id,
    date_due: at(world, loan.due_date),
    branchcode: loan.library_id,
    lastreneweddate: at(world, loan.last_renewed_date),
    renewals_count: loan.renewals_count,
    unseen_renewals: loan.unseen_renewals,
    auto_renew: loan.auto_renew,
    timestamp: at(world, loan.timestamp),
    issuedate: at(world, loan.checkout_date),
    onsite_checkout: loan.onsite_checkout,
  };
}

/** Who waits is left out. */
export function reserveColumns(world: KohaWorld, hold: KohaHold): XmlRow {
  return {
    reserve_id: hold.hold_id,
    biblionumber: hold.biblio_id,
    itemnumber: hold.item_id,
    branchcode: hold.pickup_library_id,
    reservedate: hold.hold_date,
    reservenotes: hold.notes,
    priority: hold.priority,
    found: hold.status,
    waitingdate: hold.waiting_date,
    expirationdate: hold.expiration_date,
    timestamp: at(world, hold.timestamp),
    lowestPriority: hold.lowest_priority,
    suspend: hold.suspended,
    suspend_until: at(world, hold.suspended_until),
    item_level_hold: hold.item_level,
    non_priority: hold.non_priority,
  };
}
