/**
 * From a line to an item of DAIA: which services it is available for, and which not. Only what its system says now is in
 * one of the two lists. What is unknown or only last known is in neither, because DAIA has no word for it, and `about` says so.
 * Pure.
 */
import { isLoanable, isReadableOnSite, standsInPlace } from '#domain/copy-uses.ts';
import type { Due, ItemStatus, ItemUse } from '#domain/facts.ts';
import { asStated } from '#domain/lending/embargo.ts';
import { isThere, type Line } from '../live/lines.ts';
import type { PlaceNames } from '../live/places.ts';
import type { CopyAnswer, HoldingAnswer, ServiceAnswer } from '../live/question.ts';
import type { ClockOf, LocalClock } from '../local-clock.ts';
import { PART, withInterloan, type Interloan } from './interloan.ts';
import type { DaiaAvailable, DaiaEntity, DaiaServiceName, DaiaUnavailable, Services } from './services.ts';

export interface DaiaItem {
  readonly id?: string;
  readonly href?: string;
  readonly label?: string;
  readonly about?: string;
  readonly department?: DaiaEntity;
  readonly storage?: DaiaEntity;
  readonly available?: readonly DaiaAvailable[];
  readonly unavailable?: readonly DaiaUnavailable[];
}

export interface ItemOptions {
  readonly places: PlaceNames;
  readonly clockOf: ClockOf;
  /** Domain name that ids are made of; null if the region has none: then there are no ids. */
  readonly namespace: string | null;
  readonly hrefOf: (library: string) => string | null;
  /** What a library has agreed to send to others; null if that is not told. */
  readonly interloanOf: (library: string) => Interloan | null;
  readonly isJournal: boolean;
}

const DSO = 'http://purl.org/ontology/dso#';
const SHORT_LOAN: DaiaEntity = { id: `${DSO}ShortLoan`, content: 'Short loan' };
const APPROVAL: DaiaEntity = { id: `${DSO}ApprovalRequired`, content: 'Ask the library' };

/** From these a copy probably comes back, though nobody can say when. */
const COMES_BACK: ReadonlySet<ItemStatus> = new Set([
  'ON_LOAN',
  'IN_USE_ON_SITE',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'RESHELVING',
  'ON_ORDER',
  'IN_PROCESS',
  'AT_BINDERY',
]);

export function toDaiaItem(line: Line, options: ItemOptions): DaiaItem {
  const { holding, system, copy, words } = line;
  const { places, clockOf, namespace, hrefOf, interloanOf, isJournal } = options;
  const clock = clockOf(system, holding.library.id);
  const href = hrefOf(holding.library.id);
  const told = copy === null ? servicesOfWhole(line, clock, href) : servicesOfCopy(copy, holding, clock, href);
  const services = withInterloan(told, interloanOf(holding.library.id), isJournal);
  const shelf = places.shelfOf(line, copy?.currentLocation ?? copy?.permanentLocation ?? null);
  const volume = [copy?.enumeration, copy?.chronology].filter(Boolean).join(' ');
  const statements = copy === null ? holding.statements.map(asStated) : [];
  return {
    ...(namespace === null ? {} : { id: toTag(namespace, copy?.id ?? holding.id) }),
    ...textIn('href', isAddress(holding.catalogueUrl) ? holding.catalogueUrl : null),
    ...textIn('label', copy?.callNumber ?? holding.callNumbers[0]),
    ...textIn('about', [volume, ...statements, words].filter((part) => part !== '').join('; ')),
    department: {
      ...(namespace === null ? {} : { id: toTag(namespace, `library:${holding.library.id}`) }),
      content: holding.library.name,
    },
    ...(shelf === '' ? {} : { storage: { content: shelf } }),
    ...listIn('available', services.available),
    ...listIn('unavailable', services.unavailable),
  };
}

const NONE: Services = { available: [], unavailable: [] };

function servicesOfCopy(copy: CopyAnswer, holding: HoldingAnswer, clock: LocalClock, href: string | null): Services {
  const { state, status, use } = copy;
  if (state !== 'LIVE' || status === null || use === null) return NONE;
  const inPlace = standsInPlace({ status, limitations: copy.limitations ?? [] });
  if (use === 'ONLINE') return inPlace === true ? { available: [online(href)], unavailable: [] } : NONE;
  const limitation = limitationOf(use);
  const services = [
    { service: 'loan', possible: use === 'RESTRICTED' ? true : isLoanable({ use }), limitation },
    {
      service: 'presentation',
      possible: use === 'RESTRICTED' ? true : isReadableOnSite({ use }),
      limitation: limitation.filter((one) => one !== SHORT_LOAN),
    },
  ] as const;
  const back = { ...whenBack(status, copy.due, clock), ...queueOf(holding) };
  return {
    available: services
      .filter(({ possible }) => possible === true && inPlace === true)
      .map(({ service, limitation: entities }) => ({ service, ...listIn('limitation', entities) })),
    unavailable: services.flatMap(({ service, possible, limitation: entities }) => {
      // What is never lent is unavailable wherever it stands, and nobody waits for it.
      if (possible === false) return inPlace === null ? [] : [{ service }];
      return inPlace === false ? [{ service, ...back, ...listIn('limitation', entities) }] : [];
    }),
  };
}

