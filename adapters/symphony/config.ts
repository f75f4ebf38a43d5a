/** The `settings` of a Symphony system in the region file. */
import { z } from 'zod';
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import { currencyCode } from '../shared/policies/declared-rules.ts';
import { fileSource, itemStatus as status, itemUse as use, recordOwnerSetting } from '../shared/settings.ts';
import { DAY_ORDERS } from './written-day.ts';
import { accountAccess } from '../shared/accounts/access.ts';
import { symphonyLists } from './reports/list-columns.ts';
import { reportSettings } from './reports/settings.ts';
import { STANDING_MEANINGS, STOCK_STANDINGS, type StandingMeaning } from './standings.ts';

const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. Needs a staff account that may. */
  access: accountAccess,
  /** What a standing of this site means; the stock ones are known. */
  standings: z
    .record(z.string(), z.enum(STANDING_MEANINGS))
    .default({})
    .transform((site): Readonly<Record<string, StandingMeaning>> => ({ ...STOCK_STANDINGS, ...site })),
  /** Ask with each loan for the holds on its copy, which show whether it can be renewed; some versions do not know the field. */
  holdsOfCopies: z.boolean().default(true),
  /** Whose copies may fill a hold. */
  holdRange: z.enum(['SYSTEM', 'GROUP', 'LIBRARY']).default('SYSTEM'),
  /** Sites differ in which is allowed: `POST …/cancelHold`, or `DELETE` of the hold. */
  cancelBy: z.enum(['post', 'delete']).default('post'),
});

export interface LocationMeaning {
  /** The state of what is there; null for a shelf, where copies stand ready. */
  readonly status: ItemStatus | null;
  readonly use: ItemUse | null;
  /** The site's own word, where its policy has none worth showing. */
  readonly name: string | null;
  /** What is there is not for the public, whatever the location's policy says. */
  readonly hidden: boolean;
}

const meaning = z
  .union([
    status.transform((word) => ({ status: word })),
    use.transform((word) => ({ use: word })),
    z.strictObject({
      status: status.nullish(),
      use: use.nullish(),
      name: z.string().nullish(),
      hidden: z.boolean().nullish(),
    }),
  ])
  .transform((value): LocationMeaning => {
    const given: Partial<Record<'status' | 'use' | 'name' | 'hidden', unknown>> = value;
    return {
      status: (given.status as ItemStatus | null | undefined) ?? null,
      use: (given.use as ItemUse | null | undefined) ?? null,
      name: (given.name as string | null | undefined) ?? null,
      hidden: given.hidden === true,
    };
  });

export interface ItemTypeRule {
  readonly use: ItemUse | null;
  readonly name: string | null;
}

const itemType = z
  .union([use.transform((word) => ({ use: word })), z.strictObject({ use: use.nullish(), name: z.string().nullish() })])
  .transform((value): ItemTypeRule => ({
    use: value.use ?? null,
    name: 'name' in value ? (value.name ?? null) : null,
  }));

/** Pseudo-locations that a server has from the beginning. A site may use them otherwise: its own word wins. */
const STOCK_LOCATIONS: Readonly<Record<string, z.input<typeof meaning>>> = {
  CHECKEDOUT: 'ON_LOAN',
  INTRANSIT: 'IN_TRANSIT',
  HOLDS: 'ON_HOLD_SHELF',
  RESHELVING: 'RESHELVING',
  'ON-ORDER': 'ON_ORDER',
  INPROCESS: 'IN_PROCESS',
  BINDERY: 'AT_BINDERY',
  MISSING: 'MISSING',
  LOST: 'LOST',
  'LOST-ASSUM': 'LOST',
  'LOST-PAID': 'LOST',
  'LOST-CLAIM': 'CLAIMED_RETURNED',
  WITHDRAWN: 'WITHDRAWN',
  DISCARD: 'WITHDRAWN',
  UNKNOWN: 'UNKNOWN',
};

const locations = z.record(z.string(), meaning).default({});
const shelves = z.array(z.string()).default([]);
const subfield = z.string().regex(/^[0-9a-z]$/, 'the letter of a subfield');
const itemTypes = z.record(z.string(), itemType).default({});
const path = z.string().regex(/^(\/\S*[^/\s])?$/, 'empty, or begins with a slash and ends without one');

