/** What the region file may say under `settings` of a catalogue that is searched by Z39.50 or SRU. */
import { z } from 'zod';
import { ITEM_LIMITATIONS } from '#domain/facts.ts';
import { OPAC_TEXTS } from '../protocols/sru/opac-record.ts';
import { itemStatus, itemUse } from '../shared/settings.ts';

const text = z.string().trim().min(1);

/** What a server's word says of a copy: its state, the rule by which it is lent, or both. */
const meaning = z.union([
  itemStatus.transform((status) => ({ status, use: null })),
  itemUse.transform((use) => ({ status: null, use })),
  z.strictObject({ status: itemStatus.nullable().default(null), use: itemUse.nullable().default(null) }),
]);

/** Where a MARC record has its copies, and where each of them says how it stands. */
const itemField = z.strictObject({
  tag: z.string().regex(/^\d{3}$/, 'the tag of a field'),
  barcode: z.string().regex(/^[0-9a-z]$/, 'the letter or digit of a subfield'),
  status: z.string().regex(/^[0-9a-z]$/, 'the letter or digit of a subfield'),
  /** What stands between several words of one subfield. */
  separator: z.string().min(1).default(', '),
});

/**
 * Words that Koha's responder (`z3950_responder.pl --add-item-status=k`) writes by itself; a site may translate them. Of a copy
 * "On Hold" it is not told whether it waits for its reader or for a return.
 */
export const KOHA_WORDS: Readonly<Record<string, z.input<typeof meaning>>> = {
  Available: 'AVAILABLE',
  'Checked Out': 'ON_LOAN',
  Lost: 'LOST',
  'Not for Loan': 'REFERENCE',
  Damaged: 'DAMAGED',
  Withdrawn: 'WITHDRAWN',
  'In Transit': 'IN_TRANSIT',
  'On Hold': 'UNAVAILABLE',
};

export const z3950Settings = z.strictObject({
  /** SRU: below the address, as `/biblios`. */
  path: z
    .string()
    .regex(/^(\/\S*[^/\s])?$/, 'empty, or begins with a slash and ends without one')
    .default(''),
  /** SRU: the version that is asked in. */
  version: z.enum(['1.1', '1.2', '2.0']).default('1.2'),
  /** SRU: the name of the schema that holds the copies; null for `opacxml`, or `marcxml` where `items` are named. */
  schema: text.nullable().default(null),
  /** Z39.50: the database. */
  database: z
    .string()
    .regex(/^[\w.-]+$/, 'letters, digits, dots and hyphens')
    .default('Default'),
  find: z
    .strictObject({
      /** What is searched for: the record's number, which gives all its copies at once, or each copy's barcode. */
      by: z.enum(['record', 'barcode']).default('record'),
      /** SRU: the index that has it. */
      index: z
        .string()
        .regex(/^[\w.]+$/, 'the name of an index, as rec.id')
        .default('rec.id'),
      /** Z39.50: the use attribute of Bib-1 that has it; 12 is the local number. */
      use: z.int().min(1).max(9999).default(12),
    })
    .prefault({}),
  /** Where the number of a record stands. */
  recordId: z
    .string()
    .regex(/^(00\d|\d{3}\$[0-9a-z])$/, '001, or a tag and a subfield, as 907$a')
    .default('001'),
  /** Records or copies in one search. */
  perSearch: z.int().min(1).max(50).default(10),
  /** Where a MARC record says how its copies stand; null where the server gives OPAC records. */
  items: itemField.nullable().default(null),
  /** The element of an OPAC record's copy in which the server writes the state in words; null if it tells flags alone. */
  statusIn: z.enum(OPAC_TEXTS).nullable().default(null),
  /** The server's word → state or rule. Only words that are named here are ever shown. */
  statuses: z.record(text, meaning).default({}),
  /** Whether `availabilityDate` of a copy that is not available is the day on which its loan is due. */
  dueInAvailabilityDate: z.boolean().default(false),
  /**
   * States that this server never tells, so that a copy that looks available may be in one of them; null for both where only the flag is
   * read, and none where the server says in words how a copy stands.
   */
  notTold: z.array(z.enum(ITEM_LIMITATIONS)).nullable().default(null),
  /** The record and the barcode of a copy that `mercia doctor` may ask for. */
  testItem: z.strictObject({ record: text, barcode: text }).nullable().default(null),
});
