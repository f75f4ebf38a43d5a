/** How a key stands, in words. */
import type { KeyPartsFragment } from '../../__generated__/operations.ts';
import { sayDay, sayDayOf } from '../../words/moments.ts';

const DAY_MS = 86_400_000;
/** A key that ends within this time needs another in its place. */
export const SOON_DAYS = 30;

export type KeyStanding = 'VALID' | 'SOON' | 'ENDED' | 'REVOKED';

export function standingOf({ expiresAt, revokedAt }: KeyPartsFragment, now: number): KeyStanding {
  if (revokedAt !== null) return 'REVOKED';
  if (expiresAt === null) return 'VALID';
  const leftMs = Date.parse(expiresAt) - now;
  if (leftMs <= 0) return 'ENDED';
  return leftMs <= SOON_DAYS * DAY_MS ? 'SOON' : 'VALID';
}

/** `ends on 31 March 2027`: the last day on which it is good. */
export function sayEnd({ expiresAt }: KeyPartsFragment): string {
  // In UTC, as they are made: keys end with the end of their last day: at the first moment of the next.
  return expiresAt === null ? 'Does not end' : sayDay(new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10));
}

export function sayState(key: KeyPartsFragment, now: number): string {
  switch (standingOf(key, now)) {
    case 'REVOKED':
      return `Revoked on ${key.revokedAt === null ? '' : sayDayOf(key.revokedAt)}`;
    case 'ENDED':
      return 'Ended';
    case 'SOON':
      return 'Valid; it ends soon';
    case 'VALID':
      return 'Valid';
  }
}

/** What a program may do with it. */
export function sayOpens({ role, service }: KeyPartsFragment): string {
  if (service !== null) return `${service.toUpperCase()} alone, not the graph`;
  return `The graph, as ${role ?? 'nobody'}`;
}
