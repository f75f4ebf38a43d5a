/** Accounts, writes and their outcomes as they travel, checked where they arrive. Everything here is personal. */
import { BLOCK_CODES, HOLD_STATUSES, REFUSAL_CODES } from '#domain/accounts.ts';
import type {
  AccountFacts,
  BlockFacts,
  ChargeFacts,
  HoldFacts,
  LoanFacts,
  PatronIdentity,
  Refusal,
  WantedHold,
  WriteOutcome,
} from '#domain/accounts.ts';
import { due, itemId, place, reason } from '#shapes/facts.ts';
import { z } from 'zod';

const text = z.string();
const textOrNull = text.nullable();
const count = z.number().nullable();

const refusal: z.ZodType<Refusal> = z.object({ code: z.enum(REFUSAL_CODES), message: text, sourceCode: textOrNull });

const loanFacts: z.ZodType<LoanFacts> = z.object({
  localId: text,
  otherNames: z.array(text).optional(),
  item: itemId.nullable(),
  recordLocalId: textOrNull,
  barcode: text.optional(),
  title: textOrNull,
  loanedAt: textOrNull,
  due,
  overdue: z.boolean().nullable(),
  renewals: count,
  renewable: z.object({ possible: z.boolean().nullable(), refusal: refusal.nullable() }).nullable(),
  limitation: reason.optional(),
});

export const holdStatus = z.enum(HOLD_STATUSES);

const holdFacts: z.ZodType<HoldFacts> = z.object({
  localId: text,
  otherNames: z.array(text).optional(),
  recordLocalId: textOrNull,
  barcode: text.optional(),
  title: textOrNull,
  item: itemId.nullable(),
  enumeration: textOrNull,
  status: holdStatus,
  queuePosition: count,
  pickup: place.nullable(),
  placedAt: textOrNull,
  neededBy: textOrNull,
  expiresOn: textOrNull,
  limitation: reason.optional(),
});

const chargeFacts: z.ZodType<ChargeFacts> = z.object({
  localId: text,
  amount: z.object({ amount: text, currency: text }),
  reason: textOrNull,
  raisedOn: textOrNull,
});

const blockFacts: z.ZodType<BlockFacts> = z.object({
  code: z.enum(BLOCK_CODES),
  message: textOrNull,
});

const accountFacts: z.ZodType<AccountFacts> = z.object({
  asOf: text,
  category: textOrNull,
  homeSite: textOrNull,
  expiresOn: textOrNull,
  loans: z.array(loanFacts).nullable(),
  holds: z.array(holdFacts).nullable(),
  charges: z.array(chargeFacts).nullable(),
  blocks: z.array(blockFacts).nullable(),
  limitation: reason.nullable(),
});

const patronIdentity: z.ZodType<PatronIdentity> = z.object({ account: text, homeSite: textOrNull });

/** Null is an answer: there is no such patron, card or account. */
const found = <Value>(shape: z.ZodType<Value>) => z.object({ found: shape.nullable() });
export const foundPatron = found(patronIdentity);
export const foundAccount = found(accountFacts);

const outcomeOf = <Done>(shape: z.ZodType<Done>): z.ZodType<WriteOutcome<Done | null>> =>
  z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('DONE'), done: shape.nullable() }),
    z.object({ outcome: z.literal('REFUSED'), refusal }),
  ]);
export const loanOutcome = outcomeOf(loanFacts);
export const holdOutcome = outcomeOf(holdFacts);

const wantedHold: z.ZodType<WantedHold> = z.object({
  recordLocalId: text,
  itemLocalId: textOrNull,
  copies: z.array(z.object({ localId: text, barcode: textOrNull, recordLocalId: text })).optional(),
  enumeration: textOrNull,
  pickup: textOrNull,
  neededBy: textOrNull,
});

/** What is asked: always in a body, because addresses are written down on the way. */
export const cardAndPin = z.object({ card: text, pin: text });
export const cardAlone = z.object({ card: text });
export const accountRequest = z.object({
  account: text,
  wanted: z.object({ renewable: z.boolean(), withinMs: z.number().optional() }).optional(),
});
export const loanToRenew = z.object({ account: text, loan: text });
export const holdRequest = z.object({ account: text, hold: wantedHold });
export const holdToCancel = z.object({ account: text, hold: text });
