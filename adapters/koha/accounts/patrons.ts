/** Patrons' accounts, for a service account that may see them. */
import { toWallTime } from '#domain/wall-time.ts';
import type { AccountFacts, PatronIdentity } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { AccountReadOptions, PatronSource } from '#contract/adapter.ts';
import { createPatronSource } from '../../shared/accounts/patron-source.ts';
import { MissingPermission } from '../refusal.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import type { KohaSite } from '../site.ts';
import { blocksOf } from './blocks.ts';
import { toChargeFacts } from './charge-facts.ts';
import { toHoldFacts } from './hold-facts.ts';
import { toLoanFacts } from './loan-facts.ts';
import { withPatience } from '../../shared/accounts/patience.ts';
import { numberOf, type AccountsContext } from './patron-records.ts';
import { findRenewable } from './renewable.ts';
import { findTitles } from './titles.ts';
import type { WireAccount, WireLoan, WirePatron, WirePatronHold } from './wire-accounts.ts';
import { RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';

export function createPatrons(context: AccountsContext): Required<PatronSource> {
  const { site, records } = context;
  return createPatronSource<WirePatron>({
    async checkPin(card, pin, signal) {
      const patronId = await records.checkPassword(card, pin, signal);
      return patronId === null ? null : String(patronId);
    },
    async patron(account, signal) {
      const patronId = numberOf(account);
      return patronId === null ? null : records.patron(patronId, signal);
    },
    patronByCard: (card, signal) => records.patronByCard(card, signal),
    toIdentity: (patron): PatronIdentity => ({
      account: String(patron.patron_id),
      homeSite: site.branchOrNull(patron.library_id),
    }),
    async account(account, signal, wanted) {
      const patronId = numberOf(account);
      return patronId === null ? null : readAccount(context, patronId, signal, wanted);
    },
  });
}

/** An account as Koha answered it; null for a part that the service account may not see. */
interface AnsweredAccount {
  readonly patron: WirePatron;
  readonly loans: readonly WireLoan[] | null;
  readonly holds: readonly WirePatronHold[] | null;
  readonly owed: WireAccount | null;
}

async function readAccount(
  context: AccountsContext,
  patronId: number,
  signal: AbortSignal,
  { renewable, withinMs }: AccountReadOptions,
): Promise<AccountFacts | null> {
  const asOf = new Date(context.now()).toISOString();
  const askedAt = performance.now();
  const answered = await askAccount(context, patronId, signal);
  if (answered === null) return null;
  const { patron, loans, holds } = answered;
  const patience = { tookMs: performance.now() - askedAt, withinMs };
  const [titles, renewals] = await withPatience(patience, signal, async (until) => {
    // Titles first, and alone: they are few calls, and more is missed without them.
    const found = await findTitles(context.records, loans ?? [], holds ?? [], until);
    return [found, await findRenewable(context, patron, loans ?? [], until, renewable)] as const;
  });
  const { site, now } = context;
  return {
    asOf,
    ...toRegistration(site, answered, now()),
    loans:
      loans?.map((loan, index) =>
        toLoanFacts(site, loan, titles.of(loan), renewals[index] ?? RENEWABLE_UNKNOWN, now()),
      ) ?? null,
    holds: holds?.map((hold) => toHoldFacts(site, hold, titles.ofHold(hold))) ?? null,
    limitation: limitationOfAccount(site, answered, titles.failed),
  };
}

async function askAccount(
  { records }: AccountsContext,
  patronId: number,
  signal: AbortSignal,
): Promise<AnsweredAccount | null> {
  const [patron, loans, holds, owed] = await Promise.all([
    records.patron(patronId, signal),
    ifAllowed(records.loansOf(patronId, signal)),
    ifAllowed(records.holdsOf(patronId, signal)),
    ifAllowed(records.accountOf(patronId, signal)),
  ]);
  return patron === null ? null : { patron, loans, holds, owed };
}

/** Who the reader is to the library, what they owe and whether they may borrow. */
function toRegistration(
  site: KohaSite,
  { patron, owed }: AnsweredAccount,
  nowMs: number,
): Pick<AccountFacts, 'category' | 'homeSite' | 'expiresOn' | 'charges' | 'blocks'> {
  const category = patron.category_id;
  return {
    category: category === null ? null : (site.settings.patrons.categories[category] ?? category),
    homeSite: site.branchOrNull(patron.library_id),
    expiresOn: patron.expiry_date,
    charges: owed === null ? null : toChargeFacts(site, owed),
    blocks: blocksOf(patron, owed?.balance ?? null, toWallTime(nowMs, site.system.timeZone).day, site.settings),
  };
}

async function ifAllowed<T>(part: Promise<T>): Promise<T | null> {
  try {
    return await part;
  } catch (error) {
    if (error instanceof MissingPermission) return null;
    throw error;
  }
}

function limitationOfAccount(
  site: KohaSite,
  { loans, holds, owed }: AnsweredAccount,
  titles: MerciaError | null,
): Reason | null {
  const untitled =
    titles === null ? null : reasonOf(site, titles, 'The system gave the account but not all titles in it');
  const hidden = Object.entries({ loans, holds, charges: owed }).flatMap(([part, seen]) => (seen === null ? part : []));
  if (hidden.length === 0) return untitled;
  const message = `The service account may not see ${hidden.join(' and ')} here; ask the library for them`;
  const more = untitled === null ? '' : `. ${untitled.message}`;
  return { code: 'NOT_SUPPORTED', message: message + more, system: site.system.id };
}
