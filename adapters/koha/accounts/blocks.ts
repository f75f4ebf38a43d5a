/** Why a patron may not borrow. Koha's REST gives the facts and draws no conclusion from them. */
import type { BlockCode, BlockFacts } from '#domain/accounts.ts';
import { toBlocks } from '../../shared/accounts/blocks.ts';
import type { KohaSettings } from '../config.ts';
import type { WirePatron } from './wire-accounts.ts';

/**
 * `balance` is all that is owed; null when unknown. `today` is the day in the system's zone: a registration is good on its
 * last day. Null if nothing is seen to block, and a debt that cannot be seen might.
 */
export function blocksOf(
  patron: WirePatron,
  balance: number | null,
  today: string,
  { patrons: { owesLimit } }: KohaSettings,
): readonly BlockFacts[] | null {
  const codes: BlockCode[] = [];
  if (hasExpired(patron, today)) codes.push('EXPIRED');
  if (patron.restricted) codes.push('BARRED');
  if (patron.patron_card_lost) codes.push('CARD_LOST');
  if (patron.incorrect_address) codes.push('ADDRESS_WRONG');
  if (owesLimit !== null && balance !== null && balance > owesLimit) codes.push('OWES');
  return toBlocks(codes, { complete: owesLimit === null || balance !== null });
}

export function hasExpired({ expiry_date: expiresOn }: Pick<WirePatron, 'expiry_date'>, today: string): boolean {
  return expiresOn !== null && expiresOn < today;
}