/** Of a holding whose copies are not told singly. */
function servicesOfWhole({ holding, isStated }: Line, clock: LocalClock, href: string | null): Services {
  const { availability } = holding;
  // What is told of the copies that have a line of their own is not so of the rest of a run.
  if (isStated === true || availability?.state !== 'LIVE') return NONE;
  const services = availability.services ?? [];
  return {
    available: services.filter(({ available }) => available === true).map((service) => toAvailable(service, href)),
    unavailable: services
      .filter((service) => isThere(service, availability) === false && service.service !== 'ONLINE')
      .map((service) => ({
        service: NAMES[service.service],
        ...(service.expected === null ? {} : { expected: toDate(service.expected, clock) }),
        ...listIn('limitation', limitationsOf(service)),
      })),
  };
}

const NAMES: Readonly<Record<ServiceAnswer['service'], DaiaServiceName>> = {
  LOAN: 'loan',
  REFERENCE_USE: 'presentation',
  INTERLIBRARY_LOAN: 'interloan',
  COPY_SUPPLY: 'interloan',
  ONLINE: 'remote',
};

function toAvailable(service: ServiceAnswer, href: string | null): DaiaAvailable {
  if (service.service === 'ONLINE') return online(href);
  return { service: NAMES[service.service], ...listIn('limitation', limitationsOf(service)) };
}

/** Reading online begins at once. Never `openaccess`: no record says for certain that nobody has to sign in. */
function online(href: string | null): DaiaAvailable {
  return { service: 'remote', ...(isAddress(href) ? { href } : {}), delay: 'PT0S' };
}

function limitationsOf({ service, limitation }: ServiceAnswer): readonly DaiaEntity[] {
  const words = limitation === null ? [] : [{ content: limitation }];
  return service === 'COPY_SUPPLY' ? [PART, ...words] : words;
}

function limitationOf(use: ItemUse): readonly DaiaEntity[] {
  if (use === 'SHORT_LOAN' || use === 'HOURLY') return [SHORT_LOAN];
  return use === 'RESTRICTED' ? [APPROVAL] : [];
}

/** `unknown` says that it probably comes back, and is left out where nobody can say even that. */
function whenBack(status: ItemStatus, due: Due | null, clock: LocalClock): { readonly expected?: string } {
  if (status === 'ON_LOAN' && due !== null && !clock.isPast(due)) return { expected: toDate(due, clock) };
  return COMES_BACK.has(status) ? { expected: 'unknown' } : {};
}

/** A day: clients' schemas have no time here. The hour of a short loan is in the words. */
function toDate({ on, at }: Due, { isPast }: LocalClock): string {
  return isPast({ on, at }) ? 'unknown' : on;
}

/** Of the title at its system; small numbers are hidden by the graph. */
function queueOf({ availability }: HoldingAnswer): { readonly queue?: number } {
  const queue = availability?.holdQueue ?? 0;
  return queue > 0 ? { queue } : {};
}

/** RFC 4151: unique in the world, and asks nobody to serve an address. */
function toTag(namespace: string, id: string): string {
  const written = PLAIN_ID.test(id) ? id : encodeURI(id).replace(/[#[\]]/g, (mark) => encodeURIComponent(mark));
  return `tag:${namespace},2026:${written}`;
}

/** What a URI holds as it is: nearly every id. */
const PLAIN_ID = /^[\w:.@-]*$/;

/** Composed characters, as DAIA wants all of its texts. */
export function toComposed(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFC');
}

const ASCII = /^[\x20-\x7e]*$/;

function isAddress(text: string | null): text is string {
  return text !== null && /^https?:\/\//.test(text) && URL.canParse(text);
}

function textIn<Name extends string>(name: Name, text: string | null | undefined): Partial<Record<Name, string>> {
  const named: Partial<Record<string, string>> =
    text === null || text === undefined || text === '' ? {} : { [name]: toComposed(text) };
  return named;
}

function listIn<Name extends string, T>(name: Name, list: readonly T[]): Partial<Record<Name, readonly T[]>> {
  const named: Partial<Record<string, readonly T[]>> = list.length === 0 ? {} : { [name]: list };
  return named;
}
