/** The JSON of patrons, loans, holds and bills: what is asked for, and what of it is read. */
import { isDay } from '#domain/wall-time.ts';
import { z } from 'zod';
import { ref, text } from '../wire.ts';

/** References are named with what is wanted of them, one by one: some versions refuse a star in braces, others need it. */
const loanFields = (holdsOfCopies: boolean): string =>
  'patron,status,checkOutDate,dueDate,recallDueDate,recalledDate,claimsReturnedDate,overdue,renewalCount,' +
  'seenRenewalsRemaining,unseenRenewalsRemaining,circulationRule{renewFromPeriod},' +
  `item{barcode,library,currentLocation,bib{title}${holdsOfCopies ? ',holdRecordList{status}' : ''}}`;
const HOLD_FIELDS =
  'patron,status,holdType,fillByDate,expirationDate,queuePosition,suspendBeginDate,suspendEndDate,pickupLibrary,' +
  'bib{title},item{barcode,call{volumetric}},selectedItem{barcode}';
const BILL_FIELDS = 'amount,owed,billDate,block{description}';

/** Who it is, and whether anything stands against lending to them. */
export const STANDING = 'barcode,library,standing,privilegeExpiresDate';

/** `includeFields` of one site: whether the holds on a copy are asked for with its loan is a setting. */
export function accountFields(holdsOfCopies: boolean) {
  const loan = loanFields(holdsOfCopies);
  const account = (ofLoans: string): string =>
    `${STANDING},profile{description},circRecordList{${ofLoans}},holdRecordList{${HOLD_FIELDS}},blockList{${BILL_FIELDS}}`;
  return {
    account: account(loan),
    /** The same without the holds on each copy, which only show whether loans can be renewed. */
    brief: account(loanFields(false)),
    loan,
    hold: HOLD_FIELDS,
  };
}

/** A code, with its words if they were asked for. */
const policy = z
  .object({ key: z.string(), description: text })
  .nullish()
  .transform((value) => (value === null || value === undefined || value.key === '' ? null : value));
const orNull = <T extends z.ZodType>(shape: T) => shape.nullish().transform((value) => value ?? null);

const count = orNull(z.int());
/** A list without its nulls; null if it did not come, which is not the same as empty. */
const listOf = <T extends z.ZodType>(one: T) =>
  z
    .array(one.nullable())
    .nullish()
    .transform((value) => (value === undefined ? null : (value ?? []).filter((entry) => entry !== null)));
/** A day, or a time of one; null if the calendar does not have that day. */
const day = text.transform((value) => (value !== null && isDay(value.slice(0, 10)) ? value : null));
const money = orNull(
  z.object({ currencyCode: z.string().regex(/^[A-Z]{3}$/), amount: z.string().regex(/^-?\d+(\.\d{1,2})?$/) }),
);
const title = orNull(z.object({ key: z.string(), title: text }));
const copy = z.object({
  key: z.string(),
  barcode: text,
  library: ref,
  currentLocation: ref,
  bib: title,
  call: z.object({ volumetric: text }).nullish(),
  holdRecordList: listOf(z.object({ status: text })),
});

export const wireLoan = z.object({
  key: z.string(),
  patron: ref,
  status: text,
  checkOutDate: text,
  dueDate: text,
  recallDueDate: text,
  recalledDate: text,
  claimsReturnedDate: text,
  overdue: z.boolean().nullish(),
  renewalCount: count,
  /** Null is without limit, not none. */
  seenRenewalsRemaining: count,
  unseenRenewalsRemaining: count,
  circulationRule: z.object({ renewFromPeriod: count }).nullish(),
  item: orNull(copy),
});
export type WireLoan = z.output<typeof wireLoan>;

export const wireHold = z.object({
  key: z.string(),
  patron: ref,
  status: text,
  holdType: text,
  fillByDate: day,
  expirationDate: day,
  queuePosition: count,
  suspendBeginDate: text,
  suspendEndDate: text,
  pickupLibrary: ref,
  bib: title,
  item: orNull(copy),
  selectedItem: orNull(copy),
});
export type WireHold = z.output<typeof wireHold>;

/** A bill. Its key is the patron's key and a number: `900005:1`. */
export const wireBill = z
  .object({ key: z.string(), amount: money, owed: money, billDate: day, block: policy })
  .refine(({ owed, amount }) => owed !== null || amount !== null, 'a bill without an amount');
export type WireBill = z.output<typeof wireBill>;

export const wireStanding = z.object({
  key: z.string(),
  barcode: text,
  library: ref,
  standing: ref,
  privilegeExpiresDate: day,
});
export type WireStanding = z.output<typeof wireStanding>;

export const wireAccount = wireStanding.extend({
  profile: policy,
  circRecordList: listOf(wireLoan),
  holdRecordList: listOf(wireHold),
  blockList: listOf(wireBill),
});
export type WireAccount = z.output<typeof wireAccount>;

/** Answers to what is done. */
export const wireRenewed = z.object({ circRecord: wireLoan });
/** Only the key of the new hold may come, whatever is asked for. */
export const wirePlaced = z.object({ holdRecord: z.looseObject({ key: z.string() }) });
export const wireVerified = z.object({ patronKey: z.coerce.string().regex(/^\d+$/) });
