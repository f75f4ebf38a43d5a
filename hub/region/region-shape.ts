/** The shape of a region file, key by key. What spans several keys (references, duplicates) is in `cross-checks.ts`. */
import { ROUTING_KEY_PATTERN } from '#domain/ids.ts';
import { isReadable } from '#domain/readable-text.ts';
import { ALIAS_SCHEMES, MOVE_PHASES } from '#domain/region.ts';
import { textPattern } from '#domain/text-pattern.ts';
import { z } from 'zod';
import { addressProblem } from './address.ts';
import { envName } from './env-name.ts';
import { feedsShape } from './feeds-shape.ts';
import { identityShape } from './identity-shape.ts';
import { patronDataShape } from './patron-data-shape.ts';
import { whereaboutsKeys, closuresShape, hoursShape } from './places-shape.ts';
import { requestFormShape } from './request-form-shape.ts';
import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';

const lendingShape = z.strictObject({
  loans: z.boolean().default(USUAL_LENDING.loans),
  copies: z.boolean().default(USUAL_LENDING.copies),
  outsideNetwork: z.boolean().default(USUAL_LENDING.outsideNetwork),
  outsideRegion: z.boolean().default(USUAL_LENDING.outsideRegion),
  lastResort: z.boolean().default(USUAL_LENDING.lastResort),
  // Their place before they were the library's own; `cross-checks.ts` sees to it that they are given once.
  hours: hoursShape.nullable().optional(),
  closures: closuresShape.optional(),
});

const id = z.string().regex(ROUTING_KEY_PATTERN, 'an id is 1 to 40 lower-case letters, digits and hyphens');
const reference = z.string().min(1);
const name = z.string().trim().min(1).refine(isReadable, 'has no readable text');
/** Codes are compared as written: `01` and `1` are different branches. */
const code = z.string().min(1);
const date = z.iso.date('a date is written YYYY-MM-DD');

const address = z.string().transform((value, context) => {
  const problem = addressProblem(value);
  if (problem === null) return value.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: problem });
  return z.NEVER;
});

const timeZone = z.string().refine(isTimeZone, 'this is not an IANA time zone; write it like Europe/London');

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

const alias = z.strictObject({
  scheme: z.enum(ALIAS_SCHEMES),
  value: z.string().min(1),
});

const network = z.strictObject({ id, name, asks: z.array(reference).default([]) });

const organisation = z.strictObject({ id, name, odsCode: z.string().min(1).nullable().default(null) });

const site = z.strictObject({
  id,
  name,
  organisation: reference.nullable().default(null),
  locations: z.array(z.strictObject({ code, name: name.nullable().default(null) })).default([]),
  ...whereaboutsKeys,
});

const membership = z.strictObject({
  system: reference,
  phase: z.enum(MOVE_PHASES),
  since: date.nullable().default(null),
});

const library = z.strictObject({
  id,
  name,
  system: reference,
  network: reference.nullable().default(null),
  organisations: z.array(reference).default([]),
  aliases: z.array(alias).default([]),
  sites: z.array(site).default([]),
  timeZone: timeZone.optional(),
  requestForm: requestFormShape.optional(),
  ...whereaboutsKeys,
  memberships: z.array(membership).min(1).optional(),
  patronData: patronDataShape.optional(),
  lending: lendingShape.optional(),
});

const owner = z.strictObject({ code, library: reference, site: reference.nullable().default(null) });

const credentialKeys = {
  clientIdEnv: envName.nullable().default(null),
  clientSecretEnv: envName.nullable().default(null),
  userEnv: envName.nullable().default(null),
  passwordEnv: envName.nullable().default(null),
};
type Credentials = Readonly<Record<keyof typeof credentialKeys, string | null>>;
type Need = readonly [given: keyof Credentials, needed: keyof Credentials];

/** What means nothing alone; of half a log-in systems would be asked as by nobody. A client id alone is one to some of them. */
const HALVES: readonly Need[] = [
  ['passwordEnv', 'userEnv'],
  ['clientSecretEnv', 'clientIdEnv'],
];

const refuseHalves =
  (needs: readonly Need[]) =>
  (credentials: Credentials, context: z.RefinementCtx): void => {
    // What is written wrong is told by itself.
    if (context.issues.length > 0) return;
    for (const [given, needed] of needs) {
      if (credentials[given] === null || credentials[needed] !== null) continue;
      context.addIssue({
        code: 'custom',
        path: [given],
        message: `means nothing without ${needed}; name both, or neither`,
      });
    }
  };

