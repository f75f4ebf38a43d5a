/** Live facts, probes and descriptions as they travel, checked where they arrive. */
import type { Due, HoldingFacts, ItemFacts, Place, Reason, ReasonCode, Visibility } from '#domain/facts.ts';
import { toId } from '#domain/ids.ts';
import type { ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { z } from 'zod';
import type { Capability, LiveItem, LoanSource, Probe } from '../adapter.ts';
import { itemLimitation, itemStatus, itemUse } from '../shared/item-words.ts';

/** All values of a closed set: the compiler refuses one that is missing or too many. */
export function oneOf<Name extends string>(names: Readonly<Record<Name, true>>): z.ZodType<Name> {
  return z.custom<Name>((value) => typeof value === 'string' && Object.hasOwn(names, value), 'is none of the known');
}

const text = z.string();
const textOrNull = text.nullable();
const count = z.number().nullable();
const systemId = text.transform((id) => id as SystemId);
export const libraryId = text.transform((id) => id as LibraryId);
export const itemId = text.refine((id) => toId(id, 'item') !== null).transform((id) => id as ItemId);

export const due: z.ZodType<Due> = z.object({ on: text, at: textOrNull });
export const place: z.ZodType<Place> = z.object({ code: text, name: textOrNull, siteCode: textOrNull });

export const reason: z.ZodType<Reason> = z.object({
  code: oneOf<ReasonCode>({
    TIMEOUT: true,
    UNREACHABLE: true,
    REFUSED: true,
    BAD_ANSWER: true,
    RATE_LIMITED: true,
    CIRCUIT_OPEN: true,
    FROZEN: true,
    NOT_SUPPORTED: true,
    TOO_MANY_ITEMS: true,
  }),
  message: text,
  system: systemId,
});

export const visibility = oneOf<Visibility>({ PUBLIC: true, SUPPRESSED: true, ILL_TEMPORARY: true, UNKNOWN: true });

const itemFacts: z.ZodType<ItemFacts> = z.object({
  id: itemId,
  barcode: textOrNull,
  status: itemStatus,
  limitations: z.array(itemLimitation),
  statusAtSource: textOrNull,
  use: itemUse,
  due: due.nullable(),
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
});

export const holdingFacts: z.ZodType<HoldingFacts> = z.object({
  asOf: text,
  items: z.array(itemFacts),
  holdQueue: count,
  limitation: reason.nullable(),
});

export const liveItem: z.ZodType<LiveItem> = z.object({
  asOf: text,
  item: itemFacts,
  library: libraryId.nullable(),
  recordLocalId: text,
  limitation: reason.nullable(),
});

const capability = oneOf<Capability>({
  HARVEST_FULL: true,
  HARVEST_CHANGES: true,
  LIVE_ITEMS: true,
  HOLD_QUEUE: true,
  HOLDING_STATEMENTS: true,
  PATRON_ACCOUNT: true,
  VERIFY_PATRON: true,
  RENEW: true,
  PLACE_HOLD: true,
  CANCEL_HOLD: true,
  LOAN_POLICIES: true,
  LOAN_COUNTS: true,
  OPEN_LOANS: true,
  READER_TOKENS: true,
});

export const probeShape: z.ZodType<Probe> = z.object({
  reachable: z.boolean(),
  product: textOrNull,
  steps: z.array(
    z.object({ what: text, ok: z.boolean(), warn: z.boolean().optional(), elapsedMs: z.number(), detail: text }),
  ),
  capabilities: z.array(capability),
  unmapped: z.array(z.object({ list: text, code: text, label: textOrNull, where: text.optional() })),
});

const LISTS: Readonly<Record<keyof LoanSource, true>> = {
  openLoans: true,
  openHolds: true,
  useCounts: true,
  readers: true,
};
/** The lists of loans that there may be, as their paths name them. */
export const LOAN_LISTS = Object.keys(LISTS) as readonly (keyof LoanSource)[];

/** What an adapter server says of a system without asking it. */
export const systemShape = z.object({
  kind: text,
  name: text,
  capabilities: z.array(capability),
  /** Which lists of loans as a whole it has. */
  loanLists: z.array(oneOf(LISTS)),
  /** Digest of the rules by which it reads records; null if it is not harvested. */
  rules: textOrNull.default(null),
});

export const harvestDescription = z.object({ how: text, unseen: z.array(text).default([]) });
