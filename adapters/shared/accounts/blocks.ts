/** Why a patron may not borrow, in the same words whichever system says so. */
import type { BlockCode, BlockFacts } from '#domain/accounts.ts';

const MESSAGES: Readonly<Record<BlockCode, string>> = {
  EXPIRED: 'The registration has expired; ask the library to renew it.',
  BARRED: 'The library has restricted this account; ask at the desk.',
  OWES: 'More is owed than the library allows.',
  TOO_MANY_LOANS: 'There are too many loans on this account.',
  TOO_MANY_OVERDUE: 'There are too many overdue loans on this account.',
  CARD_LOST: 'The card was reported lost; ask at the desk.',
  ADDRESS_WRONG: 'The library needs a new address.',
  OTHER: 'The library has stopped borrowing on this account, for something overdue or owed or another reason; ask it.',
};

/**
 * `complete` is false if something that would block could not be seen. The answer is then null, unless something else is
 * known to block: an empty list says that nothing does.
 */
export function toBlocks(
  codes: readonly BlockCode[],
  { complete }: { readonly complete: boolean },
): readonly BlockFacts[] | null {
  if (codes.length === 0 && !complete) return null;
  return codes.map((code) => ({ code, message: MESSAGES[code] }));
}
