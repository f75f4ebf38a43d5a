/** Titles, call numbers and copies as JSON. */
import { isControlField, type MarcField } from '#marc/marc-record.ts';
import { moment } from './moments.ts';
import { money, policy, Reference, resource, type Value, type View } from './resources.ts';
import type {
  SymphonyBib,
  SymphonyBoundWith,
  SymphonyCall,
  SymphonyHold,
  SymphonyItem,
  SymphonyWorld,
} from './tables.ts';
import { authorOf, titleOf } from './world.ts';

export const bibResource = resource<SymphonyBib>({
  keyForm: /^\d+$/u,
  find: ({ world }, key) => world.bibs.get(key),
  plain: {
    shadowed: (bib) => bib.shadowed,
    author: authorOf,
    titleControlNumber: (bib) => bib.titleControlNumber,
    catalogDate: (bib) => bib.catalogDate,
    catalogFormat: (bib) => policy('catalogFormat', bib.catalogFormat),
    modifiedDate: (bib) => bib.modifiedDate,
    bib: (bib, { world }) => marcJson(world, bib),
    systemModifiedDate: (bib, { world }) => moment(world, bib.systemModifiedDate),
    title: titleOf,
    createDate: (bib) => bib.createDate,
  },
  named: {
    callList: (bib, { world }) =>
      (world.callsOfBib.get(bib.key) ?? []).map((key) => new Reference('/catalog/call', key)),
    boundWithList: (bib, { world }) =>
      boundWithsOf(world, bib.key).map((bound) => new Reference('/catalog/boundWith', bound.parentCallKey)),
    holdRecordList: (bib, { world }) => holdsWhere(world, ({ bibKey }) => bibKey === bib.key),
  },
});

export const callResource = resource<SymphonyCall>({
  keyForm: /^\d+:\d+$/u,
  find: ({ world }, key) => world.calls.get(key),
  plain: {
    library: (call) => policy('library', call.library),
    callNumber: (call) => call.callNumber,
    shadowed: (call) => call.shadowed,
    volumetric: (call) => call.volumetric,
    sortCallNumber: (call) => sortable(displayed(call)),
    dispCallNumber: displayed,
    bib: (call) => new Reference('/catalog/bib', call.bibKey),
    classification: (call) => policy('classification', call.classification),
    systemModifiedDate: (call, { world }) => moment(world, call.systemModifiedDate),
  },
  named: {
    itemList: (call, { world }) =>
      (world.itemsOfCall.get(call.key) ?? []).map((key) => new Reference('/catalog/item', key)),
  },
});

export const itemResource = resource<SymphonyItem>({
  keyForm: /^\d+:\d+:\d+$/u,
  find: ({ world }, key) => world.items.get(key),
  plain: {
    itemCategory4: (item) => policy('itemCategory4', item.itemCategory4),
    itemCategory3: (item) => policy('itemCategory3', item.itemCategory3),
    itemCategory2: (item) => policy('itemCategory2', item.itemCategory2),
    itemType: (item) => policy('itemType', item.itemType),
    itemCategory1: (item) => policy('itemCategory1', item.itemCategory1),
    itemCategory5: (item) => policy('itemCategory5', item.itemCategory5),
    systemModifiedDate: (item, { world }) => moment(world, item.systemModifiedDate),
    circulate: (item, view) => item.circulate && !view.loans.has(item.key),
    currentLocation: (item) => policy('location', item.currentLocation),
    call: (item) => new Reference('/catalog/call', item.callKey),
    mediaDesk: (item) => item.mediaDesk,
    pieces: (item) => item.pieces,
    createdDate: (item) => item.createdDate,
    library: (item) => policy('library', item.library),
    shadowed: (item) => item.shadowed,
    permanent: (item) => item.permanent,
    price: (item, { world }) => money(world, item.price),
    homeLocation: (item) => policy('location', item.homeLocation),
    copyNumber: (item) => item.copyNumber,
    timesInventoried: (item) => item.timesInventoried,
    lastInvDate: (item) => item.lastInvDate,
    bib: (item) => new Reference('/catalog/bib', item.bibKey),
    barcode: (item) => item.barcode,
  },
  named: {
    circRecord: (item, view) => loanReference(view, item),
    transit: (item) => (item.transit === null ? null : new Reference('/circulation/transit', item.key)),
    holdRecordList: (item, { world }) =>
      holdsWhere(world, (hold) => (hold.selectedItemKey ?? hold.itemKey) === item.key),
  },
});

