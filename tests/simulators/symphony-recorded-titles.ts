/** The world of a recorded `lookupTitleInfo`: what the simulator must hold to give that answer. */
import type { MarcField } from '#marc/index.ts';
import {
  addBib,
  addCall,
  addItem,
  addPatron,
  addPolicy,
  bindTogether,
  checkOut,
  createSymphonyWorld,
  endOfDay,
  placeHold,
} from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { all, textIn, type Element } from './xml-tree.ts';

const ZONE = 'America/New_York';
/** Not to be lent while they are there, as the recordings show. */
const NOT_CHARGEABLE = ['BINDERY', 'MISSING'];

/** `holdable` is what the recorded policies say of each location. */
export function worldOfTitles(answer: Element, holdable: ReadonlyMap<string, boolean>): SymphonyWorld {
  const noise = /\.(\d{3})[+-]/u.exec(JSON.stringify(answer))?.[1] ?? '000';
  const now = Date.UTC(2026, 10, 24, 12) + Number(noise);
  const world = createSymphonyWorld({ timeZone: ZONE, now: () => now, stock: false });
  for (const [key, may] of holdable) addPolicy(world, 'location', key, { holdable: may });
  for (const key of NOT_CHARGEABLE) addPolicy(world, 'location', key, { chargeable: false });
  for (const title of all(answer, 'TitleInfo')) addTitle(world, title);
  for (const title of all(answer, 'TitleInfo')) addBonds(world, title);
  return world;
}

function addTitle(world: SymphonyWorld, title: Element): void {
  const bibKey = textIn(title, 'titleID') ?? '';
  addBib(world, { key: bibKey, marc: { leader: '', fields: [] } });
  for (const info of all(title, 'CallInfo')) {
    const call = addCall(world, {
      bibKey,
      library: textIn(info, 'libraryID') ?? '',
      classification: textIn(info, 'classificationID') ?? '',
      callNumber: textIn(info, 'callNumber') ?? '',
    });
    for (const item of all(info, 'ItemInfo')) addCopy(world, call.key, item);
  }
}

function addCopy(world: SymphonyWorld, callKey: string, info: Element): void {
  const currentLocation = textIn(info, 'currentLocationID') ?? '';
  const collection = textIn(info, 'reserveCollectionID');
  const item = addItem(world, {
    callKey,
    barcode: textIn(info, 'itemID') ?? '',
    itemType: textIn(info, 'itemTypeID') ?? '',
    homeLocation: textIn(info, 'homeLocationID') ?? '',
    currentLocation,
    staffNote: textIn(info, 'staffNote') ?? null,
    publicNote: textIn(info, 'publicNote') ?? null,
    reserve:
      collection === undefined ? null : { collection, circulationRule: textIn(info, 'reserveCirculationRule') ?? '' },
  });
  const due = textIn(info, 'dueDate');
  const isLent =
    due !== undefined || (textIn(info, 'chargeable') === 'false' && !NOT_CHARGEABLE.includes(currentLocation));
  if (isLent) {
    const patron = addPatron(world, { library: 'X', checkoutLocation: currentLocation });
    const loan = checkOut(world, { itemKey: item.key, patronKey: patron.key, due: dueInstant(due ?? '') });
    // A loan without end: a department keeps it.
    if (due === undefined) loan.dueDate = null;
  }
  for (let hold = 0; hold < Number(textIn(info, 'numberOfHolds') ?? '0'); hold++) {
    const patron = addPatron(world, { library: 'X' });
    const placed = placeHold(world, { bibKey: item.bibKey, patronKey: patron.key, pickupLibrary: item.library });
    Object.assign(placed, { status: 'BEING_HELD', selectedItemKey: item.key });
  }
}

// 2020-05-07T00:00:00.712-04:00: due that day; 2019-03-04T09:01:00.842-05:00: due at that minute
function dueInstant(text: string): number {
  const day = text.slice(0, 10);
  return text.slice(11, 16) === '00:00' ? endOfDay(day, ZONE) : Date.parse(text.replace(/\.\d+/u, '')) || 0;
}

function addBonds(world: SymphonyWorld, title: Element): void {
  const groups: { parent: string; children: string[] }[] = [];
  for (const link of all(title, 'BoundwithLinkInfo')) {
    const callKey = callOfLink(world, link);
    if (textIn(link, 'linkedAsParent') === 'true') groups.push({ parent: callKey, children: [] });
    else groups.at(-1)?.children.push(callKey);
  }
  for (const { parent, children } of groups) bindTogether(world, parent, children);
}

function callOfLink(world: SymphonyWorld, link: Element): string {
  const [linked] = all(link, 'linkedTitle');
  if (linked === undefined) throw new Error('a recorded link has no title');
  const bibKey = textIn(linked, 'titleID') ?? '';
  const callNumber = textIn(link, 'callNumber') ?? '';
  const library = textIn(link, 'libraryID') ?? '';
  const marc = { leader: '', fields: describe(linked) };
  const known = world.bibs.get(bibKey);
  if (known === undefined) addBib(world, { key: bibKey, marc });
  else known.marc = marc;
  const own = [...world.calls.values()].find((one) => one.bibKey === bibKey && one.callNumber === callNumber);
  const call = own ?? addCall(world, { bibKey, library, callNumber });
  const barcode = textIn(link, 'itemID');
  const isThere = (world.itemsOfCall.get(call.key) ?? []).length > 0;
  // A copy of a title that the answer does not list stands where the first copy that it lists does.
  const [first] = world.items.values();
  if (barcode !== undefined && !isThere) {
    addItem(world, { callKey: call.key, barcode, homeLocation: first?.homeLocation ?? 'STACKS' });
  }
  return call.key;
}

function describe(linked: Element): MarcField[] {
  const field = (tag: string, code: string, value: string | undefined): MarcField[] =>
    value === undefined ? [] : [{ tag, ind1: ' ', ind2: ' ', subfields: [{ code, value }] }];
  const year = textIn(linked, 'yearOfPublication');
  const oclc = textIn(linked, 'OCLCControlNumber');
  return [
    ...(year === undefined ? [] : [{ tag: '008', value: `000101s${year.padEnd(4, 'u')}    ` }]),
    ...field('035', 'a', oclc === undefined ? undefined : `(OCoLC)${oclc}`),
    ...field('100', 'a', textIn(linked, 'author')),
    ...field('245', 'a', textIn(linked, 'title')),
    ...field('250', 'a', textIn(linked, 'edition')),
    ...field('856', 'u', textIn(linked, 'url')),
  ];
}
