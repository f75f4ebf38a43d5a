/** Why a patron may not borrow: Koha tells the facts, and over REST draws no conclusion from them. */
import type { BlockCode, BlockFacts } from '#domain/accounts.ts';
import type { KohaSettings } from '../config.ts';
import type { WirePatron } from './wire-patrons.ts';

const MESSAGES = {
  EXPIRED: 'The registration has ended; ask the library to renew it.',
  BARRED: 'The library has restricted this account; ask at the desk.',
  CARD_LOST: 'The card was reported lost; ask at the desk.',
  ADDRESS_WRONG: 'The library needs an address that is right.',
  OWES: 'More is owed than the library allows.',
} as const satisfies Partial<Record<BlockCode, string>>;

/**
 * `balance` is what is owed in all, null where nobody can say. `today` is the day in the system's zone: a registration is
 * good on its last day. Null where nothing is seen to block and a debt might, or might not.
 */
export function blocksOf(
  patron: WirePatron,
  balance: number | null,
  today: string,
  { patrons: { owesLimit } }: KohaSettings,
): readonly BlockFacts[] | null {
  const found: Readonly<Record<keyof typeof MESSAGES, boolean>> = {
    EXPIRED: patron.expiry_date !== null && patron.expiry_date < today,
    BARRED: patron.restricted,
    CARD_LOST: patron.patron_card_lost,
    ADDRESS_WRONG: patron.incorrect_address,
    OWES: owesLimit !== null && balance !== null && balance > owesLimit,
  };
  const blocks = (Object.keys(MESSAGES) as (keyof typeof MESSAGES)[])
    .filter((code) => found[code])
    .map((code) => ({ code, message: MESSAGES[code] }));
  const mayOwe = owesLimit !== null && balance === null;
  return blocks.length === 0 && mayOwe ? null : blocks;
}
