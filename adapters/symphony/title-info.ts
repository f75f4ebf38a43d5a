/** The XML of `lookupTitleInfo`, title by title: one that cannot be read costs no other. Staff notes are not read. */
import { isDeepStrictEqual } from 'node:util';
import { NOTHING_PRINTED, type ItemDescription } from '#domain/facts.ts';
import { childText, childrenNamed, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';
import { onceEach } from '../shared/once-each.ts';

/** One copy as the XML tells it. Its state is where it is. */
export interface TitleCopy extends ItemDescription {
  readonly titleId: string;
  readonly barcode: string;
  readonly library: string;
  readonly itemType: string | null;
  readonly currentLocation: string;
  readonly homeLocation: string | null;
  /** As it came: minutes, site offset, and the milliseconds of the request. */
  readonly dueDate: string | null;
  /** Takes the place of `dueDate`. */
  readonly recallDueDate: string | null;
  /** Whether it may be charged out; says nothing of whether it is in. Null when unknown. */
  readonly chargeable: boolean | null;
  readonly inTransit: boolean;
  readonly reserveRule: string | null;
  readonly publicNotes: readonly string[];
}

/** A copy that is bound into this title and hangs on another. */
export interface BoundCopy {
  readonly parentTitleId: string;
  readonly barcode: string;
  readonly library: string;
  readonly callNumber: string | null;
}

export interface TitleInfo {
  readonly copies: readonly TitleCopy[];
  readonly boundIn: readonly BoundCopy[];
  /** False for an answer that holds nothing but the number that was asked for: there is no such title. */
  readonly exists: boolean;
}

/** Title key → what was read, or why it could not be. A text where the answer as a whole cannot be read. */
export function readTitles(xml: string): ReadonlyMap<string, TitleInfo | Unreadable> | string {
  const tree = parseXmlTree(xml);
  if (typeof tree === 'string') return tree;
  if (tree.local !== 'LookupTitleInfoResponse') return `an element ${tree.local} where titles were expected`;
  const titles = new Map<string, TitleInfo | Unreadable>();
  for (const element of childrenNamed(tree, 'TitleInfo')) {
    const titleId = childText(element, 'titleID');
    if (titleId === null) return 'a title without its number';
    const title = readTitle(titleId, element);
    const before = titles.get(titleId);
    const isSame = before === undefined || isDeepStrictEqual(before, title);
    titles.set(titleId, isSame ? title : { unreadable: 'two answers that contradict each other' });
  }
  return titles;
}

export interface Unreadable {
  readonly unreadable: string;
}

function readTitle(titleId: string, element: XmlElement): TitleInfo | Unreadable {
  const copies: TitleCopy[] = [];
  const calls = childrenNamed(element, 'CallInfo');
  for (const call of calls) {
    const library = childText(call, 'libraryID');
    const items = childrenNamed(call, 'ItemInfo');
    // Some recorded answers list a copy twice; none lists fewer than it counts.
    if (Number(childText(call, 'numberOfCopies') ?? 0) > items.length)
      return { unreadable: 'more copies are counted than listed' };
    if (isShadowed(call)) continue;
    for (const item of items) {
      const copy = library === null ? null : readCopy(titleId, library, childText(call, 'callNumber'), item);
      if (copy === null) return { unreadable: 'a copy without library, number or location' };
      if (!isShadowed(item)) copies.push(copy);
    }
  }
  const once = onceEach(copies, ({ barcode }) => barcode);
  if (once.contradicting.length > 0) return { unreadable: 'a copy in two states' };
  if (lacksCopies(element)) return { unreadable: 'copies that are available, and none that is listed' };
  const hasInfo = element.children.some((child) => child.local !== 'titleID');
  return { copies: isShadowed(element) ? [] : once.rows, boundIn: readBound(titleId, element), exists: hasInfo };
}

/**
 * `totalCopiesAvailable` is no number of copies: those that are out are not in it, those of a title into which this one is bound are, and
 * recorded answers list fewer copies than it says, or more. Only some and none listed cannot both be.
 */
function lacksCopies(element: XmlElement): boolean {
  const [availability] = childrenNamed(element, 'TitleAvailabilityInfo');
  const available = availability === undefined ? null : childText(availability, 'totalCopiesAvailable');
  if (available === null || Number(available) === 0) return false;
  const hasCopies = childrenNamed(element, 'CallInfo').some((call) => childrenNamed(call, 'ItemInfo').length > 0);
  return !hasCopies && childrenNamed(element, 'BoundwithLinkInfo').length === 0;
}

function readCopy(titleId: string, library: string, callNumber: string | null, item: XmlElement): TitleCopy | null {
  const barcode = childText(item, 'itemID');
  const currentLocation = childText(item, 'currentLocationID');
  if (barcode === null || currentLocation === null) return null;
  const chargeable = childText(item, 'chargeable');
  return {
    ...NOTHING_PRINTED,
    titleId,
    barcode,
    library,
    callNumber,
    itemType: childText(item, 'itemTypeID'),
    currentLocation,
    homeLocation: childText(item, 'homeLocationID'),
    dueDate: childText(item, 'dueDate'),
    recallDueDate: childText(item, 'recallDueDate'),
    chargeable: chargeable === null ? null : chargeable === 'true',
    inTransit:
      childText(item, 'transitReason') !== null ||
      childText(item, 'transitDestinationLibraryID') !== null ||
      childText(item, 'transitDate') !== null,
    reserveRule: childText(item, 'reserveCirculationRule'),
    publicNotes: childrenNamed(item, 'publicNote')
      .map((note) => note.text)
      .filter((note) => note !== ''),
  };
}

/**
 * Copies of other titles into which this one is bound: the links to parents name the copy, those to children do not.
 *
 *     <BoundwithLinkInfo><linkedAsParent>true</linkedAsParent><itemID>000053560735</itemID>
 *       <libraryID>UP-ANNEX</libraryID><linkedTitle><titleID>571994</titleID>…
 */
function readBound(titleId: string, element: XmlElement): readonly BoundCopy[] {
  const bound: BoundCopy[] = [];
  for (const link of childrenNamed(element, 'BoundwithLinkInfo')) {
    const barcode = childText(link, 'itemID');
    const library = childText(link, 'libraryID');
    const [linked] = childrenNamed(link, 'linkedTitle');
    const parentTitleId = linked === undefined ? null : childText(linked, 'titleID');
    if (childText(link, 'linkedAsParent') !== 'true' || barcode === null || library === null) continue;
    if (parentTitleId === null || parentTitleId === titleId) continue;
    bound.push({ parentTitleId, barcode, library, callNumber: childText(link, 'callNumber') });
  }
  return bound;
}

function isShadowed(element: XmlElement): boolean {
  return childText(element, 'shadowed') === 'true';
}
