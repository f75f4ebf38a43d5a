/** What the region file may say under `settings.drop`: where a library puts its exports, and how it is known that one is all there. */
import { z } from 'zod';
import { namePatternOf } from './name-pattern.ts';

/** A name of a variable, never the secret itself. */
const envName = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/, 'must be the NAME of an environment variable, not the secret itself');

/** A file's name with `{date}`, `{yyyymmdd}`, `{time}` or `{number}` in it. */
export const namePattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const { fault } = namePatternOf(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

const sftp = z
  .strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(22),
    folder: z.string().min(1).default('.'),
    /** As `ssh-keygen -lf` prints it. */
    hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'the fingerprint that ssh-keygen -lf prints: SHA256:…'),
    userEnv: envName,
    passwordEnv: envName.nullable().default(null),
    privateKeyEnv: envName.nullable().default(null),
  })
  .refine(({ passwordEnv, privateKeyEnv }) => passwordEnv !== null || privateKeyEnv !== null, {
    message: 'needs passwordEnv or privateKeyEnv',
  });

const address = z
  .string()
  .regex(/^https?:\/\//i, 'an address that begins with http:// or https://')
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  }, 'the address of a folder, without user name, password and question mark');

/** How it is known that everything has arrived: by a file that is written last, or by files that no longer grow. */
const complete = z
  .strictObject({
    marker: namePattern.optional(),
    changesMarker: namePattern.optional(),
    manifest: namePattern.optional(),
    changesManifest: namePattern.optional(),
    stableSeconds: z.number().min(0).max(600).optional(),
  })
  .refine(
    ({ marker, manifest, stableSeconds }) =>
      [marker, manifest, stableSeconds].filter((way) => way !== undefined).length === 1,
    'needs one of marker, manifest and stableSeconds',
  );

export const dropSettings = z
  .strictObject({
    /** A folder, where it does not begin with a slash beside the region file. */
    folder: z.string().min(1).optional(),
    sftp: sftp.optional(),
    /** Of a folder; file names are put behind it. */
    address: address.optional(),
    complete,
    /** The list of records that a drop of changes deletes, a number a line. */
    deletions: namePattern.nullable().default(null),
    /** What is later is an alarm. */
    expectedEveryHours: z
      .number()
      .min(0.1)
      .max(24 * 366)
      .nullable()
      .default(null),
    /** How long a drop may take to arrive before somebody is told. */
    incompleteAfterMinutes: z.number().min(0).default(60),
    /** Whether the same bytes under a newer name say that nothing has changed, or that an old file was sent again. */
    repeats: z.enum(['old', 'fresh']).default('old'),
    /** Another word makes the order of names begin again, as when numbers do. */
    series: z.string().max(100).default(''),
  })
  .refine(
    ({ folder, sftp: host, address: url }) => [folder, host, url].filter((place) => place !== undefined).length === 1,
    'needs one of folder, sftp and address',
  );

export type DropSettings = z.output<typeof dropSettings>;
export type SftpSettings = NonNullable<DropSettings['sftp']>;

/** Totals that whoever made the export counted. */
export const totalsSettings = z.strictObject({
  /** Records, readable or not. */
  records: z.int().min(0).optional(),
  copies: z.int().min(0).optional(),
  loans: z.int().min(0).optional(),
});

export type Totals = z.output<typeof totalsSettings>;
