/** What may be passed on of a record, and of whose. */
import { isControlField, type MarcDataField, type MarcField } from '#marc/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { FeedHolding, FeedRecord } from '../contract.ts';
import { cleanField, cleanLeader, writableText, type MarcSubfield } from './clean-fields.ts';
import { labelOf, type FeedNames, type NamedLibrary } from './feed-names.ts';

export interface PassableRecord {
  readonly source: FeedRecord;
  /** Holdings of libraries that are not withheld, in the order of the region file. */
  readonly holdings: readonly PassableHolding[];
  /** Null if its MARC cannot be read. */
  readonly marc: PassableMarc | null;
}

export interface WithMarc extends PassableRecord {
  readonly marc: PassableMarc;
}

export interface PassableHolding {
  readonly library: NamedLibrary;
  readonly record: FeedRecord;
  readonly holding: FeedHolding;
}

export interface PassableMarc {
  readonly leader: string;
  /** 005 to 009. */
  readonly control: readonly MarcField[];
  readonly data: readonly OwnedField[];
  /** 856. */
  readonly links: readonly OwnedField[];
  /** `(003)001` as it came; null if it is not said whose number that is. */
  readonly controlNumber: string | null;
  /** How many characters it says, holdings and links apart; nothing counts if letters of it are lost. */
  readonly says: number;
}

export interface OwnedField {
  readonly field: MarcDataField;
  /** The libraries that its `$5` names; null if it names none that is known. */
  readonly owners: readonly NamedLibrary[] | null;
}

/** What a record says of holdings itself, links apart: the index says it for all libraries, and knows which are withheld. */
const HOLDINGS_TAG = /^(?:049|8(?:4[1-59]|5[0-5]|59|6[3-8]|7[6-8]))$/;

/**
 * Null if it may not be passed on: all of its holders are withheld, or nobody sees them, because they only try it out or left it behind. One
 * without holders may be a withheld library's.
 */
export function toPassable(source: FeedRecord, names: FeedNames): PassableRecord | null {
  const holdings = source.holdings.flatMap((holding): readonly PassableHolding[] => {
    const library = names.library(holding.library);
    return library === null ? [] : [{ library, record: source, holding }];
  });
  if (source.holdings.length === 0 && (source.hiddenHolders ?? []).length > 0) return null;
  if (holdings.length === 0 && (source.holdings.length > 0 || names.servesWithheld(source.system))) return null;
  holdings.sort((a, b) => a.library.place - b.library.place);
  return { source, holdings, marc: source.marc === null ? null : readMarc(source, source.marc, names) };
}

export function hasMarc(record: PassableRecord): record is WithMarc {
  return record.marc !== null;
}

function readMarc(source: FeedRecord, marc: NonNullable<FeedRecord['marc']>, names: FeedNames): PassableMarc {
  const control: MarcField[] = [];
  const data: OwnedField[] = [];
  const links: OwnedField[] = [];
  let says = 0;
  for (const given of marc.fields) {
    if (HOLDINGS_TAG.test(given.tag)) continue;
    const field = cleanField(given);
    if (field === null) continue;
    if (isControlField(field)) {
      if (field.tag >= '005') control.push(field);
      continue;
    }
    const owned = toOwned(field, source, names);
    if (owned === null) continue;
    if (field.tag === '856') {
      links.push(owned);
      continue;
    }
    data.push(owned);
    for (const { value } of field.subfields) says += value.length;
  }
  return {
    leader: cleanLeader(marc.leader),
    control: control.filter(
      (field, at) => !SINGLE.has(field.tag) || control.findIndex(({ tag }) => tag === field.tag) === at,
    ),
    data,
    links,
    controlNumber: controlNumberOf(marc.fields, source.localId),
    says: marc.undecoded ? 0 : says,
  };
}

/** Control fields of which a record has one. */
const SINGLE: ReadonlySet<string> = new Set(['005', '008']);

/**
 * The field with its libraries in `$5` as they are in 852 `$a`, because the codes of one system mean others in another. Null if
 * all libraries that it names are withheld.
 */
function toOwned(field: MarcDataField, { system }: FeedRecord, names: FeedNames): OwnedField | null {
  const libraryOf = ({ code, value }: MarcSubfield): LibraryId | null =>
    code === '5' ? names.libraryOfCode(system, value.trim()) : null;
  const named = field.subfields.flatMap((subfield) => libraryOf(subfield) ?? []);
  if (named.length === 0) return { field, owners: null };
  const owners = named.flatMap((id) => names.library(id) ?? []);
  if (owners.length === 0) return null;
  const subfields = field.subfields.flatMap((subfield) => {
    const id = libraryOf(subfield);
    if (id === null) return [subfield];
    const library = names.library(id);
    return library === null ? [] : [{ code: '5', value: labelOf(library) }];
  });
  return { field: { ...field, subfields }, owners };
}

/**
 * Null for a number of its own system, too: many Kohas have the same agency, and `(OSt)17` would be another record in each of
 * them.
 */
function controlNumberOf(fields: readonly MarcField[], localId: string): string | null {
  const number = controlValue(fields, '001');
  const agency = controlValue(fields, '003');
  if (number === '' || number === localId || agency === '' || /[()\s]/.test(agency)) return null;
  return `(${agency})${number}`;
}

function controlValue(fields: readonly MarcField[], tag: string): string {
  const field = fields.find((each) => each.tag === tag);
  return field !== undefined && isControlField(field) ? writableText(field.value).trim() : '';
}
