/** Patrons' accounts for a service account that may see them. */
import type { AccountFacts, PatronIdentity, Renewable } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { PatronSource } from '../../adapter.ts';
import { toCharges, toHoldFacts, toLoanFacts, toRenewable } from './account-facts.ts';
import { blocksOf } from './blocks.ts';
import { withPatience } from './patience.ts';
import type { PersonCalls } from './person-calls.ts';
import { MissingPermission } from '../refusal.ts';
import { reasonOf } from '../../shared/reason-codes.ts';
import type { KohaSite } from '../site.ts';
import { findTitles } from './titles.ts';
import { wallTime } from '../wall-time.ts';
import type { WireLoan, WirePatron } from './wire-patrons.ts';

export interface PatronsContext {
  readonly site: KohaSite;
  readonly calls: PersonCalls;
  readonly now: () => number;
}

/** Each loan costs a call to learn whether it can be renewed; with more loans it can only be tried. */
const ASKED_BEFOREHAND = 20;

export function createPatrons(context: PatronsContext): Required<PatronSource> {
  const { calls } = context;
  return {
    async verify(card, pin, signal) {
      // Nothing is sent that Koha could only count as one failure more.
      if (card.trim() === '' || pin === '') return null;
      const patronId = await calls.checkPassword(card, pin, signal);
      return patronId === null ? null : toIdentity(await calls.patron(patronId, signal));
    },

    async find(card, signal) {
      return card.trim() === '' ? null : toIdentity(await calls.patronByCard(card, signal));
    },

    async account(account, signal, { renewable } = { renewable: true }) {
      const patronId = numberOf(account);
      return patronId === null ? null : readAccount(context, patronId, signal, renewable);
    },
  };
}

/** The number that Koha knows a patron, a loan, a hold or a record by; null for a text that no Koha gave. */
export function numberOf(localId: string): number | null {
  return /^\d{1,10}$/.test(localId) ? Number(localId) : null;
}

/** The day at a site. */
export function todayAt({ system }: KohaSite, nowMs: number): string {
  return wallTime(nowMs, system.timeZone).slice(0, 10);
}

function toIdentity(patron: WirePatron | null): PatronIdentity | null {
  return patron === null ? null : { account: String(patron.patron_id), homeSite: patron.library_id };
}

async function readAccount(
  context: PatronsContext,
  patronId: number,
  signal: AbortSignal,
  renewable: boolean,
): Promise<AccountFacts | null> {
  const { site, calls, now } = context;
  const asOf = new Date(now()).toISOString();
  const askedAt = performance.now();
  const [patron, loans, holds, owed] = await Promise.all([
    calls.patron(patronId, signal),
    ifAllowed(calls.loansOf(patronId, signal)),
    ifAllowed(calls.holdsOf(patronId, signal)),
    ifAllowed(calls.accountOf(patronId, signal)),
  ]);
  if (patron === null) return null;
  const [renewals, titles] = await withPatience(performance.now() - askedAt, signal, (until) =>
    Promise.all([
      toRenewals(context, patron, loans ?? [], until, renewable),
      findTitles(calls, loans ?? [], holds ?? [], until),
    ]),
  );
  const category = patron.category_id;
  const hidden = [loans === null ? 'loans' : '', holds === null ? 'holds' : '', owed === null ? 'charges' : ''];
  return {
    asOf,
    category: category === null ? null : (site.settings.patrons.categories[category] ?? category),
    homeSite: patron.library_id,
    expiresOn: patron.expiry_date,
    loans:
      loans?.map((loan, index) =>
        toLoanFacts(site, loan, titles.of(loan), renewals[index] ?? toRenewable(undefined), now()),
      ) ?? null,
    holds: holds?.map((hold) => toHoldFacts(site, hold, titles.ofHold(hold))) ?? null,
    charges: owed === null ? null : toCharges(site, owed),
    blocks: blocksOf(patron, owed?.balance ?? null, todayAt(site, now()), site.settings),
    limitation: limitationOf(
      site,
      hidden.filter((part) => part !== ''),
      titles.failed,
    ),
  };
}

/** Whether each loan can be renewed, where that is wanted. */
export async function toRenewals(
  { site, calls, now }: PatronsContext,
  patron: WirePatron,
  loans: readonly WireLoan[],
  signal: AbortSignal,
  wanted = true,
): Promise<readonly Renewable[]> {
  const blocked = renewalBlock(patron, todayAt(site, now()));
  const asked = wanted && blocked === null && loans.length <= ASKED_BEFOREHAND;
  if (!asked) return loans.map(() => toRenewable(blocked ?? undefined));
  return Promise.all(loans.map((loan) => askBeforehand(calls, loan, signal)));
}

/**
 * Koha's REST looks at the loan alone, other than its own catalogue for readers, which renews nothing for who has
 * expired or lost the card. Restrictions and debts are the site's own rules, which Koha knows.
 */
export function renewalBlock(patron: WirePatron, today: string): 'expired' | 'card_lost' | null {
  if (patron.expiry_date !== null && patron.expiry_date < today) return 'expired';
  return patron.patron_card_lost ? 'card_lost' : null;
}

/** A loan of which that cannot be told costs no other its facts. */
async function askBeforehand(calls: PersonCalls, loan: WireLoan, signal: AbortSignal): Promise<Renewable> {
  try {
    return toRenewable(await calls.renewalRefusal(loan.checkout_id, signal));
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return toRenewable(undefined);
  }
}

/** Null for a part that the service account may not see. */
async function ifAllowed<T>(part: Promise<T>): Promise<T | null> {
  try {
    return await part;
  } catch (error) {
    if (error instanceof MissingPermission) return null;
    throw error;
  }
}

function limitationOf(site: KohaSite, hidden: readonly string[], titles: MerciaError | null): Reason | null {
  const untitled =
    titles === null ? null : reasonOf(site, titles, 'The system told the account but not all titles in it');
  if (hidden.length === 0) return untitled;
  const message = `The service account may not see ${hidden.join(' and ')} here; ask the library for them`;
  const more = untitled === null ? '' : `. ${untitled.message}`;
  return { code: 'NOT_SUPPORTED', message: message + more, system: site.system.id };
}
