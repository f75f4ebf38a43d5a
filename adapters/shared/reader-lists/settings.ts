/** What the region file may say of lists about readers: what is on loan, what waits, who is registered, what is owed. */
import { z } from 'zod';
import { HOLD_STATUSES } from '#domain/accounts.ts';
import { currencyCode } from '../policies/declared-rules.ts';
import { column, dayOrder, delimiter, encoding, quotes, trailer } from '../csv-settings.ts';
import { fileSource } from '../settings.ts';

/** A column by its name or, where no line names the columns, by its place. */
const place = z.union([column, z.int().min(1).transform(String)]);

/** Where something stands: in one column, or in several, which are joined by a text. */
const listColumn = z.union([
  place.transform((only) => ({ columns: [only], join: '' })),
  // One column alone is what the line above makes of it: settings are read again by whoever builds an adapter of them.
  z.strictObject({ columns: z.array(place).min(1), join: z.string() }),
]);

const optional = listColumn.nullable().default(null);

/** How the lines of any of the lists are read. */
const reading = {
  source: fileSource,
  delimiter,
  encoding,
  trailer,
  /** `names` where the first line names the columns; `none` where it is a line like the others, and columns are 1, 2, … */
  header: z.enum(['names', 'none']).default('names'),
  quotes,
  dates: dayOrder,
};

const loanColumns = z
  .strictObject({
    /** The system's own number of the loan; where there is none, a loan is known by its copy. */
    id: optional,
    /** The system's own number of the reader's account: the same as in every other list, and no card that may be replaced. */
    reader: listColumn,
    /** The system's own number of the copy. */
    item: optional,
    barcode: optional,
    record: optional,
    loanedOn: optional,
    due: optional,
    renewals: optional,
  })
  .refine(({ item, barcode }) => item !== null || barcode !== null, 'a loan names its copy: item, barcode or both');

const holdColumns = z.strictObject({
  id: optional,
  reader: listColumn,
  record: listColumn,
  /** The copy that is wanted, or that was caught. */
  item: optional,
  barcode: optional,
  /** A code of `holdStatuses`. */
  status: optional,
  placedOn: optional,
  /** Since when a copy waits to be collected. */
  arrivedOn: optional,
  /** Owner code of the site where it is collected. */
  pickupSite: optional,
  /** Its place in the queue of its title; nothing, or 0, once a copy was caught. */
  place: optional,
});

const readerColumns = z
  .strictObject({
    reader: listColumn,
    surname: optional,
    forenames: optional,
    /** Both in one column: `Surname, Forenames`. */
    name: optional,
    birthDate: optional,
    email: optional,
    /** Further addresses that the system writes to. */
    otherEmails: z.array(listColumn).default([]),
    card: optional,
    category: optional,
    /** Owner code of the site that registered the reader. */
    homeSite: optional,
    /** The last day of the registration. */
    expiresOn: optional,
    /** All that is owed; not where `charges` say it. */
    balance: optional,
    /** A code of `readerStatuses`. */
    status: optional,
    /** How many messages and notes stand on the account. */
    messages: optional,
  })
  .refine(
    ({ name, surname, forenames }) => name === null || (surname === null && forenames === null),
    'a name stands in name, or in surname and forenames, not in both',
  );

const chargeColumns = z
  .strictObject({
    id: optional,
    reader: listColumn,
    /** What is still owed of it, as `12.50`. */
    amount: optional,
    /** The same in pence, as `1250`. */
    pence: optional,
    /** The system's code of what it is for. */
    kind: optional,
    chargedOn: optional,
    item: optional,
    barcode: optional,
    record: optional,
    /** Owner code of the site that registered the reader, where no list of readers says it. */
    homeSite: optional,
  })
  .refine(
    ({ amount, pence }) => (amount === null) !== (pence === null),
    'what is owed stands in amount (12.50) or in pence (1250), in one of them',
  );

/** Whether a reader with that status may borrow, as far as the status says it. */
const READER_STATUSES = ['MAY_BORROW', 'BLOCKED'] as const;

const listOf = <Columns extends z.ZodType>(columns: Columns) =>
  z.array(z.strictObject({ ...reading, columns })).default([]);

/** The settings of the lists; the same for every kind. */
export const readerListSettings = z
  .strictObject({
    /** Every loan that is open, a line each. */
    loans: listOf(loanColumns),
    /** Every hold that waits, or can be collected. */
    holds: listOf(holdColumns),
    readers: listOf(readerColumns),
    /** Everything that is still owed. */
    charges: listOf(chargeColumns),
    /** Code of a hold's state → state; `''` is what an empty column means. */
    holdStatuses: z.record(z.string(), z.enum(HOLD_STATUSES)).default({}),
    /** Code of a reader's status → whether the reader is blocked; `''` as above. */
    readerStatuses: z.record(z.string(), z.enum(READER_STATUSES)).default({}),
    /** Of all amounts. */
    currency: currencyCode.default('GBP'),
  })
  .refine(
    ({ charges, readers }) => charges.length === 0 || readers.every(({ columns }) => columns.balance === null),
    'what is owed comes from charges, or from balance in readers, not from both',
  );

export type ReaderListSettings = z.output<typeof readerListSettings>;
export type ListColumn = z.output<typeof listColumn>;

/** The lists that there may be, by their keys in the region file. */
const LIST_NAMES = ['loans', 'holds', 'readers', 'charges'] as const;
export type ListName = (typeof LIST_NAMES)[number];

export type ListSource<Name extends ListName = ListName> = ReaderListSettings[Name][number];

/** Every entry, with where the region file has it. */
export function entriesOf(lists: ReaderListSettings): readonly ListEntry[] {
  return LIST_NAMES.flatMap((list) =>
    lists[list].map((source, entry) => ({ list, entry, source, setting: `settings.lists.${list}[${String(entry)}]` })),
  );
}

export interface ListEntry {
  readonly list: ListName;
  readonly entry: number;
  readonly source: ListSource;
  readonly setting: string;
}
