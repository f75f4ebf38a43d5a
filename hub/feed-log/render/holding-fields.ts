/** 852 and 866 to 868: who has it where, and which runs. docs/feeds.md says what stands in each subfield. */
import type { MarcDataField } from '#marc/index.ts';
import type { HoldingBasis, HoldingStatement, StatementKind } from '#domain/catalogue.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { FeedItem } from '../contract.ts';
import { writableText } from './clean-fields.ts';
import { type FeedNames, labelOf, type NamedLibrary, type NamedOwner, type NamedSite } from './feed-names.ts';
import type { PassableHolding } from './passable-record.ts';

/** One 852 for each copy; one for each site of a library, with the number of copies; one for each library. */
export const DETAILS = ['COPIES', 'SITES', 'LIBRARIES'] as const;
export type Detail = (typeof DETAILS)[number];

/** Copies that nobody could find. */
const NOT_THERE: ReadonlySet<ItemStatus> = new Set(['WITHDRAWN', 'LOST', 'MISSING']);

const NOTES_WITHOUT_COPIES: Readonly<Partial<Record<HoldingBasis, string>>> = { ORDER: 'On order', LINK: 'Online' };

const STATEMENT_TAGS: Readonly<Record<StatementKind, string>> = { MAIN: '866', SUPPLEMENT: '867', INDEX: '868' };

/** A copy, and where it is. */
interface PlacedItem {
  readonly item: FeedItem;
  /** Null if the region file does not name its owner code. */
  readonly owner: NamedOwner | null;
}

/** In the order of the holdings. A run and the 852s of its holding have the same number in `$8`, from `firstLink` on. */
export function holdingFields(
  holdings: readonly PassableHolding[],
  { names, detail, firstLink }: { readonly names: FeedNames; readonly detail: Detail; readonly firstLink: number },
): readonly MarcDataField[] {
  let next = firstLink;
  return holdings.flatMap((held) => {
    const { holding } = held;
    const link = holding.statements.length === 0 ? null : next;
    if (link !== null) next += 1;
    const runs = holding.statements.map((statement, at) => runField(statement, held.library, `${link}.${at + 1}`));
    return [...placeFields(held, names, detail, link), ...runs];
  });
}

function placeFields(
  held: PassableHolding,
  names: FeedNames,
  detail: Detail,
  link: number | null,
): readonly MarcDataField[] {
  const { library, record, holding } = held;
  const items = holding.items
    .filter(({ status }) => status === null || !NOT_THERE.has(status))
    .map((item) => ({ item, owner: names.owner(record.system, item.ownerCode) }))
    .sort(inOrder);
  if (items.length === 0) {
    const nothingFound = holding.items.length > 0 && holding.statements.length === 0;
    return nothingFound ? [] : withoutCopies(held, link);
  }
  const url = holding.catalogueUrl;
  if (detail === 'COPIES') {
    return items.map((placed, at) => copyField(library, placed, link, at === 0 ? url : null));
  }
  const groups = detail === 'SITES' ? [...Map.groupBy(items, siteOf).values()] : [items];
  return groups.map((group, at) => countField(library, group, link, at === 0 ? url : null));
}

function siteOf({ owner }: PlacedItem): NamedSite | null {
  return owner?.site ?? null;
}

/** By the places of their sites in the region file, then by the system's numbers: 9 before 10. */
function inOrder(a: PlacedItem, b: PlacedItem): number {
  const bySite = (siteOf(a)?.place ?? -1) - (siteOf(b)?.place ?? -1);
  if (bySite !== 0) return bySite;
  const [left, right] = [a.item.localId, b.item.localId];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Of a library that has the title, though no copy of its own is known. */
function withoutCopies({ library, holding }: PassableHolding, link: number | null): readonly MarcDataField[] {
  const given: readonly GivenSubfield[] = [
    ...placeSubfields(library, null, link),
    ['h', holding.callNumbers[0]],
    ['u', holding.catalogueUrl],
    ['z', NOTES_WITHOUT_COPIES[holding.basis]],
  ];
  return [toField('852', given)];
}

function copyField(
  library: NamedLibrary,
  { item, owner }: PlacedItem,
  link: number | null,
  url: string | null,
): MarcDataField {
  const { locationCode: shelf } = item;
  return toField('852', [
    ...placeSubfields(library, owner?.site, link, volumeOf(item)),
    ['c', shelf === null ? null : (owner?.shelves.get(shelf) ?? shelf)],
    ['h', item.callNumber],
    ['t', item.copyNumber],
    ['p', item.barcode],
    ['u', url],
    ['z', item.status === 'ON_ORDER' ? 'On order' : null],
    ...item.publicNotes.map((note): GivenSubfield => ['z', note]),
  ]);
}

/** `12 copies`, and how many of them are on order; the call number if it is that of all. */
function countField(
  library: NamedLibrary,
  group: readonly PlacedItem[],
  link: number | null,
  url: string | null,
): MarcDataField {
  const sites = new Set(group.map(siteOf));
  const [callNumber, ...others] = new Set(group.map(({ item }) => item.callNumber));
  const onOrder = group.filter(({ item }) => item.status === 'ON_ORDER').length;
  return toField('852', [
    ...placeSubfields(library, sites.size === 1 ? [...sites][0] : null, link),
    ['h', others.length === 0 ? callNumber : null],
    ['u', url],
    ['z', group.length === 1 ? '1 copy' : `${group.length} copies`],
    ['z', onOrder > 0 ? `${onOrder} on order` : null],
  ]);
}

function placeSubfields(
  library: NamedLibrary,
  site: NamedSite | null | undefined,
  link: number | null,
  volume: string | null = null,
): readonly GivenSubfield[] {
  return [
    ['8', link === null ? null : String(link)],
    ['3', volume],
    ['a', labelOf(library)],
    ['b', library.isil === null ? null : library.name],
    ['b', site?.name],
  ];
}

/** `v.3 (2001)` */
function volumeOf({ enumeration, chronology }: FeedItem): string | null {
  if (enumeration === null || chronology === null) return enumeration ?? chronology;
  return enumeration.includes(chronology) ? enumeration : `${enumeration} (${chronology})`;
}

/** `866 _0 $8 1.1 $a v.1 (1990)- $z … $5 Hilltop Library`: not formatted by a standard. */
function runField(statement: HoldingStatement, library: NamedLibrary, link: string): MarcDataField {
  const { kind, text, from, to, retention, note } = statement;
  const given: readonly GivenSubfield[] = [
    ['8', link],
    ['a', text.trim() === '' ? `${from ?? ''}-${to ?? ''}` : text],
    ['z', retention],
    ['z', note],
    ['5', labelOf(library)],
  ];
  return { ...toField(STATEMENT_TAGS[kind], given), ind2: '0' };
}

type GivenSubfield = readonly [code: string, value: string | null | undefined];

/** Subfields without a text are left out. */
function toField(tag: string, given: readonly GivenSubfield[]): MarcDataField {
  const subfields = given.flatMap(([code, text]) => {
    const value = writableText(text ?? '').trim();
    return value === '' ? [] : [{ code, value }];
  });
  return { tag, ind1: ' ', ind2: ' ', subfields };
}
