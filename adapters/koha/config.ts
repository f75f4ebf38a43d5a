/** The `settings` of a Koha system in the region file. Every default fits a stock installation. */
import { z } from 'zod';
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import { ilsDiSettings } from './ils-di/settings.ts';
import { itemStatus as status, itemUse as use, recordOwnerSetting } from '../shared/settings.ts';
import { accountAccess } from '../shared/accounts/access.ts';

const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. Needs further permissions. */
  access: accountAccess,
  /** Who owes more is blocked, as `noissuescharge` has it; null blocks nobody. In the system's currency. */
  owesLimit: z.number().min(0).nullable().default(null),
  /** ISO 4217; Koha gives amounts without one. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capitals, as GBP')
    .default('GBP'),
  /** Code of a patron category → its name. */
  categories: z.record(z.string(), z.string()).default({}),
});

/** The lists of authorised values that say something of an item's state, by Koha's own names. */
export const CODE_LISTS = ['WITHDRAWN', 'LOST', 'DAMAGED', 'NOT_LOAN', 'RESTRICTED'] as const;
export type CodeList = (typeof CODE_LISTS)[number];

/** What one code of one list means at this site: a state, a rule, or both; a bare word is either. */
const meaning = z
  .union([
    status.transform((word) => ({ status: word })),
    use.transform((word) => ({ use: word })),
    z.strictObject({ status: status.nullish(), use: use.nullish(), label: z.string().nullish() }),
  ])
  .transform((value): CodeMeaning => ({ status: null, use: null, label: null, ...withoutUndefined(value) }));

export interface CodeMeaning {
  readonly status: ItemStatus | null;
  readonly use: ItemUse | null;
  /** The site's own word. */
  readonly label: string | null;
}

const code = z.union([z.string(), z.number()]).transform(String);
const named = z
  .union([
    z.string().transform((name) => ({ name })),
    z.strictObject({ name: z.string().nullish(), status: status.nullish() }),
  ])
  .transform((value): NamedPlace => ({ name: null, status: null, ...withoutUndefined(value) }));

/** A shelf with its name and, for shelves that say something of the state (book cart, processing), that state. */
export interface NamedPlace {
  readonly name: string | null;
  readonly status: ItemStatus | null;
}

const itemType = z
  .union([use.transform((word) => ({ use: word })), z.strictObject({ name: z.string().nullish(), use: use.nullish() })])
  .transform((value): ItemTypeRule => ({ name: null, use: null, ...withoutUndefined(value) }));

export interface ItemTypeRule {
  readonly name: string | null;
  readonly use: ItemUse | null;
}

/** Fields that a hidden-item rule may name, by Koha's REST name and by the column that OpacHiddenItems knows. */
export const HIDDEN_FIELDS = {
  barcode: 'barcode',
  external_id: 'barcode',
  ccode: 'collection',
  collection_code: 'collection',
  damaged: 'damaged',
  damaged_status: 'damaged',
  homebranch: 'home',
  home_library_id: 'home',
  holdingbranch: 'holding',
  holding_library_id: 'holding',
  itemcallnumber: 'callNumber',
  callnumber: 'callNumber',
  itemlost: 'lost',
  lost_status: 'lost',
  itype: 'itemType',
  item_type_id: 'itemType',
  location: 'location',
  notforloan: 'notForLoan',
  not_for_loan_status: 'notForLoan',
  permanent_location: 'permanentLocation',
  restricted: 'restricted',
  restricted_status: 'restricted',
  withdrawn: 'withdrawn',
} as const;
export type HiddenField = keyof typeof HIDDEN_FIELDS;

const STOCK_CODES: Readonly<Record<CodeList, Readonly<Record<string, z.input<typeof meaning>>>>> = {
  WITHDRAWN: { '1': { status: 'WITHDRAWN', label: 'Withdrawn' } },
  LOST: {
    '1': { status: 'LOST', label: 'Lost' },
    '2': { status: 'LOST', label: 'Long overdue (lost)' },
    '3': { status: 'LOST', label: 'Lost and paid for' },
    '4': { status: 'MISSING', label: 'Missing' },
    '5': { status: 'MISSING', label: 'Missing from bundle' },
  },
  DAMAGED: { '1': { status: 'DAMAGED', label: 'Damaged' } },
  NOT_LOAN: {
    '-1': { status: 'ON_ORDER', label: 'Ordered' },
    '1': { use: 'REFERENCE', label: 'Not for loan' },
    '2': { use: 'RESTRICTED', label: 'Staff collection' },
    '3': { status: 'UNAVAILABLE', use: 'REFERENCE', label: 'Added to bundle' },
  },
  RESTRICTED: { '1': { use: 'RESTRICTED', label: 'Restricted access' } },
};

const STOCK_LOCATIONS: Readonly<Record<string, z.input<typeof named>>> = {
  // Back, and being put on its shelf today: it may be fetched from the cart.
  CART: { name: 'Book cart', status: 'AVAILABLE' },
  PROC: { name: 'Processing center', status: 'IN_PROCESS' },
};

const codeList = (list: CodeList) =>
  z
    .record(z.string(), meaning)
    .default({})
    .transform((site): Readonly<Record<string, CodeMeaning>> => ({
      ...z.record(z.string(), meaning).parse(STOCK_CODES[list]),
      ...site,
    }));

