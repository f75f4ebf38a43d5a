/** Answers 30 and 16: done, refused, or neither for certain. */
import type { Refusal } from '#domain/accounts.ts';
import type { Sip2Message } from '../../protocols/sip2/message.ts';
import type { AccountDialect } from './dialects.ts';
import { refusalOf, wordsOf } from './refusal-texts.ts';

/** `UNCLEAR` has to be asked back: the answer says that it was done and that it was not. */
export type WriteAnswer =
  { readonly outcome: 'DONE' | 'UNCLEAR' } | { readonly outcome: 'REFUSED'; readonly refusal: Refusal };

/**
 *     301YNN20261124    141634AA…   renewed
 *     300NUN20261124    141634AA…   refused
 */
export function readRenewal(message: Sip2Message, dialect: AccountDialect): WriteAnswer {
  const [ok, renewed] = message.fixed;
  return readWrite(message, ok === '1' && renewed !== 'N', ok === '0' && renewed !== 'Y', dialect);
}

/**
 * A hold placed or cancelled. The second flag says whether a copy is there now, and nothing of the request.
 *
 *     161N20261124    141636AA…   done
 */
export function readHoldAnswer(message: Sip2Message, dialect: AccountDialect): WriteAnswer {
  const [ok] = message.fixed;
  return readWrite(message, ok === '1', ok === '0', dialect);
}

function readWrite(message: Sip2Message, isDone: boolean, isRefused: boolean, dialect: AccountDialect): WriteAnswer {
  const texts = message.fields.get('AF') ?? [];
  if (isRefused) return { outcome: 'REFUSED', refusal: refusalOf(texts, dialect.refusalTexts) };
  // Koha places a hold and says beside it that too much is owed for one.
  const isContradicted = wordsOf(texts, dialect.refusalTexts) !== undefined;
  return { outcome: isDone && !isContradicted ? 'DONE' : 'UNCLEAR' };
}