const credentials = z.strictObject(credentialKeys).superRefine(refuseHalves([...HALVES, ['userEnv', 'passwordEnv']]));
/** SIP2 and Z39.50 know users without a password. */
const liveCredentials = z.strictObject(credentialKeys).superRefine(refuseHalves(HALVES));

const breaker = z
  .strictObject({
    // One is none of these: a single bad answer happens to everybody, and a read is tried twice.
    failures: z.int().min(3).max(100).default(5),
    openMs: z.int().min(100).max(60_000).default(1_000),
    maxOpenMs: z.int().min(100).max(600_000).default(10_000),
  })
  .refine(({ openMs, maxOpenMs }) => openMs <= maxOpenMs, 'openMs is not longer than maxOpenMs');

const limits = z.strictObject({
  connections: z.int().min(1).max(16).default(2),
  perSecond: z.number().min(0.1).max(1000).optional(),
  breaker: breaker.prefault({}),
  callTimeoutMs: z.int().min(100).max(120_000).default(10_000),
  // A page of 25 editions meets up to a hundred records of one shared system, and is to cost it one call.
  batchSize: z.int().min(1).max(200).default(200),
  freshForMs: z.int().min(0).max(60_000).default(2000),
});

const harvest = z.strictObject({
  // Checked apart, by what the system's kind offers.
  method: z.string().default('auto'),
  pageSize: z.int().min(1).max(1000).default(100),
  everySeconds: z.int().min(5).max(604_800).default(900),
  fullEverySeconds: z.int().min(3600).max(31_536_000).default(604_800),
});

/** Regular expressions, as `^ILL\b`; see `textPattern`. */
const patterns = z.array(
  z
    .string()
    .min(1)
    .refine(isPattern, 'a regular expression')
    .refine(
      (text) => !isPattern(text) || !textPattern(text).test(''),
      'fits an empty text, and so every text; look for a | at an end, and for what may be left out altogether',
    ),
);

function isPattern(text: string): boolean {
  try {
    textPattern(text);
    return true;
  } catch {
    return false;
  }
}

/** By what a record tells that it was typed in for one interlibrary loan. */
const interlibrary = z.strictObject({
  titles: patterns.optional(),
  notes: patterns.optional(),
  doubtful: patterns.optional(),
  fields: z.record(z.string().regex(/^\d{3}\$[0-9a-z]$/, 'a tag and a subfield, as 942$c'), patterns).optional(),
});

/** Where staff see a record and a copy in the system's own client. */
const staffLinks = z.strictObject({
  record: linkPattern('{record}'),
  item: linkPattern('{item}').optional(),
});

function linkPattern(place: string): z.ZodString {
  return z
    .string()
    .regex(/^https?:\/\//, 'a link begins with http:// or https://')
    .includes(place, { error: `write ${place} where the system's own number belongs` });
}

/** The live half of a system. Its address and settings are checked apart, by its kind; so is that there is a kind. */
const live = z.strictObject({
  kind: z.string().min(1).optional(),
  address: z.string().transform((value) => value.replace(/\/+$/, '')),
  credentials: liveCredentials.prefault({}),
  limits: limits.prefault({}),
  settings: z.unknown().optional(),
});

const system = z.strictObject({
  id,
  name,
  kind: z.string().min(1),
  // Whether there has to be one is checked apart, by the system's kind.
  address: address.optional(),
  adapterServer: address.optional(),
  timeZone: timeZone.default('Europe/London'),
  credentials: credentials.prefault({}),
  owners: z.array(owner).min(1),
  staffLinks: staffLinks.optional(),
  limits: limits.prefault({}),
  harvest: harvest.prefault({}),
  interlibrary: interlibrary.optional(),
  // Checked apart, by the schema of the system's kind.
  settings: z.unknown().optional(),
  experimentalWrites: z.boolean().default(false),
  live: live.optional(),
});

export const regionShape = z.strictObject({
  region: z.strictObject({
    id,
    name,
    budgetMs: z.int().min(50).max(60_000).default(2000),
    bankHolidays: z.array(date).optional(),
  }),
  networks: z.array(network).default([]),
  organisations: z.array(organisation).default([]),
  libraries: z.array(library).min(1),
  systems: z.array(system).min(1),
  identity: identityShape.prefault({}),
  feeds: feedsShape.optional(),
});

export type RegionShape = z.output<typeof regionShape>;
