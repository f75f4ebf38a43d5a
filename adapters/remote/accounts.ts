/** Patrons and writes at an adapter that is somewhere else. Nothing of it is asked twice on its own but what only reads. */
import type { Capability, WriteSource, PatronSource } from '#contract/adapter.ts';
import type { z } from 'zod';
import { foundAccount, foundPatron, holdOutcome, loanOutcome } from './account-shapes.ts';
import type { Asking } from './asking.ts';
import { WIRE_ALLOWANCE_MS } from './wire.ts';

/** Calls of the system: a log-in, a card or a PIN, and the patron. */
const CALLS_OF_LOOKING = 3;
/** A log-in, what is looked at before, the write, which may wait for a record in use, and what is looked at afterwards. */
const CALLS_OF_WRITE = 5;

/** The patron source of a system that can do this; PINs are checked where it can do that too. `callMs` is its longest call. */
export function createRemotePatrons(
  { askFor }: Asking,
  callMs: number,
  can: (capability: Capability) => boolean,
): PatronSource {
  const timeoutMs = CALLS_OF_LOOKING * callMs + WIRE_ALLOWANCE_MS;
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

export function createRemoteWrites(
  { askFor }: Asking,
  callMs: number,
  can: (capability: Capability) => boolean,
): WriteSource {
  const timeoutMs = CALLS_OF_WRITE * callMs + WIRE_ALLOWANCE_MS;
  function write<Outcome>(
    operation: string,
    path: string,
    body: object,
    shape: z.ZodType<Outcome>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    return askFor({ operation, path, body, timeoutMs, once: true }, shape, signal);
  }
  return {
    ...(can('RENEW') && {
      renew: (account, loan, signal) => write('renew', '/circulation/renew', { account, loan }, loanOutcome, signal),
    }),
    ...(can('PLACE_HOLD') && {
      placeHold: (account, hold, signal) =>
        write('place hold', '/circulation/place-hold', { account, hold }, holdOutcome, signal),
    }),
    ...(can('CANCEL_HOLD') && {
      cancelHold: (account, hold, signal) =>
        write('cancel hold', '/circulation/cancel-hold', { account, hold }, holdOutcome, signal),
    }),
  } satisfies WriteSource;
}
