/** Koha → domain, pure: a record of a harvest, with its copies and, library by library, what is owned. */
import type { HarvestedHolding, HarvestedItem, HoldingBasis } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import { addStatements } from '../shared/add-statements.ts';
import type { HarvestedDescription } from '../adapter.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { linkedRuns } from '../protocols/marc/holding-statements.ts';
import { isControlField } from '../protocols/marc/marc-record.ts';
import type { MarcDataField, MarcField, MarcFormat, MarcRecord } from '../protocols/marc/marc-record.ts';
import { copyOfField } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import { toHoldingFacts } from './item-facts.ts';
import type { RecordTold } from './item-facts.ts';
import { keptOfCopy, keptOfRecord } from './kept-fields.ts';
import { toLiveKeys } from './live-keys.ts';
import type { KohaSite } from './site.ts';
import { copyVisibility, recordVisibility, subfieldValues, visibilityByCopies } from './visibility.ts';

const ITEM_TAG = '952';
/** A class mark list longer than this helps nobody, and a serial can have hundreds of copies. */
const MAX_CALL_NUMBERS = 20;

export interface RecordAtSource {
  readonly biblioId: number;
  readonly changedAt: string | null;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  /** With its 952 fields where the source has them. */
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly frameworkId: string | null;
  /** What the source says of the record's own visibility, where the record does not carry it. */
  readonly visibility?: Visibility | undefined;
  /** `in the record`: 952 fields are all there is. `unknown`: this way of harvest brings no copies. Else, from REST. */
  readonly copies: readonly KohaCopy[] | 'in the record' | 'unknown';
  /** What tells whether the public sees the record, where its copies do not: those the public is shown, or that it has hidden ones. */
  readonly publicCopies?: readonly KohaCopy[] | 'all hidden' | undefined;
  /** What was told beside the copies, at the moment when they were; null where they are not known. */
  readonly told: RecordTold | null;
  /** How visible record and copies were when the index last knew them; they are shown no more than that. */
  readonly shown?: ShownBefore | undefined;
}

export interface ShownBefore {
  readonly record: Visibility;
  readonly copies: ReadonlyMap<string, Visibility>;
}

/** One record with its copies and, library by library, what is owned. */
export function toHarvestedDescription(site: KohaSite, source: RecordAtSource): HarvestedDescription {
  const itemFields = itemFieldsOf(source.marc);
  const marc = withoutItems(source.marc);
  const copies = source.copies === 'in the record' ? readCopies(itemFields) : source.copies;
  const lost = source.copies === 'in the record' ? itemFields.length - copies.length : 0;
  const ownVisibility = source.visibility ?? recordVisibility(marc, source.frameworkId, site.settings);
  const visibilityOf = (copy: KohaCopy): Visibility =>
    moreHidden(copyVisibility(copy, site.settings), source.shown?.copies.get(String(copy.itemId)));
  const telling = source.publicCopies ?? (copies === 'unknown' ? [] : copies);
  const byCopies = telling === 'all hidden' ? telling : telling.map(visibilityOf);
  const visibility = moreHidden(visibilityByCopies(ownVisibility, byCopies, site.settings), source.shown?.record);
  const items = copies === 'unknown' ? null : copies.map((copy) => toHarvestedItem(copy, visibilityOf(copy)));
  const factsOf = (library: LibraryId): HoldingFacts | null =>
    copies === 'unknown' || source.told === null || lost > 0
      ? null
      : toFactsAtHarvest(site, library, copies, source.told);
  return {
    deleted: false,
    localId: String(source.biblioId),
    changedAt: source.changedAt,
    visibility,
    raw: source.raw,
    format: source.format,
    marc,
    repairs: lost === 0 ? source.repairs : [...source.repairs, `item field without id: ${lost} 952 left out`],
    items: items ?? [],
    // What the public may not see is held by nobody as far as the graph is concerned.
    holdings: visibility === 'PUBLIC' ? toHoldings(site, source.biblioId, marc, items, factsOf) : [],
    kept: keptOfRecord(source.frameworkId),
  };
}

/** Null where the state of a copy is not told by codes: the others alone would pass for all there is. */
function toFactsAtHarvest(
  site: KohaSite,
  library: LibraryId,
  copies: readonly KohaCopy[],
  told: RecordTold,
): HoldingFacts | null {
  if (copies.some((copy) => !copy.hasCodes)) return null;
  return toHoldingFacts(site, copies, site.ownerCodesOf(library) ?? new Set(), told);
}

