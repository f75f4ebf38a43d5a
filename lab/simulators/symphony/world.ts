/**
 * Builds the world that a simulated Symphony shows: plain data (`tables.ts`) and what changes it as Symphony does
 * (`mutations.ts`). Every `add…` fills what is left out.
 */
import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import { MerciaError } from '#platform/errors.ts';
import { localDate } from '../time.ts';
import { STOCK_CLASSIFICATIONS, STOCK_ITEM_TYPES, STOCK_LOCATIONS } from './stock.ts';
import { FRESH_ITEM, emptyWorld } from './tables.ts';
import type {
  SymphonyBib,
  SymphonyBoundWith,
  SymphonyCall,
  SymphonyItem,
  SymphonyPolicy,
  SymphonyPolicyName,
  SymphonyWorld,
  SymphonyWorldOptions,
} from './tables.ts';

export type * from './tables.ts';
export * from './mutations.ts';
export * from './people.ts';
export { endOfDay, localDate } from '../time.ts';

/** An empty world with the usual codes. */
export function createSymphonyWorld(options: SymphonyWorldOptions = {}): SymphonyWorld {
  const world = emptyWorld(options);
  for (const name of ['library', 'location', 'itemType', 'classification', 'userProfile'] as const) {
    world.policies.set(name, new Map());
  }
  if (options.stock === false) return world;
  for (const { key, ...location } of STOCK_LOCATIONS) addPolicy(world, 'location', key, location);
  for (const [key, description] of STOCK_ITEM_TYPES) addPolicy(world, 'itemType', key, { description });
  for (const [key, description] of STOCK_CLASSIFICATIONS) addPolicy(world, 'classification', key, { description });
  addPolicy(world, 'userProfile', 'READER', { description: 'Reader' });
  return world;
}

/** Adds a code to a list of policies, or replaces it. */
export function addPolicy(
  world: SymphonyWorld,
  name: SymphonyPolicyName,
  key: string,
  rest: Partial<Omit<SymphonyPolicy, 'key'>> = {},
): SymphonyPolicy {
  const policy: SymphonyPolicy = {
    displayName: key,
    description: key,
    translatedDescription: rest.description ?? key,
    holdable: true,
    shadowed: false,
    chargeable: true,
    ...rest,
    key,
  };
  const list = world.policies.get(name);
  if (list === undefined) world.policies.set(name, new Map([[key, policy]]));
  else list.set(key, policy);
  return policy;
}

/** Adds a file that staff wrote, below `/export/`: the circulation map as a table, say. */
export function addFile(world: SymphonyWorld, name: string, lines: readonly string[]): void {
  world.exports.set(name, { name, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), at: world.now() });
}

/** Adds a library of the server, the owner of copies; `name` is what readers see. */
export function addLibrary(world: SymphonyWorld, key: string, name: string): SymphonyPolicy {
  return addPolicy(world, 'library', key, { description: name });
}

export interface NewBib extends Partial<Omit<SymphonyBib, 'marc'>> {
  /** 001 and 999 are taken out: the wire writes its own. */
  readonly marc: MarcRecord;
}

/** Adds a title, under the next free catalogue key where none is said. */
export function addBib(world: SymphonyWorld, added: NewBib): SymphonyBib {
  const key = added.key ?? String(world.next.bib);
  const number = Number(key);
  if (Number.isInteger(number)) world.next.bib = Math.max(world.next.bib, number + 1);
  const now = world.now();
  const today = localDate(now, world.timeZone);
  const bib: SymphonyBib = {
    holdingsRecords: [],
    shadowed: false,
    titleControlNumber: `${world.settings.catKeyPrefix}${key}`,
    catalogDate: today,
    catalogFormat: 'MARC',
    createDate: today,
    modifiedDate: today,
    systemModifiedDate: now,
    ...added,
    key,
    marc: withoutOwnFields(added.marc),
  };
  world.bibs.set(key, bib);
  if (!world.callsOfBib.has(key)) world.callsOfBib.set(key, []);
  return bib;
}

/** The description alone: the catalogue key (001) and the copies (999) live elsewhere. */
export function withoutOwnFields(marc: MarcRecord): MarcRecord {
  return { leader: marc.leader, fields: marc.fields.filter(({ tag }) => tag !== '001' && tag !== '999') };
}

export type NewCall = Partial<SymphonyCall> & Pick<SymphonyCall, 'bibKey' | 'library'>;

