/** Legacy REST: `/rest/standard/lookupTitleInfo`, the availability of many titles at once, in XML and without a session. */
import { isControlField } from '#marc/marc-record.ts';
import type { Answer } from '../answer.ts';
import { firstValue } from '../read-records.ts';
import { boundWithsOf, displayed } from './catalog-resources.ts';
import { xmlMoment } from './moments.ts';
import { clientOf, isAnswer, type Request, type Serving } from './requests.ts';
import { viewOf, type View } from './resources.ts';
import type { SymphonyBib, SymphonyBoundWith, SymphonyCall, SymphonyItem, SymphonyWorld } from './tables.ts';
import { authorOf, titleOf } from './world.ts';

const NAMESPACE = 'http://schemas.sirsidynix.com/symws/standard';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const XML_TYPE = 'text/xml;charset=UTF-8';

interface Parts {
  readonly availability: boolean;
  readonly items: boolean;
  readonly boundTogether: boolean;
}

/** `?clientID=…&titleID=1&titleID=2&includeAvailabilityInfo=true&includeItemInfo=true&includeBoundTogether=true` */
export function answerTitleLookup(request: Request, serving: Serving): Answer {
  const { world, sessions, wrongCredentials, badRecords } = serving;
  if (isAnswer(clientOf(request, serving)))
    return fault(401, 'invalidClientID', 'The client ID is missing or not known.');
  const token = request.headers['x-sirs-sessiontoken'] ?? request.query.get('sessionToken') ?? undefined;
  const isOpen = world.settings.openTitleLookup || (!wrongCredentials && sessions.use(String(token)));
  if (!isOpen) return fault(401, 'sessionTimedOut', 'The session has timed out.');

  const wanted = [...request.query.getAll('titleID'), ...titlesOfItems(world, request.query.getAll('itemID'))];
  if (wanted.length === 0) return fault(400, 'requiredFieldMissing', 'The required field titleID is missing.');
  if (wanted.length > world.settings.titlesPerLookup) {
    return fault(400, 'tooManyTitles', `No more than ${String(world.settings.titlesPerLookup)} titles at once.`);
  }
  if (wanted.some((key) => !/^\d+$/u.test(key))) return fault(400, 'keyParseError', 'Unable to parse a titleID.');
  if (wanted.some((key) => badRecords.has(key))) {
    return fault(500, 'unhandledException', 'Unhandled exception: class java.lang.NullPointerException');
  }
  const asks = (name: string): boolean => request.query.get(name) === 'true';
  const parts: Parts = {
    availability: asks('includeAvailabilityInfo'),
    items: asks('includeItemInfo'),
    boundTogether: asks('includeBoundTogether'),
  };
  const lookup = new TitleLookup(viewOf(world), parts);
  const titles = wanted.map((key) => lookup.title(key)).join('');
  const body = `${HEAD}<LookupTitleInfoResponse xmlns="${NAMESPACE}">${titles}</LookupTitleInfoResponse>`;
  return { status: 200, contentType: XML_TYPE, body };
}

function fault(status: number, code: string, text: string): Answer {
  const body =
    `${HEAD}<Fault xmlns="http://schemas.sirsidynix.com/symws/common">` +
    `${element('string', text)}${element('code', code)}</Fault>`;
  return { status, contentType: XML_TYPE, body };
}

function titlesOfItems(world: SymphonyWorld, barcodes: readonly string[]): string[] {
  return [...world.items.values()].filter(({ barcode }) => barcodes.includes(barcode)).map(({ bibKey }) => bibKey);
}

class TitleLookup {
  readonly #view: View;
  readonly #world: SymphonyWorld;
  readonly #parts: Parts;
  readonly #holdsOfItem = new Map<string, number>();

  constructor(view: View, parts: Parts) {
    this.#view = view;
    this.#world = view.world;
    this.#parts = parts;
    for (const { status, selectedItemKey } of view.world.holds.values()) {
      if (selectedItemKey === null || !['PLACED', 'BEING_HELD', 'TRANSIT'].includes(status)) continue;
      this.#holdsOfItem.set(selectedItemKey, (this.#holdsOfItem.get(selectedItemKey) ?? 0) + 1);
    }
  }

