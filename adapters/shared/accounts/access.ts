/** What a region file lets an adapter do with accounts, and what the adapter can do then. */
import { z } from 'zod';
import type { Capability } from '#contract/adapter.ts';

/** `settings.patrons.access` of every kind of system: nothing, reading, or changing too. */
export const accountAccess = z.enum(['none', 'read', 'write']).default('none');
export type AccountAccess = z.output<typeof accountAccess>;

const OF_READING: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON'];
const OF_WRITING: readonly Capability[] = ['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];

export function accountCapabilities(access: AccountAccess): readonly Capability[] {
  if (access === 'none') return [];
  return access === 'read' ? OF_READING : [...OF_READING, ...OF_WRITING];
}
