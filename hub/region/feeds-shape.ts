/** What the file says of feeds; see `hub/domain/feeds.ts`. */
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

const delivery = deliveryFields
  .refine(({ rename, gzip }) => rename || gzip, {
    path: ['rename'],
    message: 'needs "gzip: true": half a file under its own name would pass for a whole one',
  })
  .refine(({ protocol, unencrypted }) => protocol === 'FTP' || !unencrypted, {
    path: ['unencrypted'],
    message: 'is for FTP: SFTP is always encrypted',
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
