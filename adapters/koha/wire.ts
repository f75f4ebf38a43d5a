/** Koha's answers as they are on the wire (REST, 23.05 and newer): checked here, so that nothing behind trusts them. */
import { z } from 'zod';

/** The forms that Koha gives its answers in. */
export const JSON_TYPE = 'application/json';
export const MARCXML_TYPE = 'application/marcxml+xml';

/**
 * Codes are integers (23.05); `restricted_status` is null where the others are 0, so null reads as 0. Of a state it may be
 * null but never missing, or a copy that is lost would pass for one on its shelf.
 */
const code = z.union([z.int(), z.stringFormat('integer', /^-?\d+$/), z.boolean()]).nullable();
/** Ids are integers, but a hold's `item_id` is a string. */
export const id = z.union([z.int(), z.stringFormat('integer', /^\d+$/).transform(Number)]);
/** Codes of rules are left out by some endpoints. */
function toCode(value: z.output<typeof code> | undefined): number {
  return value === undefined || value === null ? 0 : Number(value);
}
/** Koha uses null and the empty string for the same thing. */
function orNull(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : value;
}
const rawText = z.string().nullish();
export const text = rawText.transform(orNull);
/** What is missing is not so. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const label = z.object({ str: z.string().nullish() }).nullish();

/** `_strings` of `x-koha-embed: +strings`: Koha's own words for the codes. */
const itemStrings = z
  .object({
    collection_code: label,
    damaged_status: label,
    effective_item_type_id: label,
    holding_library_id: label,
    home_library_id: label,
    item_type_id: label,
    location: label,
    lost_status: label,
    not_for_loan_status: label,
    permanent_location: label,
    restricted_status: label,
    withdrawn: label,
  })
  .nullish();

/** A column that costs no copy, whatever stands in it. */
const told = z.unknown().optional();

/** An item of `/items`, `/biblios/{id}/items` or, with fewer fields, of the public endpoints. */
const rawItem = z.object({
  item_id: id,
  biblio_id: id,
  external_id: rawText,
  home_library_id: rawText,
  holding_library_id: rawText,
  location: rawText,
  permanent_location: rawText,
  collection_code: rawText,
  item_type_id: rawText,
  effective_item_type_id: rawText,
  not_for_loan_status: code,
  effective_not_for_loan_status: code.optional(),
  lost_status: code,
  withdrawn: code,
  damaged_status: code,
  restricted_status: code.optional(),
  /** The date that the copy is due back, not the date of the loan. */
  checked_out_date: z.string().nullable(),
  callnumber: rawText,
  copy_number: rawText,
  serial_issue_number: rawText,
  public_notes: rawText,
  uri: rawText,
  timestamp: rawText,
  /** Newer versions alone; null where its type decides. */
  bookable: told,
  _strings: itemStrings,
  // For staff alone; read at harvest, as far as they came.
  acquisition_date: told,
  acquisition_source: told,
  call_number_source: told,
  coded_location_qualifier: told,
  damaged_date: told,
  extended_subfields: told,
  internal_notes: told,
  inventory_number: told,
  last_checkout_date: told,
  last_seen_date: told,
  lost_date: told,
  materials_notes: told,
  new_status: told,
  purchase_price: told,
  replacement_price: told,
  replacement_price_date: told,
  withdrawn_date: told,
});
/** A row as it came: a column that is missing was not told. */
export type RawItem = z.output<typeof rawItem>;

/** One step for the whole row: a page has hundreds, and a step for each of its fields left a megabyte of garbage. */
export const wireItem = rawItem.transform((raw) => ({
  item_id: raw.item_id,
  biblio_id: raw.biblio_id,
  external_id: orNull(raw.external_id),
  home_library_id: orNull(raw.home_library_id)?.trim() ?? null,
  holding_library_id: orNull(raw.holding_library_id)?.trim() ?? null,
  location: orNull(raw.location),
  permanent_location: orNull(raw.permanent_location),
  collection_code: orNull(raw.collection_code),
  item_type_id: orNull(raw.item_type_id),
  effective_item_type_id: orNull(raw.effective_item_type_id),
  not_for_loan_status: toCode(raw.not_for_loan_status),
  effective_not_for_loan_status: toCode(raw.effective_not_for_loan_status),
  lost_status: toCode(raw.lost_status),
  withdrawn: toCode(raw.withdrawn),
  damaged_status: toCode(raw.damaged_status),
  restricted_status: toCode(raw.restricted_status),
  checked_out_date: orNull(raw.checked_out_date),
  callnumber: orNull(raw.callnumber),
  copy_number: orNull(raw.copy_number),
  serial_issue_number: orNull(raw.serial_issue_number),
  public_notes: orNull(raw.public_notes),
  uri: orNull(raw.uri),
  timestamp: orNull(raw.timestamp),
  bookable: raw.bookable === true,
  _strings: raw._strings,
  raw,
}));
export type WireItem = z.output<typeof wireItem>;

/**
 * A hold: who placed it is not read. W waits on the shelf, T travels, P is being fetched, null is in the queue. Copy and
 * status may be null but never missing: a copy that waits would pass for one on its shelf.
 */
export const wireHold = z.object({
  biblio_id: id,
  item_id: id.nullable(),
  item_level: flag,
  status: z.string().nullable(),
});
export type WireHold = z.output<typeof wireHold>;

/**
 * A copy with its open transfer, as newer versions embed it in the items of one record. One that is wanted and not sent yet has no
 * date; where Koha would not say whether it was sent, it was.
 */
export const wireTransfer = z.object({
  item_id: id,
  transfer: z
    .object({ date_sent: z.string().nullish() })
    .nullable()
    .transform((open): OpenTransfer => (open === null ? 'NONE' : open.date_sent === null ? 'WANTED' : 'SENT')),
});
/** Whether a copy is to go to another branch (and stands in its place until then), or is on its way. */
export type OpenTransfer = 'NONE' | 'WANTED' | 'SENT';

/** A loan: who has it is not read. */
export const wireCheckout = z.object({
  item_id: id,
  due_date: text,
  onsite_checkout: flag,
});
export type WireCheckout = z.output<typeof wireCheckout>;

/** Which copy of which record, whatever else stands in the item. */
export const wireItemKey = z.object({ item_id: id, biblio_id: id });
export type WireItemKey = z.output<typeof wireItemKey>;

/** A record in JSON: Koha's own columns. */
export const wireBiblio = z.object({
  biblio_id: id,
  framework_id: text,
  timestamp: text,
  item_type: text,
  /** 942$n as a column: newer versions have it. */
  opac_suppressed: z.boolean().nullish(),
});
export type WireBiblio = z.output<typeof wireBiblio>;

export const wireLibrary = z.object({ library_id: z.string(), name: text });
/** Newer versions alone. */
export const wireItemType = z.object({ item_type_id: z.string(), description: text });
export const wireAuthorisedValue = z.object({ value: text, description: text });
/** Every shape in which Koha says what is wrong has its words in one of these places. */
export const wireError = z.looseObject({
  error: z.string().optional(),
  error_code: z.string().optional(),
  required_permissions: z.unknown().optional(),
});
/** What is wrong with a question, and where: `/x-koha-embed/0`. */
export const wireFaults = z.object({ errors: z.array(z.object({ path: z.string() })) });
