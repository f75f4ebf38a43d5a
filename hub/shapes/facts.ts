/**
 * Facts as they come back from outside this process: over the wire of an adapter server, and out of the database. Everything
 * is checked here before the domain's types are claimed for it; fields that no shape names are dropped.
 */
import {
  ITEM_LIMITATIONS,
  ITEM_STATUSES,
  ITEM_USES,
  REASON_CODES,
  VISIBILITIES,
  type Due,
  type HoldingFacts,
  type ItemFacts,
  type Place,
  type Reason,
} from '#domain/facts.ts';
import { toDue } from '#domain/due.ts';
import { toId, type ItemId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { z } from 'zod';

const text = z.string();
const textOrNull = text.nullable();
const count = z.number().nullable();

export const systemId = text.transform((id) => id as SystemId);
export const libraryId = text.transform((id) => id as LibraryId);
export const itemId = text.refine((id) => toId(id, 'item') !== null).transform((id) => id as ItemId);
export const visibility = z.enum(VISIBILITIES);

/** Null for a day that there is not: what was kept before such days were refused may have one. */
export const due: z.ZodType<Due | null> = z
  .object({ on: text, at: textOrNull })
  .nullable()
  .transform((one) => one && toDue(one));
export const place: z.ZodType<Place> = z.object({ code: text, name: textOrNull, siteCode: textOrNull });
export const reason: z.ZodType<Reason> = z.object({ code: z.enum(REASON_CODES), message: text, system: systemId });

/** A new field of a copy is added here once, for the wire and for the store; see CONTRIBUTING.md, "Add a field to Item". */
export const itemFacts = z.object({
  id: itemId,
  barcode: textOrNull,
  status: z.enum(ITEM_STATUSES),
  limitations: z.array(z.enum(ITEM_LIMITATIONS)),
  statusAtSource: textOrNull,
  // An adapter server of before does not send it.
  statusRule: textOrNull.default(null),
  use: z.enum(ITEM_USES),
  due,
  callNumber: textOrNull,
  permanentLocation: place.nullable(),
  currentLocation: place.nullable(),
  enumeration: textOrNull,
  chronology: textOrNull,
  copyNumber: textOrNull,
  itemType: textOrNull,
  holdQueue: count,
  publicNotes: z.array(text),
  reason: reason.nullable(),
}) satisfies z.ZodType<ItemFacts>;

export const holdingFacts: z.ZodType<HoldingFacts> = z.object({
  asOf: text,
  items: z.array(itemFacts),
  holdQueue: count,
  limitation: reason.nullable(),
});
