/** Why a reader may not borrow: what the registration itself says. */
import type { BlockCode, BlockFacts } from '#domain/accounts.ts';
import { toBlocks } from '../../shared/accounts/blocks.ts';
import type { SymphonySite } from '../site.ts';
import type { WireStanding } from './wire-accounts.ts';
import type { StandingMeaning } from '../standings.ts';

/** Some sites write a far day for "never": 2999-12-31 and 2999-02-01 were seen. */
const NEVER_FROM = '2900';

/** `YYYY-MM-DD`; null if the registration does not expire. */
export function expiryOf({ privilegeExpiresDate: day }: WireStanding): string | null {
  return day === null || day >= NEVER_FROM ? null : day.slice(0, 10);
}

/**
 * What blocks a reader on a day at the system; null when unknown, because a standing has no meaning in the region file. The
 * day of expiry is the first on which nothing is lent.
 */
export function blocksOf(site: SymphonySite, reader: WireStanding, today: string): readonly BlockFacts[] | null {
  const codes: BlockCode[] = [];
  const expiresOn = expiryOf(reader);
  if (expiresOn !== null && expiresOn <= today) codes.push('EXPIRED');
  const meaning = meaningOf(site, reader.standing);
  if (meaning !== null && meaning !== 'MAY_BORROW') codes.push(meaning);
  return toBlocks(codes, { complete: meaning !== null });
}

function meaningOf(site: SymphonySite, standing: string | null): StandingMeaning | null {
  if (standing === null) return null;
  const meaning = site.settings.patrons.standings[standing];
  if (meaning === undefined) site.onUnmapped('patronStanding', standing);
  return meaning ?? null;
}
