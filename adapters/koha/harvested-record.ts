/** Koha → domain, pure: a record of a harvest, with its copies and, library by library, what is owned. */
import type { HarvestedItem, LeftOutItem } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import type { OaiRecord } from '../protocols/oai-pmh/index.ts';
import { ownerOfRecord, toHoldings } from '../shared/holdings.ts';
import { toLiveKeys } from '../shared/live-keys.ts';
import { dataFieldsOf, withoutFields } from '../shared/marc-fields.ts';
import { moreHidden, type ShownBefore } from '../shared/reading-rules.ts';
import { parseMarcXmlRecord } from '#marc/index.ts';
import { linkedRuns } from '#marc/holding-statements.ts';
import type { MarcDataField, MarcFormat, MarcRecord } from '#marc/marc-record.ts';
import { copyOfField, copyWithoutId, type KohaCopy } from './copy.ts';
import { forMovesOf } from './details.ts';
import { toHoldingFacts, type RecordContext } from './item-facts.ts';
import { keptOfCopy, keptOfRecord } from './kept-fields.ts';
import type { KohaSite } from './site.ts';
import { copyVisibility, recordVisibility, visibilityByCopies } from './visibility.ts';

const ITEM_TAG = '952';
/** No copy of Koha's has this number, so that no hold and no loan is taken for its own. */
const NO_ID = 0;
/** A title in the public catalogue. */
const TITLE_PATH = '/cgi-bin/koha/opac-detail.pl?biblionumber=';

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
  /** Copies that `copies` may lack, because the public must not see them. */
  readonly hiddenCopies?: readonly KohaCopy[] | undefined;
  /** Holds and loans as of the moment when the copies were read; null if those are not known. */
  readonly recordContext: RecordContext | null;
  /** How visible record and copies were when the index last knew them; they are shown no more than that. */
  readonly shown?: ShownBefore | undefined;
}

/** One record with its copies and, library by library, what is owned. */
export function toHarvestedDescription(site: KohaSite, source: RecordAtSource): HarvestedDescription {
  const itemFields = itemFieldsOf(source.marc);
  const marc = withoutFields(source.marc, ITEM_TAG);
  const copies = source.copies === 'in the record' ? readCopies(itemFields) : source.copies;
  const leftOutItems = source.copies === 'in the record' ? toLeftOutItems(site, source, itemFields) : [];
  const lost = leftOutItems.length;
  const ownVisibility = source.visibility ?? recordVisibility(marc, source.frameworkId, site.settings);
  const visibilityOf = (copy: KohaCopy): Visibility =>
    moreHidden(copyVisibility(copy, site.settings), source.shown?.copies.get(String(copy.itemId)));
  const telling = source.publicCopies ?? (copies === 'unknown' ? [] : copies);
  const byCopies = telling === 'all hidden' ? telling : telling.map(visibilityOf);
  const visibility = moreHidden(visibilityByCopies(ownVisibility, byCopies, site.settings), source.shown?.record);
  const items =
    copies === 'unknown'
      ? null
      : [
          ...copies.map((copy) => toHarvestedItem(site, copy, visibilityOf(copy), source)),
          ...hiddenBeside(source.hiddenCopies, copies).map((copy) =>
            toHarvestedItem(site, copy, moreHidden(visibilityOf(copy), 'SUPPRESSED'), source),
          ),
        ];
  const factsOf = (library: LibraryId): HoldingFacts | null =>
    copies === 'unknown' || source.recordContext === null || lost > 0
      ? null
      : toFactsAtHarvest(site, library, copies, source.recordContext);
  const owner = items === null || items.length === 0 ? ownerOfRecord(site, marc, site.settings.recordOwner) : null;
  const { opacAddress } = site.settings;
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
    leftOutItems,
    holdings: toHoldings(site, {
      marc,
      visibility,
      items,
      owners: owner === null ? [] : [owner],
      copiesIfNone: items === null ? null : 0,
      runs: linkedRuns(marc),
      catalogueUrl: opacAddress === null ? null : `${opacAddress}${TITLE_PATH}${source.biblioId}`,
      liveKeysOf: (library) => toLiveKeys(String(source.biblioId), library, items?.length ?? 0),
      factsOf,
    }),
    kept: keptOfRecord(source.frameworkId),
  };
}

/** Those that are in none of the copies that came. */
function hiddenBeside(hidden: readonly KohaCopy[] = [], copies: readonly KohaCopy[]): readonly KohaCopy[] {
  const known = new Set(copies.map(({ itemId }) => itemId));
  return hidden.filter(({ itemId }) => !known.has(itemId));
}

/** Null if the state of a copy did not come as codes: the others alone would pass for all there is. */
function toFactsAtHarvest(
  site: KohaSite,
  library: LibraryId,
  copies: readonly KohaCopy[],
  recordContext: RecordContext,
): HoldingFacts | null {
  if (copies.some((copy) => !copy.hasCodes)) return null;
  return toHoldingFacts(site, copies, site.ownerCodesOf(library) ?? new Set(), recordContext);
}

export function itemFieldsOf(marc: MarcRecord): readonly MarcDataField[] {
  return dataFieldsOf(marc, ITEM_TAG);
}

/** The copies in 952 fields; one without its id is none. */
export function readCopies(fields: readonly MarcDataField[]): readonly KohaCopy[] {
  return fields.map(copyOfField).filter((copy) => copy !== null);
}

/** The copies in a record of OAI-PMH; null where it has no MARC that can be read. */
export function copiesOfOai({ metadata, namespaces }: OaiRecord): readonly KohaCopy[] | null {
  if (metadata === null) return null;
  const outcome = parseMarcXmlRecord(Buffer.from(metadata).toString('utf8'), namespaces);
  return outcome.kind === 'reject' ? null : readCopies(itemFieldsOf(outcome.record));
}

function toHarvestedItem(
  site: KohaSite,
  copy: KohaCopy,
  visibility: Visibility,
  { recordContext }: RecordAtSource,
): HarvestedItem {
  const kept = keptOfCopy(copy);
  return {
    localId: String(copy.itemId),
    barcode: copy.barcode,
    ownerCode: copy.home === null ? '' : site.branchOf(copy.home),
    callNumber: copy.callNumber,
    locationCode: copy.location,
    itemType: copy.itemType,
    visibility,
    ...(kept === undefined ? {} : { kept }),
    ...forMovesOf(site, copy, recordContext),
  };
}

/** Copies whose number is missing: nobody could ask for them again, so that no holding counts them. */
function toLeftOutItems(
  site: KohaSite,
  { biblioId, recordContext }: RecordAtSource,
  fields: readonly MarcDataField[],
): readonly LeftOutItem[] {
  return fields.flatMap((field, index): readonly LeftOutItem[] => {
    if (copyOfField(field) !== null) return [];
    const copy = { ...copyWithoutId(field), itemId: NO_ID };
    return [
      {
        localId: `${biblioId}/#${index + 1}`,
        leftOut: 'NO_ID',
        barcode: copy.barcode,
        ownerCode: copy.home,
        callNumber: copy.callNumber,
        locationCode: copy.location,
        itemType: copy.itemType,
        visibility: copyVisibility(copy, site.settings),
        ...forMovesOf(site, copy, recordContext),
      },
    ];
  });
}
