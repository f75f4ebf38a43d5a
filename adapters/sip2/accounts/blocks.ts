/** Why a patron may not borrow, from the flags of an answer, its known texts and the end of the registration. */
import type { BlockCode, BlockFacts } from '#domain/accounts.ts';
import { toBlocks } from '../../shared/accounts/blocks.ts';
import type { PatronAnswer, StatusFlag } from './patron-answer.ts';

/** Denied renewals, recalls and holds alone stop nobody from borrowing, nor do too many renewals. */
const BLOCK_OF_FLAG: readonly (readonly [StatusFlag, BlockCode])[] = [
  ['CARD_LOST', 'CARD_LOST'],
  ['TOO_MANY_LOANS', 'TOO_MANY_LOANS'],
  ['TOO_MANY_OVERDUE', 'TOO_MANY_OVERDUE'],
  ['EXCESSIVE_FINES', 'OWES'],
  ['EXCESSIVE_FEES', 'OWES'],
  ['TOO_MANY_BILLED', 'OWES'],
  ['TOO_MANY_CLAIMS', 'OTHER'],
  ['TOO_MANY_LOST', 'OTHER'],
  ['RECALL_OVERDUE', 'OTHER'],
];

/**
 * `today` is the day at the system; a registration is good on its last day. Null if the flags say nothing and nothing else is
 * seen to block.
 */
export function blocksOf(answer: PatronAnswer, today: string): readonly BlockFacts[] | null {
  const { flags, explained, expiresOn, valid } = answer;
  const codes = new Set(explained);
  if (expiresOn !== null && expiresOn < today) codes.add('EXPIRED');
  for (const [flag, code] of BLOCK_OF_FLAG) if (flags?.has(flag) === true) codes.add(code);
  const isStopped = flags?.has('CHARGE_DENIED') === true || valid === false;
  if (isStopped && codes.size === 0) codes.add('OTHER');
  return toBlocks([...codes], { complete: flags !== null });
}
