/** Patrons, their loans, holds and charges as Koha answers them. Only what is passed on is read: no name, no address, no note. */
import { isDay } from '#domain/wall-time.ts';
import { z } from 'zod';
import { flag, id, text } from '../wire.ts';

const count = z.int().nullish();
/** `2026-12-15`, or the day of a time; null for a day that the calendar does not have. */
const day = text.transform((value) => {
  const written = value?.slice(0, 10) ?? '';
  return isDay(written) ? written : null;
});
/** RFC 3339 with the offset that the site had then. */
const time = z.iso.datetime({ offset: true });

export const wirePatron = z.object({
  patron_id: id,
  cardnumber: text,
  library_id: text,
  category_id: text,
  expiry_date: day,
  restricted: flag,
  patron_card_lost: flag,
  incorrect_address: flag,
});
export type WirePatron = z.output<typeof wirePatron>;

/** What makes somebody known elsewhere, read for keyed tokens alone, and how the registration stands. */
export const wireReader = z.object({
  patron_id: id,
  library_id: text,
  cardnumber: text,
  category_id: text,
  expiry_date: day,
  surname: text,
  firstname: text,
  date_of_birth: day,
  email: text,
  secondary_email: text,
  altaddress_email: text,
  restricted: flag,
  /** Only with the embed of that name; what a reader has in credit is below zero. */
  account_balance: z.number().nullish(),
});
export type WireReader = z.output<typeof wireReader>;

/** `POST /auth/password/validation`. */
export const wireValidation = z.object({ patron_id: id, cardnumber: text, userid: text });

export const wireLoan = z.object({
  checkout_id: id,
  patron_id: id,
  item_id: id,
  checkout_date: time.nullish().catch(null),
  due_date: z.string(),
  checkin_date: text,
  renewals_count: count,
});
export type WireLoan = z.output<typeof wireLoan>;
/** One by its number, which may have ended: anonymised it names no patron, and of a copy that was deleted no item. */
export const wireAnyLoan = wireLoan.extend({ patron_id: id.nullable(), item_id: id.nullable() });

/** `error` names the reason: `too_many`, `on_reserve` … */
export const wireRenewability = z.object({ allows_renewal: z.boolean(), error: text });

/** W waits on the shelf, T travels, P is being fetched, null is in the queue. */
export const wirePatronHold = z.object({
  hold_id: id,
  patron_id: id,
  biblio_id: id,
  item_id: id.nullable(),
  item_level: flag,
  pickup_library_id: text,
  priority: count,
  status: z.string().nullable(),
  suspended: flag,
  hold_date: day,
  waiting_date: day,
  expiration_date: day,
});
export type WirePatronHold = z.output<typeof wirePatronHold>;

export const wireAccount = z.object({
  balance: z.number(),
  outstanding_debits: z.object({
    lines: z.array(z.object({ account_line_id: id, amount_outstanding: z.number(), description: text, date: day })),
  }),
});
const openLine = z.object({
  account_line_id: id,
  patron_id: id,
  amount_outstanding: z.number(),
  date: day,
  item_id: id.nullish(),
  debit_type: text,
  credit_type: text,
});
/** The same, as all lines of all patrons are read: what is in credit, too, and no words. */
export const wireOpenLines = z.object({
  balance: z.number(),
  outstanding_debits: z.object({ lines: z.array(openLine) }),
  outstanding_credits: z.object({ lines: z.array(openLine) }),
});

/** Who owes how much, or is in credit. */
export const wireDebtor = z.object({ patron_id: id, library_id: text, account_balance: z.number() });
export type WireDebtor = z.output<typeof wireDebtor>;
export type WireAccount = z.output<typeof wireAccount>;

/** A record as its title page: with ISBD punctuation, as catalogued. */
export const wireTitle = z.object({
  biblio_id: id,
  framework_id: text,
  /** Of the embedded record of an item Koha does not tell it. */
  item_type: text,
  title: text,
  subtitle: text,
});
export type WireTitle = z.output<typeof wireTitle>;

/** An item with its record (`x-koha-embed: biblio`). */
export const wireItemTitle = z.object({ item_id: id, biblio_id: id, biblio: wireTitle.nullish() });

/** Statistics of an item; null if Koha never counted. */
export const wireUse = z.object({
  item_id: id,
  biblio_id: id,
  checkouts_count: count,
  renewals_count: count,
  last_checkout_date: day,
});
