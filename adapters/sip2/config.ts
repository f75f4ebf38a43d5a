/** What the region file may say under `settings` of a system that is asked by SIP2. */
import { z } from 'zod';
import { ITEM_LIMITATIONS } from '#domain/facts.ts';
import { itemStatus } from '../shared/settings.ts';
import { DIALECT_NAMES } from './dialects.ts';
import { accountAccess } from '../shared/accounts/access.ts';
import { isKnownEncoding } from '../protocols/sip2/message.ts';

const on = z.boolean().default(true);

const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. */
  access: accountAccess,
  /** Which changes, where `access` is `write`: one that was never tried at such a server is better left off. */
  writes: z.strictObject({ renew: on, placeHold: on, cancelHold: on }).prefault({}),
  /**
   * A card of nobody's with its PIN, by the names of environment variables. Without it PINs are not checked here: only a server
   * that is seen to refuse a wrong PIN is believed.
   */
  testCard: z
    .strictObject({ cardEnv: z.string().min(1), pinEnv: z.string().min(1) })
    .nullable()
    .default(null),
  /** Who says that the way to the server is encrypted by something else, such as a VPN: a name and a date. */
  tunnel: z
    .strictObject({ declaredBy: z.string().min(3) })
    .nullable()
    .default(null),
  /** What the server tells of an account beside loans: one that counts no holds has them somewhere else, and is not believed. */
  tells: z.array(z.enum(['HOLDS', 'CHARGES'])).default(['HOLDS', 'CHARGES']),
  /** Whether the list of holds (AS) names only copies that were caught; the dialect says where this does not. */
  listsCaughtHolds: z.boolean().nullable().default(null),
  /** Where a hold is collected if neither the request nor the registration says it; null leaves that to the server. */
  pickup: z.string().min(1).nullable().default(null),
  /** Whether harvest's ids of copies are their barcodes. */
  copyIds: z.enum(['BARCODE', 'OTHER']).default('OTHER'),
  /** What a card begins with → the owner code of its reader's library, where the server tells no library; the longest counts. */
  homeSites: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** ISO 4217, for amounts without a currency. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capitals, as GBP')
    .default('GBP'),
  /** Code of a kind of reader → its name. */
  categories: z.record(z.string(), z.string()).default({}),
});
export type PatronSettings = z.output<typeof patronSettings>;

const text = z.string().trim().min(1);
/** Null: as the dialect says. */
const fromDialect = <Value extends z.ZodType>(value: Value) => value.nullable().default(null);

export const sip2Settings = z.strictObject({
  /** Whose server it is; each setting below that is null is as usual there. */
  dialect: z.enum(DIALECT_NAMES).default('generic'),
  encoding: fromDialect(
    z.string().refine(isKnownEncoding, 'no encoding of this name: utf-8, iso-8859-1, cp850, windows-1252'),
  ),
  terminator: fromDialect(z.enum(['CR', 'CRLF', 'LF'])),
  separator: fromDialect(z.string().regex(/^[!-/:-@[-`{-~]$/, 'one character that is no letter, digit or blank')),
  /** How dates are written: with the zone left blank, in UTC, or with four zeros in its place. */
  zone: fromDialect(z.enum(['local', 'utc', 'zeros'])),
  errorDetection: fromDialect(z.boolean()),
  strictChecksum: fromDialect(z.boolean()),
  /** `message` is 93. Null: as the dialect says where credentials are named, else none. */
  logIn: fromDialect(z.enum(['message', 'prompts', 'none'])),
  prompts: z
    .strictObject({ user: text, password: text.nullable(), accepted: text.nullable() })
    .nullable()
    .default(null),
  /** Ask 99 first on each connection. */
  statusFirst: fromDialect(z.boolean()),
  /** Send 35 after work for a patron. */
  endSession: fromDialect(z.boolean()),
  language: fromDialect(z.string().regex(/^\d{3}$/, 'three digits, as 001')),
  /** AO. */
  institution: z.string().default(''),
  /** CP of the log-in. */
  location: z.string().nullable().default(null),
  /** The environment variable that holds AC. */
  terminalPasswordEnv: text.nullable().default(null),
  tls: z
    .strictObject({
      /** A file with the certificates of the authorities to trust, as PEM. */
      ca: text.nullable().default(null),
      servername: text.nullable().default(null),
      fingerprint256: z
        .string()
        .regex(/^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$/, 'a SHA-256 fingerprint: 32 pairs of digits with colons between')
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** How long a connection is kept without a question; each may be a licence. */
  idleSeconds: z.number().min(0.1).max(600).default(4),
  barcodes: z
    .strictObject({
      /** Zeros are put before a shorter barcode when it is asked for. */
      digits: z.int().min(1).max(40).nullable().default(null),
      /** Take an answer whose barcode differs in the case of letters, or in zeros before it. */
      ignoreCase: z.boolean().default(false),
      ignoreZeros: z.boolean().default(false),
    })
    .prefault({}),
  /** Circulation status → state, where a server means something else by it than the specification. */
  statuses: z.record(z.string().regex(/^\d\d$/, 'two digits, as 06'), itemStatus).default({}),
  /** Text beside the status 01 → state. Only texts that are named here, or are known of the dialect, are ever shown. */
  explains: z.record(text, itemStatus).default({}),
  /** Texts beside 01 that say that there is no such copy. */
  unknownItems: z.array(text).default([]),
  /** States that this server never tells, so that a copy that looks available may be in one of them. */
  notTold: z.array(z.enum(ITEM_LIMITATIONS)).default([]),
  /** What AP, the current location, is a code of. */
  currentLocation: z.enum(['none', 'site', 'shelf']).default('none'),
  /**
   * `title` where each answer has CF, and CF counts who waits for the title: what it counts, and whether it is left out at 0,
   * is another thing at each server.
   */
  holdQueue: z.enum(['none', 'title']).default('none'),
  /** The barcode of a copy that `mercia doctor` may ask for. */
  testItem: text.nullable().default(null),
  patrons: patronSettings.prefault({}),
});

export type Sip2Settings = z.output<typeof sip2Settings>;
