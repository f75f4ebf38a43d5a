/** Patrons and writes at an adapter that is somewhere else. Nothing of it is asked twice on its own but what only reads. */
import type { Capability, WriteSource, PatronSource } from '#contract/adapter.ts';
import { foundAccount, foundPatron, holdOutcome, loanOutcome } from './account-shapes.ts';
import type { Asking } from './asking.ts';

/** Calls of the system: a log-in, a card or a PIN, and the patron. */
const CALLS_OF_LOOKING = 3;
/** A log-in, what is looked at before, the write, which may wait for a record in use, and what is looked at afterwards. */
const CALLS_OF_WRITE = 5;

export interface AccountLimits {
  /** The longest call of the system, in milliseconds. */
  readonly callMs: number;
  /** What the wire may take on top. */
  readonly allowanceMs: number;
}

/** The patron source of a system that can do this; PINs are checked where it can do that too. */
export function createRemotePatrons(
  { askFor }: Asking,
  { callMs, allowanceMs }: AccountLimits,
  can: (capability: Capability) => boolean,
): PatronSource {
  const timeoutMs = CALLS_OF_LOOKING * callMs + allowanceMs;
  return {
    ...(can('VERIFY_PATRON') && {
      async verify(card: string, pin: string, signal: AbortSignal) {
        const question = {
          operation: 'card and PIN',
          path: '/patrons/verify',
          body: { card, pin },
          timeoutMs,
          once: true,
        };
        return (await askFor(question, foundPatron, signal)).found;
      },
    }),
    async find(card, signal) {
      const question = { operation: 'find patron', path: '/patrons/find', body: { card }, timeoutMs };
      return (await askFor(question, foundPatron, signal)).found;
    },
    async account(account, signal, wanted) {
      const question = { operation: 'account', path: '/patrons/account', body: { account, wanted }, timeoutMs };
      return (await askFor(question, foundAccount, signal)).found;
    },
  };
}

/** The writes that a system can do. */
export function createRemoteWrites(
  { askFor }: Asking,
  { callMs, allowanceMs }: AccountLimits,
  can: (capability: Capability) => boolean,
): WriteSource {
  const limits = { timeoutMs: CALLS_OF_WRITE * callMs + allowanceMs, once: true };
  return {
    ...(can('RENEW') && {
      renew: (account, loan, signal) =>
        askFor(
          { operation: 'renew', path: '/circulation/renew', body: { account, loan }, ...limits },
          loanOutcome,
          signal,
        ),
    }),
    ...(can('PLACE_HOLD') && {
      placeHold: (account, hold, signal) =>
        askFor(
          { operation: 'place hold', path: '/circulation/place-hold', body: { account, hold }, ...limits },
          holdOutcome,
          signal,
        ),
    }),
    ...(can('CANCEL_HOLD') && {
      cancelHold: (account, hold, signal) =>
        askFor(
          { operation: 'cancel hold', path: '/circulation/cancel-hold', body: { account, hold }, ...limits },
          holdOutcome,
          signal,
        ),
    }),
  } satisfies WriteSource;
}
