/** Koha's answers as they are on the wire (REST, 23.05 and newer): checked here, so that nothing behind trusts them. */
import { z } from 'zod';

/** Codes are integers (23.05); `restricted_status` is null where the others are 0, so null reads as 0. */
const code = z
  .union([z.int(), z.stringFormat('integer', /^-?\d+$/).transform(Number), z.boolean().transform(Number)])
  .nullable();
/** Of a state: may be null but never missing, or a copy that is lost would pass for one on its shelf. */
const stateCode = code.transform((value) => value ?? 0);
/** Of a rule, which some endpoints leave out. */
const ruleCode = code.optional().transform((value) => value ?? 0);
/** Ids are integers, but a hold's `item_id` is a string. */
export const id = z.union([z.int(), z.stringFormat('integer', /^\d+$/).transform(Number)]);
/** Koha uses null and the empty string for the same thing. */
function orNull(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : value;
}
export const text = z.string().nullish().transform(orNull);
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

/** An item of `/items`, `/biblios/{id}/items` or, with fewer fields, of the public endpoints. */
export const wireItem = z.object({
  item_id: id,
  biblio_id: id,
  external_id: text,
  home_library_id: text,
  holding_library_id: text,
  location: text,
  permanent_location: text,
  collection_code: text,
  item_type_id: text,
  effective_item_type_id: text,
  not_for_loan_status: stateCode,
  effective_not_for_loan_status: ruleCode,
  lost_status: stateCode,
  withdrawn: stateCode,
  damaged_status: stateCode,
  restricted_status: ruleCode,
  /** The date that the copy is due back, not the date of the loan. */
  checked_out_date: z.string().nullable().transform(orNull),
  callnumber: text,
  copy_number: text,
  serial_issue_number: text,
  public_notes: text,
  timestamp: text,
  _strings: itemStrings,
});
export type WireItem = z.output<typeof wireItem>;

/**
 * A hold: who placed it is not read. W waits on the shelf, T travels, P is being fetched, null is in the queue. Copy and
 * status may be null but never missing: a copy that waits would pass for one on its shelf.
 */
export const wireHold = z.object({
  biblio_id: id,
  item_id: id.nullable(),
  item_level: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  status: z.string().nullable(),
});
export type WireHold = z.output<typeof wireHold>;

/** A loan: who has it is not read. */
export const wireCheckout = z.object({
  item_id: id,
  due_date: text,
  onsite_checkout: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});
export type WireCheckout = z.output<typeof wireCheckout>;

/** A record in JSON: Koha's own columns. */
export const wireBiblio = z.object({ biblio_id: id, framework_id: text, timestamp: text });
export type WireBiblio = z.output<typeof wireBiblio>;

export const wireLibrary = z.object({ library_id: z.string(), name: text });
export const wireAuthorisedValue = z.object({ value: text, description: text });
export const wireToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
/** Every shape in which Koha says what is wrong has its words in one of these places. */
export const wireError = z.looseObject({
  error: z.string().optional(),
  error_code: z.string().optional(),
  required_permissions: z.unknown().optional(),
});