  /** Nothing for a title that is not there, or not for readers. */
  title(key: string): string {
    const bib = this.#world.bibs.get(key);
    if (bib === undefined || this.#isHidden(bib)) return '';
    const calls = (this.#world.callsOfBib.get(key) ?? [])
      .flatMap((callKey) => this.#world.calls.get(callKey) ?? [])
      .filter((call) => !this.#isHidden(call));
    const bound = boundWithsOf(this.#world, key);
    return (
      '<TitleInfo>' +
      element('titleID', key) +
      (this.#parts.availability ? this.#availability(key, calls, bound) : '') +
      (this.#parts.items ? calls.map((call) => this.#call(call)).join('') : '') +
      (this.#parts.boundTogether ? element('numberOfBoundwithLinks', String(bound.length)) : '') +
      (this.#parts.boundTogether ? bound.map((one) => this.#boundTogether(one)).join('') : '') +
      '</TitleInfo>'
    );
  }

  #availability(bibKey: string, calls: readonly SymphonyCall[], bound: readonly SymphonyBoundWith[]): string {
    const own = calls.flatMap((call) => this.#itemsOf(call.key));
    // The copies that it is bound into count too, where they hang on another title.
    const parents = bound
      .filter(({ parentCallKey }) => !parentCallKey.startsWith(`${bibKey}:`))
      .flatMap(({ parentCallKey }) => this.#itemsOf(parentCallKey));
    const items = [...own, ...parents];
    const available = items.filter((item) => this.#isAvailable(item));
    const reserved = items.filter((item) => item.reserve !== null && this.#isChargeable(item));
    const [first] = available;
    const isHoldable = items.some((item) => this.#isHoldable(item));
    return (
      '<TitleAvailabilityInfo>' +
      element('totalCopiesAvailable', String(available.length)) +
      this.#libraries(available, 'libraryWithAvailableCopies') +
      element('totalResvCopiesAvailable', String(reserved.length)) +
      this.#libraries(reserved, 'libraryWithAvailableResvCopies') +
      (first === undefined ? '' : element('locationOfFirstAvailableItem', first.homeLocation)) +
      element('holdable', String(isHoldable)) +
      element('bookable', 'false') +
      '</TitleAvailabilityInfo>'
    );
  }

  #libraries(items: readonly SymphonyItem[], name: string): string {
    return [...new Set(items.map(({ library }) => library))]
      .map((library) => element(name, this.#world.policies.get('library')?.get(library)?.description ?? library))
      .join('');
  }

  #call(call: SymphonyCall): string {
    const items = this.#itemsOf(call.key);
    return (
      '<CallInfo>' +
      element('libraryID', call.library) +
      element('classificationID', call.classification) +
      element('callNumber', displayed(call)) +
      element('numberOfCopies', String(items.length)) +
      items.map((item) => this.#item(item)).join('') +
      '</CallInfo>'
    );
  }

  #item(item: SymphonyItem): string {
    const loan = this.#view.loans.get(item.key);
    const holds = this.#holdsOfItem.get(item.key) ?? 0;
    const { transit, reserve } = item;
    const time = (name: string, instant: number | null | undefined): string =>
      instant === null || instant === undefined ? '' : element(name, xmlMoment(this.#world, instant));
    return (
      '<ItemInfo>' +
      element('itemID', item.barcode) +
      element('itemTypeID', item.itemType) +
      element('currentLocationID', item.currentLocation) +
      element('homeLocationID', item.homeLocation) +
      time('dueDate', loan?.dueDate) +
      time('recallDueDate', loan?.recallDueDate) +
      (transit === null
        ? ''
        : element('transitSourceLibraryID', transit.source) +
          element('transitDestinationLibraryID', transit.destination) +
          element('transitReason', transit.reason) +
          time('transitDate', transit.date)) +
      element('chargeable', String(this.#isChargeable(item))) +
      (holds === 0 ? '' : element('numberOfHolds', String(holds))) +
      (reserve === null
        ? ''
        : element('reserveCollectionID', reserve.collection) +
          element('reserveCirculationRule', reserve.circulationRule)) +
      element('fixedTimeBooking', 'false') +
      (item.publicNote === null ? '' : element('publicNote', item.publicNote)) +
      (item.staffNote === null ? '' : element('staffNote', item.staffNote)) +
      '</ItemInfo>'
    );
  }

  /** One entry for the copy's own title, one for each title bound in. */
  #boundTogether({ parentCallKey, childCallKeys }: SymphonyBoundWith): string {
    const [item] = this.#itemsOf(parentCallKey);
    return (
      this.#link(parentCallKey, item?.barcode ?? null) + childCallKeys.map((key) => this.#link(key, null)).join('')
    );
  }

  #link(callKey: string, barcode: string | null): string {
    const call = this.#world.calls.get(callKey);
    const bib = call === undefined ? undefined : this.#world.bibs.get(call.bibKey);
    if (call === undefined || bib === undefined) return '';
    return (
      '<BoundwithLinkInfo>' +
      element('linkedAsParent', String(barcode !== null)) +
      element('callNumber', displayed(call)) +
      element('libraryID', call.library) +
      (barcode === null ? '' : element('itemID', barcode)) +
      linkedTitle(bib) +
      '</BoundwithLinkInfo>'
    );
  }

  #itemsOf(callKey: string): SymphonyItem[] {
    return (this.#world.itemsOfCall.get(callKey) ?? [])
      .flatMap((key) => this.#world.items.get(key) ?? [])
      .filter((item) => !this.#isHidden(item));
  }

  #isHidden({ shadowed }: { readonly shadowed: boolean }): boolean {
    return shadowed && !this.#world.settings.lookupShowsShadowed;
  }

  #isChargeable(item: SymphonyItem): boolean {
    const location = this.#world.policies.get('location')?.get(item.currentLocation);
    return !this.#view.loans.has(item.key) && (location?.chargeable ?? true);
  }

  /** What is lent can be waited for, what is missing or at the bindery cannot. */
  #isHoldable(item: SymphonyItem): boolean {
    const isShelfHoldable = this.#world.policies.get('location')?.get(item.homeLocation)?.holdable ?? true;
    return isShelfHoldable && (this.#view.loans.has(item.key) || this.#isChargeable(item));
  }

  #isAvailable(item: SymphonyItem): boolean {
    const isWaiting = this.#holdsOfItem.has(item.key);
    return this.#isChargeable(item) && item.reserve === null && item.transit === null && !isWaiting;
  }
}

function linkedTitle(bib: SymphonyBib): string {
  const author = authorOf(bib);
  const year = yearOf(bib);
  const edition = firstValue(bib.marc, '250', 'a');
  const oclc = /^\(OCoLC\)\D*(\d+)/u.exec(firstValue(bib.marc, '035', 'a') ?? '')?.[1];
  const url = firstValue(bib.marc, '856', 'u');
  return (
    '<linkedTitle>' +
    element('titleID', bib.key) +
    element('title', titleOf(bib)) +
    (author === '' ? '' : element('author', author)) +
    (year === null ? '' : element('yearOfPublication', year)) +
    (edition === null ? '' : element('edition', edition)) +
    element('copiesOnOrder', '0') +
    element('ISBN', firstValue(bib.marc, '020', 'a') ?? '') +
    '<SICI/><UPC/>' +
    (oclc === undefined ? '' : element('OCLCControlNumber', oclc)) +
    (url === null ? '' : element('url', url)) +
    '</linkedTitle>'
  );
}

// 008    100121t20102010nyua     b    001 0 eng
function yearOf(bib: SymphonyBib): string | null {
  const fixed = bib.marc.fields.find((field) => field.tag === '008');
  const year = fixed !== undefined && isControlField(fixed) ? fixed.value.slice(7, 11) : '';
  // `184u`, as of a decade, is given as `184`.
  return /^\d+/u.exec(year)?.[0] ?? null;
}

function element(name: string, text: string): string {
  return text === '' ? `<${name}/>` : `<${name}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
