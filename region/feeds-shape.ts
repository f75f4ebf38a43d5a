/** What the file says of feeds; see `domain/feeds.ts`. */
import { DELIVERY_PROTOCOLS, MERGED_PARTS } from '#domain/feeds.ts';
import { z } from 'zod';
import { envName } from './env-name.ts';

const DOMAIN = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const deliveryFields = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'letters and digits only: files are named by it'),
  protocol: z.enum(DELIVERY_PROTOCOLS),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  folder: z.string().min(1).default('/'),
  userEnv: envName,
  passwordEnv: envName.nullable().default(null),
  privateKeyEnv: envName.nullable().default(null),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'the fingerprint as `ssh-keygen -lf` prints it: SHA256:…')
    .nullable()
    .default(null),
  set: z.string().min(1).nullable().default(null),
  gzip: z.boolean().default(false),
  rename: z.boolean().default(true),
  unencrypted: z.boolean().default(false),
  everyHours: z.int().min(1).max(744).default(24),
});

type DeliveryFields = z.output<typeof deliveryFields>;

/** What must go together: the key that is wrong, when, and why. */
const DELIVERY_FAULTS: readonly (readonly [keyof DeliveryFields, (delivery: DeliveryFields) => boolean, string])[] = [
  [
    'hostKey',
    ({ protocol, hostKey }) => protocol === 'SFTP' && hostKey === null,
    'is missing: without it nobody knows whose host it is. `ssh-keyscan HOST | ssh-keygen -lf -` prints it; compare it with what the host publishes',
  ],
  [
    'passwordEnv',
    ({ passwordEnv, privateKeyEnv }) => passwordEnv === null && privateKeyEnv === null,
    'is missing: name the variable that holds the password (or, for SFTP, `privateKeyEnv`)',
  ],
  [
    'privateKeyEnv',
    ({ protocol, privateKeyEnv }) => protocol === 'FTP' && privateKeyEnv !== null,
    'FTP knows no keys: name `passwordEnv`',
  ],
  ['hostKey', ({ protocol, hostKey }) => protocol === 'FTP' && hostKey !== null, 'FTP has no host keys: leave it out'],
  [
    'unencrypted',
    ({ protocol, unencrypted }) => protocol === 'SFTP' && unencrypted,
    'SFTP is always encrypted: leave it out',
  ],
  [
    'rename',
    ({ rename, gzip }) => !rename && !gzip,
    'only with `gzip: true`: half a file under its own name would pass for a whole one',
  ],
];

const delivery = deliveryFields.superRefine((given, context) => {
  for (const [key, isWrong, message] of DELIVERY_FAULTS) {
    if (isWrong(given)) context.addIssue({ code: 'custom', path: [key], message });
  }
});

export const feedsShape = z.strictObject({
  // oai-identifier: a domain name, each part of which begins with a letter.
  namespace: z.string().regex(DOMAIN, 'a domain name in lower-case letters, such as library.example.org'),
  adminEmail: z.email(),
  marcFrom: z.array(z.string().min(1)).default([]),
  merge: z.array(z.enum(MERGED_PARTS)).default(['IDENTIFIERS', 'SUBJECTS']),
  withheld: z.array(z.string().min(1)).default([]),
  holdPercent: z.number().min(0.1).max(100).default(5),
  keepDays: z.int().min(1).max(3650).default(90),
  deliveries: z.array(delivery).default([]),
});

export type FeedsShape = z.output<typeof feedsShape>;
