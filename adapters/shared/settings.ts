/** What the `settings` of systems have in common, whatever their kind. */
import { z, type ZodType } from 'zod';
import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import type { SystemConfig } from '#domain/region.ts';
import { lmsError } from './lms-error.ts';

/** The settings of one system, checked and completed. Throws CONFIG_INVALID with every fault in them. */
export function parseSettings<Settings>(schema: ZodType<Settings>, { id, settings }: SystemConfig): Settings {
  const parsed = schema.safeParse(settings ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw lmsError(id, 'CONFIG_INVALID', `settings: ${issues}`);
}

/** `recordOwner`: the subfield with the owner code of a record without copies, for systems that libraries share. */
export const recordOwnerSetting = z
  .string()
  .regex(/^\d{3}\$[0-9a-z]$/, 'a tag and a subfield, as 040$c')
  .nullable()
  .default(null);

/** How a copy stands, and what it is for, in the words of the domain: what a region file says that a code means. */
export const itemStatus = z.enum(ITEM_STATUSES);
export const itemUse = z.enum(ITEM_USES);

/** Where a file is: a path, or an address. */
export const fileSource = z
  .string()
  .min(1)
  .refine(
    (text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^https?:\/\//i.test(text),
    'a path, or an address that begins with http:// or https://',
  )
  .refine((text) => !hasCredentials(text), 'an address holds no user name and no password');

function hasCredentials(text: string): boolean {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  return url !== null && (url.username !== '' || url.password !== '');
}
