/** How a token or a key is refused: its message may be read by the sender, and never repeats it. */
import { MerciaError } from './errors.ts';

export function refuse(message: string, cause?: unknown): MerciaError {
  return new MerciaError('UNAUTHENTICATED', message, { publicMessage: message, cause });
}
