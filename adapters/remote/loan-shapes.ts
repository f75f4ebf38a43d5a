/** Loans as a whole as they travel: lists, one JSON text a line. Readers are sealed for the hub before they leave the other end. */
import { due } from '#shapes/facts.ts';
import { z } from 'zod';
import type { OpenCharge, OpenHold, OpenLoan, ReadersWanted, ReaderTokens, UseCount } from '#contract/adapter.ts';
import { holdStatus } from './account-shapes.ts';

const text = z.string();
const textOrNull = text.nullable();
const count = z.number().nullable();

const openLoan: z.ZodType<OpenLoan> = z.object({
  localId: text,
  itemLocalId: text,
  barcode: text.optional(),
  recordLocalId: textOrNull,
  readerToken: text,
  loanedAt: textOrNull,
  due,
  renewals: count,
});

const openHold: z.ZodType<OpenHold> = z.object({
  localId: text,
  recordLocalId: text,
  itemLocalId: textOrNull,
  barcode: text.optional(),
  readerToken: text,
  status: holdStatus,
  placedOn: textOrNull,
  arrivedOn: textOrNull.optional(),
  pickupSite: textOrNull,
  place: count.optional(),
});

const openCharge: z.ZodType<OpenCharge> = z.object({
  localId: text,
  readerToken: text,
  homeSite: textOrNull,
  itemLocalId: textOrNull,
  barcode: text.optional(),
  recordLocalId: textOrNull,
  kind: textOrNull,
  amountPence: z.int(),
  currency: text,
  chargedOn: textOrNull,
});

const useCount: z.ZodType<UseCount> = z.object({
  itemLocalId: text,
  recordLocalId: text,
  loans: count,
  renewals: count,
  lastBorrowedOn: textOrNull,
});

const readerTokens: z.ZodType<ReaderTokens> = z.object({
  readerToken: text,
  homeSite: textOrNull,
  nameAndBirth: textOrNull,
  email: textOrNull,
  card: textOrNull.optional(),
  category: textOrNull.optional(),
  expiry: z.object({ year: z.int().min(1).max(9999), expired: z.boolean() }).nullish(),
  hasEmail: z.boolean().optional(),
  owes: z.boolean().optional(),
  expiryDay: textOrNull.optional(),
  blocked: z.boolean().optional(),
  messages: z.int().optional(),
});

/** What is asked for with the lists of readers and of charges; an older hub asks for nothing. */
export const listWanted: z.ZodType<ReadersWanted> = z.object({
  cards: z.boolean().default(false),
  sites: z.array(text).optional(),
});

/** Some of a list, as one line. */
const rowsOf = <Row>(row: z.ZodType<Row>) => z.object({ rows: z.array(row), asOf: text.optional() });
export const openLoanRows = rowsOf(openLoan);
export const openHoldRows = rowsOf(openHold);
export const useCountRows = rowsOf(useCount);
export const readerRows = rowsOf(readerTokens);
export const openChargeRows = rowsOf(openCharge);
