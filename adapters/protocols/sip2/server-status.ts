/** What a server says of itself in its answer to 99. */
import { fieldOf, type Sip2Message } from './message.ts';

/** The messages that BX has a letter for, in its order. */
export const SUPPORTED_MESSAGES = [
  'patron status',
  'check-out',
  'check-in',
  'block patron',
  'status',
  'resend',
  'log in',
  'patron information',
  'end session',
  'fee paid',
  'item information',
  'item status update',
  'patron enable',
  'hold',
  'renew',
  'renew all',
] as const;
export type SupportedMessage = (typeof SUPPORTED_MESSAGES)[number];

export interface ServerStatus {
  readonly isOnline: boolean;
  /** Y of the renewal policy. */
  readonly mayRenew: boolean;
  /** What BX says of each message; one that it is too short for is absent. A hint: some servers do more, or less. */
  readonly supports: ReadonlyMap<SupportedMessage, boolean>;
  /** What the server calls its library (AM), and its product, where a vendor's field names it. */
  readonly library: string | null;
  readonly product: string | null;
  /** The server's clock, as it wrote it. */
  readonly date: string;
  readonly version: string;
}

/**
 * Reads message 98.
 *
 *     98YYYYNN10000520261124    1415362.00AOCPL|BXYYYYYYYYYYYNYYYY|AY1AZEE77
 */
export function readServerStatus(message: Sip2Message): ServerStatus {
  const { fixed } = message;
  const supported = fieldOf(message, 'BX') ?? '';
  return {
    isOnline: fixed.startsWith('Y'),
    mayRenew: fixed[3] === 'Y',
    supports: new Map(
      SUPPORTED_MESSAGES.flatMap((name, at) => {
        const letter = supported[at];
        return letter === 'Y' || letter === 'N' ? [[name, letter === 'Y'] as const] : [];
      }),
    ),
    library: fieldOf(message, 'AM') ?? null,
    product: fieldOf(message, 'VN') ?? null,
    date: fixed.slice(12, 30),
    version: fixed.slice(30, 34),
  };
}
