/** Editions as a publication reads them, with records of the small region of the feeds' tests. */
import type { Format } from '#domain/catalogue.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { FeedEdition, FeedHolding, FeedItem, FeedRecord } from '#feed-log/contract.ts';
import type { EditionDescription } from '#union-index/description.ts';
import type { PublicMarc } from '#union-index/read/public-marc.ts';
import { toField } from './marc-lines.ts';

const LEADER = '00000cam a2200000 i 4500';

export function marc(...lines: readonly string[]): PublicMarc {
  return { leader: LEADER, undecoded: false, fields: lines.map(toField) };
}

export function item(localId: string, rest: Partial<FeedItem> = {}): FeedItem {
  return {
    localId,
    barcode: null,
    ownerCode: 'NQ',
    locationCode: null,
    callNumber: null,
    itemType: null,
    status: 'AVAILABLE',
    enumeration: null,
    chronology: null,
    copyNumber: null,
    publicNotes: [],
    ...rest,
  };
}

export function holding(library: string, rest: Partial<FeedHolding> = {}): FeedHolding {
  return {
    library: library as LibraryId,
    basis: rest.items === undefined ? 'RECORD_ONLY' : 'ITEMS',
    callNumbers: [],
    statements: [],
    catalogueUrl: null,
    items: [],
    ...rest,
  };
}

/** `north/17` with its MARC and whose it is. */
export function record(id: string, text: PublicMarc | null, ...holdings: readonly FeedHolding[]): FeedRecord {
  const [system = '', localId = ''] = id.split('/');
  return { record: Number(localId), system: system as SystemId, localId, marc: text, holdings };
}

export interface EditionRest {
  readonly format?: Format;
  readonly online?: boolean;
}

export function edition(
  records: readonly FeedRecord[],
  { format = 'BOOK', online = false }: EditionRest = {},
): FeedEdition {
  return { edition: 17, description: description(format, online), records };
}

function description(format: Format, online: boolean): EditionDescription {
  return {
    title: 'Tropical medicine',
    titleProper: 'Tropical medicine',
    titleRemainder: null,
    partNumber: null,
    partName: null,
    sortTitle: 'tropical medicine',
    creators: [],
    publisher: null,
    publishedYear: null,
    otherYears: [],
    editionStatement: null,
    editionNumber: null,
    format,
    serial: false,
    online,
    languages: [],
    pages: null,
    volume: null,
    seriesTitles: [],
    identifiers: { isbns: [], otherIsbns: [], issns: [], lccns: [], oclcNumbers: [], nlmIds: [], dois: [] },
    subjects: [],
    classmarks: [],
    links: [],
  };
}