const hostAddress = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/$/, ''));
const path = z.string().regex(/^\/\S*$/, 'begins with a slash');
/** A public saved report by its number, or a file: a path, or an address that begins with http. */
const table = z
  .union([z.strictObject({ report: z.int().min(1) }), z.strictObject({ file: z.string().min(1) })])
  .nullable()
  .default(null);

export const kohaSettings = z.strictObject({
  /**
   * What the site gives besides OAI-PMH, by which alone it is harvested without REST: its REST interface, or `ils-di`, by which
   * copies are asked for, or `none`. Nothing of `/api/v1` is asked unless it is `rest`.
   */
  interface: z.enum(['rest', 'ils-di', 'none']).default('rest'),
  ilsDi: ilsDiSettings.prefault({}),
  /** Below the system's address. */
  apiPath: path.default('/api/v1'),
  /** Code → meaning, list by list. What stands here is added to a stock Koha's values, and wins over them. */
  codes: z
    .strictObject({
      WITHDRAWN: codeList('WITHDRAWN'),
      LOST: codeList('LOST'),
      DAMAGED: codeList('DAMAGED'),
      NOT_LOAN: codeList('NOT_LOAN'),
      RESTRICTED: codeList('RESTRICTED'),
    })
    .prefault({ WITHDRAWN: {}, LOST: {}, DAMAGED: {}, NOT_LOAN: {}, RESTRICTED: {} }),
  /** Item type → the rule for its copies. A type that is not named is lent where Koha itself lends it. */
  itemTypes: z.record(z.string(), itemType).default({}),
  /** Shelving location → name, for the codes of LOC. */
  locations: z
    .record(z.string(), named)
    .default({})
    .transform((site): Readonly<Record<string, NamedPlace>> => ({
      ...z.record(z.string(), named).parse(STOCK_LOCATIONS),
      ...site,
    })),
  /** Collection code → name, for the codes of CCODE. */
  collections: z.record(z.string(), z.string()).default({}),
  /** Branch → name, where the region file's sites have none. */
  branches: z.record(z.string(), z.string()).default({}),
  suppression: z
    .strictObject({
      /** Values of 942$n that hide a record. */
      record942n: z.array(code).default(['1']),
      /** As the system preference OpacHiddenItems: an item with one of the values in the field is hidden. */
      hiddenItems: z
        .partialRecord(
          z.enum(Object.keys(HIDDEN_FIELDS) as [HiddenField, ...HiddenField[]]),
          z.array(z.union([code, z.null()])),
        )
        .default({}),
      /** As the system preference OpacHiddenItemsHidesRecord: a record all of whose copies are hidden is hidden too. */
      hiddenItemsHideRecord: z.boolean().default(true),
    })
    .prefault({}),
  /** Records and copies that exist for one interlibrary loan or a quick sale at the desk, and often carry a reader's name. */
  ill: z
    .strictObject({
      frameworks: z.array(z.string()).default(['FA', 'ILL']),
      recordTypes: z.array(z.string()).default(['ILL']),
      itemTypes: z.array(z.string()).default(['ILL']),
    })
    .prefault({}),
  oai: z
    .strictObject({
      /** Where OAI-PMH answers when that is not the system's address: a stock Koha has it on the public catalogue's host. */
      address: hostAddress.nullable().default(null),
      path: path.default('/cgi-bin/koha/oai.pl'),
      prefix: z
        .string()
        .regex(/^[\w.-]+$/)
        .default('marcxml'),
      /** Only records of one set. Checked against the site's list, because Koha answers an unknown set with everything. */
      set: z.string().optional(),
      /** Whether records bring their items (952): `auto` looks. */
      itemsIncluded: z.enum(['auto', 'yes', 'no']).default('auto'),
      /** Asked again from so long before the last harvest. */
      overlapSeconds: z.int().min(0).default(60),
    })
    .prefault({}),
  rest: z
    .strictObject({
      overlapSeconds: z.int().min(0).default(120),
      /** Without OAI-PMH, deletions show only by comparing all ids: done at most so often in a large catalogue. */
      sweepEverySeconds: z.int().min(0).default(21_600),
    })
    .prefault({}),
  /** The public catalogue's address, for links to titles, and where OAI-PMH is looked for when the system's address has none. */
  opacAddress: hostAddress.nullable().default(null),
  /** Subfield with the branch of a record without copies, as `040$c`, for systems that libraries share. */
  recordOwner: recordOwnerSetting,
  patrons: patronSettings.prefault({}),
  /** Where the tables are that Koha gives by no interface: circulation rules, item types, categories of patrons. */
  policies: z.strictObject({ rules: table, itemTypes: table, categories: table }).prefault({}),
  /**
   * How copies travel between the branches of this site. `possible`: for holds, and home again, so that one whose home branch holds
   * it is in its place. `manual`: sent out for other reasons as well. `none`: never, as at a site of one branch.
   */
  transfers: z.enum(['possible', 'manual', 'none']).default('possible'),
  /** As the system preference UseRecalls: no answer of Koha's tells that a copy waits or travels for a recall. */
  recalls: z.boolean().default(false),
  /** Without credentials every title costs one call: no more than so many are asked for at once. */
  publicTitlesPerPage: z.int().min(1).default(20),
});

export type KohaSettings = z.output<typeof kohaSettings>;

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<Defined<T>>;
}
