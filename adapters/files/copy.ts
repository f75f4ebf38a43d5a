/** One copy as the files tell it, whichever way it came: a line of a list, or a field of its record. Pure. */
import type { HarvestedItem, ItemDetails, ItemForMoves } from '#domain/catalogue.ts';
import type { ItemDescription } from '#domain/facts.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { named, type ReadDetails } from '../shared/item-details.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { dayOf, NO_DAY } from '../shared/written-days.ts';
import type { ListedCopy } from '../shared/reader-lists/open-loans.ts';
import { copyPartsOf, type CopyParts, type FilesSettings } from './config.ts';

/** A code together with where it stood, so that the same code of two columns may mean two things. */
export interface StatusCode {
  /** The column of a list, or the letter of a subfield. */
  readonly column: string;
  /** The same with the tag of its field: `952$1`. */
  readonly place: string;
  /** Whether codes of such copies stand nowhere else. */
  readonly isOnlyPlace: boolean;
  /** Empty where nothing stood there. */
  readonly code: string;
}

export interface FileCopy extends ItemDescription, Pick<ItemForMoves, 'details' | 'staffNotes'> {
  readonly id: string | null;
  readonly owner: string | null;
  readonly location: string | null;
  readonly itemType: string | null;
  readonly statuses: readonly StatusCode[];
  readonly due: string | null;
  readonly publicNote: string | null;
  readonly hidden: string | null;
}

/** A longer value is a fault of the export, and a key of the database has its bounds. */
const LONGEST_VALUE = 200;

/**
 * Reads one copy; `valueOf` gives what stands in a column or subfield, trimmed, and null where that is nothing. `tag` is that of its
 * field; null for a line of a list.
 */
export function readCopy(
  parts: CopyParts,
  valueOf: (name: string) => string | null,
  tag: string | null = null,
): FileCopy {
  const read = (name: string | null): string | null =>
    name === null ? null : (valueOf(name)?.slice(0, LONGEST_VALUE) ?? null);
  const due = read(parts.due);
  const publicNote = parts.publicNote === null ? null : valueOf(parts.publicNote);
  return {
    id: read(parts.id),
    barcode: read(parts.barcode),
    owner: read(parts.owner),
    callNumber: read(parts.callNumber),
    copyNumber: read(parts.copyNumber),
    enumeration: read(parts.enumeration),
    chronology: read(parts.chronology),
    location: read(parts.location),
    itemType: read(parts.itemType),
    statuses: parts.status.map((column) => ({
      column,
      place: tag === null ? column : `${tag}$${column}`,
      isOnlyPlace: parts.status.length === 1,
      code: read(column) ?? '',
    })),
    due: due === null || NO_DAY.test(due) ? null : due,
    publicNote,
    hidden: read(parts.hidden),
    details: readDetails(parts, valueOf),
    staffNotes: parts.staffNotes.length === 0 ? null : valuesOf(parts.staffNotes, valueOf),
  };
}

type ValueOf = (name: string) => string | null;

const TEXTS = ['enumeration', 'chronology', 'copyNumber', 'collection', 'price'] as const;
const DAYS = ['acquiredOn', 'createdOn', 'lastBorrowedOn'] as const;

/** A part that no column is named for is not told; a day that is not written year first stays among the others. */
function readDetails(parts: CopyParts, valueOf: ValueOf): ItemDetails {
  const details: ReadDetails = {};
  const other = parts.other.flatMap((name) => named(name, valueOf(name)));
  for (const part of TEXTS) {
    const name = parts[part];
    if (name !== null) details[part] = valueOf(name);
  }
  for (const part of DAYS) {
    const name = parts[part];
    if (name === null) continue;
    const day = toldDay(valueOf(name));
    if (day === undefined) other.push(...named(name, valueOf(name)));
    else details[part] = day;
  }
  const due = parts.due === null ? undefined : toldDay(valueOf(parts.due));
  if (due !== undefined) details.dueOn = due;
  if (parts.publicNote !== null) details.publicNotes = valuesOf([parts.publicNote], valueOf);
  if (parts.statistics.length > 0) details.statistics = parts.statistics.flatMap((name) => named(name, valueOf(name)));
  if (parts.other.length > 0 || other.length > 0) details.other = other;
  return details;
}

function valuesOf(names: readonly string[], valueOf: ValueOf): readonly string[] {
  return names.flatMap((name) => valueOf(name) ?? []);
}

/** Null where the file says that there is no day; undefined for a text of which nobody knows the day. */
function toldDay(text: string | null): string | null | undefined {
  return text === null || NO_DAY.test(text) ? null : (dayOf(text) ?? undefined);
}

export function copiesOfRecord(
  marc: MarcRecord,
  copies: { tag: string; subfields: CopyParts } | null,
): readonly FileCopy[] {
  if (copies === null) return [];
  return dataFieldsOf(marc, copies.tag).map((field) =>
    readCopy(copies.subfields, (code) => subfieldValue(field, code), copies.tag),
  );
}

/** Whether the files say how a copy stands at all. */
export function tellsStatus({ status, due }: Pick<CopyParts, 'status' | 'due'>): boolean {
  return status.length > 0 || due !== null;
}

/** The copy of which a stored item was made, as far as who may see it goes. */
export function copyOfItem(item: HarvestedItem): FileCopy {
  return {
    id: null,
    barcode: item.barcode,
    owner: item.ownerCode === '' ? null : item.ownerCode,
    callNumber: item.callNumber,
    copyNumber: null,
    enumeration: null,
    chronology: null,
    location: item.locationCode,
    itemType: item.itemType,
    statuses: [],
    due: null,
    publicNote: null,
    hidden: item.kept?.['hidden'] ?? null,
    details: item.details,
    staffNotes: item.staffNotes,
  };
}

/**
 * How copies of a record are named: by their number or their barcode, else by their place. Two that are alike are two copies
 * all the same.
 */
export function itemIdsOf(recordId: string, copies: readonly FileCopy[]): readonly string[] {
  const seen = new Map<string, number>();
  return copies.map(({ id, barcode }) => {
    const mark = id ?? barcode ?? '';
    const before = seen.get(mark) ?? 0;
    seen.set(mark, before + 1);
    if (mark === '') return `${recordId}/#${before + 1}`;
    return before === 0 ? `${recordId}/${mark}` : `${recordId}/${mark}~${before + 1}`;
  });
}

/**
 * The id of a copy that another list names. Copies are known by their number where the files have one, else by their barcode; a
 * list that names them otherwise says too little.
 */
export function itemIdOfListed(settings: FilesSettings): (copy: ListedCopy) => string | null {
  const isNumbered = copyPartsOf(settings).some(({ id }) => id !== null);
  return ({ record, item, barcode }) => {
    const mark = isNumbered ? item : barcode;
    return record === null || mark === null ? null : `${record}/${mark}`;
  };
}