/** A copy on its way; its key is the copy's. */
export const transitResource = resource<SymphonyItem>({
  keyForm: /^\d+:\d+:\d+$/u,
  find({ world }, key) {
    const item = world.items.get(key);
    return item === undefined || item.transit === null ? undefined : item;
  },
  plain: {
    item: (item) => new Reference('/catalog/item', item.key),
    originatingLibrary: (item) => policy('library', item.transit?.source ?? null),
    destinationLibrary: (item) => policy('library', item.transit?.destination ?? null),
    transitReason: (item) => item.transit?.reason ?? null,
    transitDate: (item, { world }) => (item.transit === null ? null : moment(world, item.transit.date)),
    holdRecord(item, { world }) {
      const hold = [...world.holds.values()].find(
        (one) => one.status === 'TRANSIT' && one.selectedItemKey === item.key,
      );
      return hold === undefined ? null : new Reference('/circulation/holdRecord', hold.key);
    },
  },
});

/** Titles bound together; its key is that of the call number which has the copies. */
export const boundWithResource = resource<SymphonyBoundWith>({
  keyForm: /^\d+:\d+$/u,
  find: ({ world }, key) => world.boundWiths.find(({ parentCallKey }) => parentCallKey === key),
  plain: {
    parent: (bound, { world }) => boundTitle(world, bound.parentCallKey),
    childList: (bound, { world }) => bound.childCallKeys.map((key) => boundTitle(world, key)),
  },
});

/** The groups in which any call number of the title is, as parent or child. */
export function boundWithsOf(world: SymphonyWorld, bibKey: string): SymphonyBoundWith[] {
  const own = new Set(world.callsOfBib.get(bibKey) ?? []);
  return world.boundWiths.filter(
    ({ parentCallKey, childCallKeys }) => own.has(parentCallKey) || childCallKeys.some((key) => own.has(key)),
  );
}

export function displayed(call: SymphonyCall): string {
  return `${call.callNumber}${call.volumetric ?? ''}`;
}

function boundTitle(world: SymphonyWorld, callKey: string): Value {
  const call = world.calls.get(callKey);
  const bib = call === undefined ? undefined : world.bibs.get(call.bibKey);
  return {
    resource: '/catalog/call',
    key: callKey,
    fields: {
      author: bib === undefined ? '' : authorOf(bib),
      bib: { resource: '/catalog/bib', key: call?.bibKey ?? '' },
      callNumber: call === undefined ? '' : displayed(call),
      title: bib === undefined ? '' : titleOf(bib),
    },
  };
}

function loanReference(view: View, item: SymphonyItem): Reference | null {
  const loan = view.loans.get(item.key);
  return loan === undefined ? null : new Reference('/circulation/circRecord', loan.key);
}

function holdsWhere(world: SymphonyWorld, fits: (hold: SymphonyHold) => boolean): Reference[] {
  return [...world.holds.values()]
    .filter((hold) => fits(hold) && ['PLACED', 'BEING_HELD', 'TRANSIT', 'SUSPENDED'].includes(hold.status))
    .map(({ key }) => new Reference('/circulation/holdRecord', key));
}

/** `NA705.U775 2020` → `NA 000705 .U775  2020`, roughly. */
function sortable(text: string): string {
  const upper = text.toUpperCase();
  const class_ = /^([A-Z]{1,3})\s*(\d+)(.*)$/u.exec(upper);
  if (class_ === null) return upper;
  return `${class_[1] ?? ''} ${(class_[2] ?? '').padStart(6, '0')} ${(class_[3] ?? '').trimStart()}`.trimEnd();
}

/** The description as the web services write MARC: control fields are one subfield `_` without indicators. */
function marcJson(world: SymphonyWorld, bib: SymphonyBib): Value {
  const fields = [{ tag: '001', value: `${world.settings.catKeyPrefix}${bib.key}` }, ...bib.marc.fields];
  // Lengths and addresses mean nothing outside ISO 2709; Symphony blanks them.
  const leader = `     ${bib.marc.leader.slice(5, 12)}     ${bib.marc.leader.slice(17)}`;
  return { standard: 'MARC21', type: 'BIB', leader, fields: fields.map(marcField) };
}

function marcField(field: MarcField): Value {
  if (isControlField(field)) return { tag: field.tag, subfields: [{ code: '_', data: field.value }] };
  return {
    tag: field.tag,
    inds: `${field.ind1}${field.ind2}`,
    subfields: field.subfields.map(({ code, value }) => ({ code, data: value })),
  };
}