export const symphonySettings = z
  .strictObject({
    /** `none`: there are no web services, or no longer; files are all that there is. */
    interface: z.enum(['web-services', 'none']).default('web-services'),
    /** The web application, below the system's address: `/symws`, or `/{customer}_ilsws` at a vendor-hosted site. */
    path: path.default(''),
    /** Between the web application and `/catalog`: `/v1` at older servers. */
    apiPrefix: path.default(''),
    /** A second client id, for what needs no log-in; without it, that of the credentials serves for all. */
    publicClientIdEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the NAME of an environment variable')
      .nullable()
      .default(null),
    /** How Mercia calls itself in the server's logs. */
    appId: z.string().min(1).default('mercia'),
    /** Location → state, rule or both. A name may end with a star; the exact one wins, then the longest. */
    locations: locations.transform((site): Readonly<Record<string, LocationMeaning>> => ({
      ...z.record(z.string(), meaning).parse(STOCK_LOCATIONS),
      ...site,
    })),
    /** Locations that are plain shelves; a name may end with a star. */
    shelves,
    /** Item type → the rule for its copies. */
    itemTypes,
    /** Circulation rule of a reserve desk → rule. */
    reserveRules: z.record(z.string(), use).default({}),
    /** What differs at one owning library of a shared server. */
    libraries: z
      .record(z.string(), z.strictObject({ name: z.string().nullable().default(null), locations, shelves, itemTypes }))
      .default({}),
    /** What a copy is that stands at its home location, may be charged out, and whose location nobody mapped. */
    unmappedAtHome: z.enum(['UNKNOWN', 'AVAILABLE']).default('UNKNOWN'),
    /**
     * `ask`: harvest and questions for single copies look at `shadowed` of title, call and copy. `lists`: harvest goes by the lists of
     * `reports.shadowed` instead. `none`: the site vouches that neither its export nor its web service shows what is shadowed.
     */
    shadows: z.enum(['ask', 'lists', 'none']).default('ask'),
    /** Item types of copies that exist for one interlibrary loan. */
    illItemTypes: z.array(z.string()).default(['ILL']),
    /** Titles in one question for availability. */
    titlesPerCall: z.int().min(1).max(400).default(50),
    /** How long lists of policies are kept. */
    policyHours: z.number().positive().default(24),
    /** The MARC file that the site writes by schedule, with an item in each 999. */
    export: z
      .strictObject({
        /** A path, or an address that begins with http. */
        source: fileSource,
        timeoutSeconds: z.int().min(1).default(600),
        maxMegabytes: z.int().min(1).default(1024),
        /** In which order the site writes day, month and year; null for that of `uses`, or days that can be read in one way alone. */
        dates: z.enum(DAY_ORDERS).nullable().default(null),
        /** Where 999 tells how often a copy was lent, and when last; null where the export does not carry it. */
        uses: z
          .strictObject({
            loans: subfield.default('n'),
            lastLoan: subfield.nullable().default('e'),
            /** In which order the site writes day, month and year. */
            dates: z.enum(DAY_ORDERS),
          })
          .nullable()
          .default(null),
      })
      .nullable()
      .default(null),
    /** What the site's API tools write beside the export. */
    reports: reportSettings.prefault({}),
    /** Lists of what is on loan, what waits, who is registered and what is owed; read only for libraries that agreed to it. */
    lists: symphonyLists.prefault({}),
    /** Without an export: which catalogue keys there are to ask for. */
    keys: z
      .strictObject({
        from: z.int().min(1).default(1),
        /** The last key; null to go on until `gap` keys in a row have no title. */
        to: z.int().min(1).nullable().default(null),
        gap: z.int().min(1).default(1000),
      })
      .prefault({}),
    patrons: patronSettings.prefault({}),
    /** The circulation map and the circulation rules as tables; each a path, or an address that begins with http. */
    policies: z
      .strictObject({
        map: fileSource,
        rules: fileSource,
        currency: currencyCode.nullable().default(null),
      })
      .nullable()
      .default(null),
    /** A title in the public catalogue, `{key}` for its key; for links only, no call is made to it. */
    catalogueUrl: z
      .string()
      .regex(/^https?:\/\/\S*\{key\}\S*$/, 'an address with {key} in it')
      .nullable()
      .default(null),
    /** Subfield with the library of a record without copies, as `596$a`, for systems that libraries share. */
    recordOwner: recordOwnerSetting,
  })
  .refine(
    ({ export: marc, reports }) => marc !== null || (reports.items === null && reports.shadowed === null),
    'reports: lists of copies and of what is shadowed go with an export; name it in export.source',
  )
  .refine(
    ({ shadows, reports }) => (shadows === 'lists') === (reports.shadowed !== null),
    'shadows: lists and reports.shadowed go together, or one of them hides nothing',
  )
  .refine(
    ({ interface: by, export: marc, shadows, patrons }) =>
      by !== 'none' || (marc !== null && shadows !== 'ask' && patrons.access === 'none'),
    'interface: without web services there is an export, what is shadowed is in lists or left out (shadows), and patrons.access is none',
  );

export type SymphonySettings = z.output<typeof symphonySettings>;
