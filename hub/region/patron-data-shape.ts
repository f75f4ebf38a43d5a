/** The shape of `patronData` of a library: the agreement under which its readers' data is handled. */
import { isReadable } from '#domain/readable-text.ts';
import { DATA_PURPOSES, STAFF_PURPOSES } from '#domain/region.ts';
import { z } from 'zod';

/** An agreement without readable text is none. */
const reference = z.string().trim().min(1).refine(isReadable, 'has no readable text');
const date = z.iso.date('a date is written YYYY-MM-DD');
const MOST_DAYS = 3_650;

const days = (least: number, usual: number) => z.int().min(least).max(MOST_DAYS).default(usual);

export const patronDataShape = z.strictObject({
  controller: reference,
  agreement: reference,
  dpia: reference,
  purposes: z.array(z.enum(DATA_PURPOSES)),
  reviewOn: date,
  // Looks are kept long enough to be answered for, links as long as they are used.
  retentionDays: z.strictObject({ audit: days(90, 730), links: days(30, 730) }).prefault({}),
  sharedWith: z
    .array(
      z.strictObject({ library: reference, agreement: reference, purposes: z.array(z.enum(STAFF_PURPOSES)).min(1) }),
    )
    .default([]),
});

export type PatronDataShape = z.output<typeof patronDataShape>;
