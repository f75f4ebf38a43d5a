/** Whether loans can be renewed. */
import { toWallTime } from '#domain/wall-time.ts';
import type { Renewable } from '#domain/accounts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { asSlot } from '../../shared/slots.ts';
import { hasExpired } from './blocks.ts';
import type { AccountsContext } from './patron-records.ts';
import { refusalFor } from './refusals.ts';
import type { WireLoan, WirePatron } from './wire-accounts.ts';
import { notRenewable, RENEWABLE, RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';

/** Whether a loan can be renewed; an error if Koha did not say so this time. */
export type FoundRenewable = Renewable | MerciaError;

/** Each loan costs a call to learn whether it can be renewed; with more loans it can only be tried. */
const ASKED_BEFOREHAND = 20;

/** Whether each loan can be renewed; it can only be tried if that is not wanted. */
export async function findRenewable(
  {
    site,
    records,
    now,
  }: Pick<AccountsContext, 'site' | 'now'> & {
    readonly records: Pick<AccountsContext['records'], 'renewalRefusal'>;
  },
  patron: WirePatron,
  loans: readonly WireLoan[],
  signal: AbortSignal,
  wanted = true,
): Promise<readonly FoundRenewable[]> {
  const block = renewalBlock(patron, toWallTime(now(), site.system.timeZone).day);
  if (block !== null) return loans.map(() => toRenewable(block));
  if (!wanted || loans.length > ASKED_BEFOREHAND) return loans.map(() => RENEWABLE_UNKNOWN);
  return Promise.all(
    loans.map(async (loan) => {
      // A failure costs only this, not the loan.
      const refusal = await asSlot(records.renewalRefusal(loan.checkout_id, signal));
      return isMerciaError(refusal) ? refusal : toRenewable(refusal);
    }),
  );
}

/**
 * Koha's REST looks at the loan alone. Its own catalogue for readers also refuses readers who have expired or lost the
 * card. Restrictions and debts are the site's own rules, which Koha knows.
 */
export function renewalBlock(patron: WirePatron, today: string): 'expired' | 'card_lost' | null {
  if (hasExpired(patron, today)) return 'expired';
  return patron.patron_card_lost ? 'card_lost' : null;
}

/** `refusal` is Koha's reason against a renewal; null if it would renew. */
export function toRenewable(refusal: string | null): Renewable {
  return refusal === null ? RENEWABLE : notRenewable(refusalFor(refusal));
}