export function itemFieldsOf(marc: MarcRecord): readonly MarcDataField[] {
  return marc.fields.filter((field): field is MarcDataField => field.tag === ITEM_TAG && !isControlField(field));
}

/** The copies in 952 fields; one without its id is none. */
export function readCopies(fields: readonly MarcDataField[]): readonly KohaCopy[] {
  return fields.map(copyOfField).filter((copy) => copy !== null);
}

/** The description alone: items are another matter. */
function withoutItems(marc: MarcRecord): MarcRecord {
  const fields = marc.fields.filter((field: MarcField) => field.tag !== ITEM_TAG);
  return fields.length === marc.fields.length ? marc : { leader: marc.leader, fields };
}

function toHarvestedItem(copy: KohaCopy, visibility: Visibility): HarvestedItem {
  const kept = keptOfCopy(copy);
  return {
    localId: String(copy.itemId),
    barcode: copy.barcode,
    ownerCode: copy.home ?? '',
    callNumber: copy.callNumber,
    locationCode: copy.location,
    itemType: copy.itemType,
    visibility,
    ...(kept === undefined ? {} : { kept }),
  };
}

function toHoldings(
  site: KohaSite,
  biblioId: number,
  marc: MarcRecord,
  items: readonly HarvestedItem[] | null,
  factsOf: (library: LibraryId) => HoldingFacts | null,
): readonly HarvestedHolding[] {
  const catalogueUrl =
    site.settings.opacAddress === null
      ? null
      : `${site.settings.opacAddress}/cgi-bin/koha/opac-detail.pl?biblionumber=${biblioId}`;
  const withoutCopies = (library: LibraryId, basis: HoldingBasis): HarvestedHolding => ({
    statements: [],
    catalogueUrl,
    library,
    basis,
    copies: items === null ? null : 0,
    callNumbers: [],
    siteCodes: [],
    liveKeys: toLiveKeys(biblioId, library, items?.length ?? 0),
    facts: factsOf(library),
  });
  const withCopies = (library: LibraryId, own: readonly HarvestedItem[]): HarvestedHolding => ({
    ...withoutCopies(library, 'ITEMS'),
    copies: own.length,
    callNumbers: distinct(own.map((item) => item.callNumber).filter((mark) => mark !== null)).slice(
      0,
      MAX_CALL_NUMBERS,
    ),
    siteCodes: distinct(own.map((item) => item.ownerCode)),
  });

  const owner = items === null || items.length === 0 ? ownerOfRecord(site, marc) : null;
  const holdings = [
    ...(owner === null ? [] : [withoutCopies(owner, hasResourceLink(marc) ? 'LINK' : 'RECORD_ONLY')]),
    ...[...itemsByLibrary(site, items ?? [])].map(([library, own]) => withCopies(library, own)),
  ];
  return addStatements(site, linkedRuns(marc), holdings, (library) => withoutCopies(library, 'STATEMENT'));
}

/** Public copies alone. */
function itemsByLibrary(
  site: KohaSite,
  items: readonly HarvestedItem[],
): ReadonlyMap<LibraryId, readonly HarvestedItem[]> {
  const byLibrary = new Map<LibraryId, HarvestedItem[]>();
  for (const item of items) {
    const library = site.libraryOf(item.ownerCode);
    if (library === null) site.onUnknownOwner(item.ownerCode);
    else if (item.visibility === 'PUBLIC') {
      const own = byLibrary.get(library);
      if (own === undefined) byLibrary.set(library, [item]);
      else own.push(item);
    }
  }
  return byLibrary;
}

/** Whose a record without copies is: told by a subfield where the region file names one, else clear only where one library has the system. */
function ownerOfRecord(site: KohaSite, marc: MarcRecord): LibraryId | null {
  const { recordOwner } = site.settings;
  if (recordOwner !== null) {
    for (const code of subfieldValues(marc, recordOwner.slice(0, 3), recordOwner.slice(4))) {
      const library = site.libraryOf(code);
      if (library !== null) return library;
    }
  }
  return site.onlyLibrary;
}

/**
 * A link to the resource itself; a second indicator 2 marks a related one.
 *
 *     856 40 $u https://example.org/book $z Read online
 */
function hasResourceLink(marc: MarcRecord): boolean {
  return marc.fields.some(
    (field) =>
      field.tag === '856' &&
      !isControlField(field) &&
      field.ind2 !== '2' &&
      field.subfields.some(({ code }) => code === 'u'),
  );
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