/** Adds a call number to a title, as the next one of it where no key is said. Throws for an unknown title. */
export function addCall(world: SymphonyWorld, added: NewCall): SymphonyCall {
  const siblings = world.callsOfBib.get(added.bibKey);
  if (siblings === undefined) throw wrong(`There is no title ${added.bibKey}.`);
  const key = added.key ?? `${added.bibKey}:${String(nextPart(siblings))}`;
  const call: SymphonyCall = {
    callNumber: `XX(${key.replace(':', '.')})`,
    volumetric: null,
    classification: 'ASIS',
    shadowed: false,
    systemModifiedDate: world.now(),
    ...added,
    key,
  };
  world.calls.set(key, call);
  if (!siblings.includes(key)) siblings.push(key);
  if (!world.itemsOfCall.has(key)) world.itemsOfCall.set(key, []);
  return call;
}

/** Give `callKey` for a further copy under a call number; else `bibKey` and `library` make a new call number. */
export type NewItem = Partial<SymphonyItem> &
  Partial<Pick<SymphonyCall, 'callNumber' | 'volumetric' | 'classification'>> &
  ({ readonly callKey: string } | Pick<SymphonyItem, 'bibKey' | 'library'>);

/** Adds a copy. It stands at `homeLocation` (`STACKS`) where `currentLocation` is not said. */
export function addItem(world: SymphonyWorld, added: NewItem): SymphonyItem {
  const { callNumber: _callNumber, volumetric: _volumetric, classification: _classification, ...rest } = added;
  const call = rest.callKey === undefined ? newCallOf(world, added) : world.calls.get(rest.callKey);
  if (call === undefined) throw wrong(`There is no call number ${rest.callKey ?? ''}.`);
  const siblings = world.itemsOfCall.get(call.key) ?? [];
  const key = rest.key ?? `${call.key}:${String(nextPart(siblings))}`;
  const now = world.now();
  const homeLocation = rest.homeLocation ?? 'STACKS';
  const item: SymphonyItem = {
    ...FRESH_ITEM,
    copyNumber: Number(key.split(':')[2] ?? '1'),
    barcode: `${call.bibKey}-${String(1000 + world.items.size + 1)}`,
    homeLocation,
    currentLocation: homeLocation,
    createdDate: localDate(now, world.timeZone),
    systemModifiedDate: now,
    ...rest,
    library: rest.library ?? call.library,
    key,
    callKey: call.key,
    bibKey: call.bibKey,
  };
  world.items.set(key, item);
  if (!siblings.includes(key)) siblings.push(key);
  return item;
}

function newCallOf(world: SymphonyWorld, added: NewItem): SymphonyCall | undefined {
  if (added.bibKey === undefined || added.library === undefined) return undefined;
  return addCall(world, {
    bibKey: added.bibKey,
    library: added.library,
    ...(added.callNumber === undefined ? {} : { callNumber: added.callNumber }),
    ...(added.volumetric === undefined ? {} : { volumetric: added.volumetric }),
    ...(added.classification === undefined ? {} : { classification: added.classification }),
  });
}

function nextPart(keys: readonly string[]): number {
  return Math.max(0, ...keys.map((key) => Number(key.slice(key.lastIndexOf(':') + 1)))) + 1;
}

/** Binds titles together: the copies of the parent's call are those of the children's calls too, which have none. */
export function bindTogether(
  world: SymphonyWorld,
  parentCallKey: string,
  childCallKeys: readonly string[],
): SymphonyBoundWith {
  for (const key of [parentCallKey, ...childCallKeys]) {
    if (!world.calls.has(key)) throw wrong(`There is no call number ${key}.`);
  }
  const bound: SymphonyBoundWith = { parentCallKey, childCallKeys: [...childCallKeys] };
  world.boundWiths.push(bound);
  return bound;
}

/** `13 bankers : the Wall Street takeover`: 245 $a $b without the last punctuation. */
export function titleOf(bib: SymphonyBib): string {
  return textOf(bib.marc, '245', ['a', 'b', 'h', 'n', 'p']).replace(/\s*[/:;,.]\s*$/u, '');
}

/** The main entry (100, 110, 111), empty where there is none. */
export function authorOf(bib: SymphonyBib): string {
  for (const tag of ['100', '110', '111']) {
    const text = textOf(bib.marc, tag, ['a', 'b', 'c', 'd', 'q', 'e']);
    if (text !== '') return text;
  }
  return '';
}

function textOf(marc: MarcRecord, tag: string, codes: readonly string[]): string {
  for (const field of marc.fields) {
    if (field.tag !== tag || isControlField(field)) continue;
    return field.subfields
      .filter(({ code }) => codes.includes(code))
      .map(({ value }) => value)
      .join(' ');
  }
  return '';
}

function wrong(what: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', `Symphony world: ${what} Add it first.`);
}
