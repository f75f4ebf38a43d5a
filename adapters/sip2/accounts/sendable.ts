import type { Sip2Dialect } from '../../protocols/sip2/dialect.ts';
import { createTextCodec } from '../../protocols/sip2/text.ts';

/** No card and no PIN is longer. */
const LONGEST = 100;
const CONTROL = /\p{Cc}/u;

/**
 * Whether what somebody typed can be sent as one field: a line end or a separator would make another message of it, and a letter
 * outside of the server's encoding another card. A card that cannot be sent is nobody's there.
 */
export function isSendable(typed: string, { encoding, separator }: Sip2Dialect): boolean {
  return (
    typed.length <= LONGEST &&
    !CONTROL.test(typed) &&
    !typed.includes(separator) &&
    createTextCodec(encoding).encode(typed) !== null
  );
}
