/** Renewing loans, placing and cancelling holds. */
import { toWallTime } from '#domain/wall-time.ts';
import type { HoldFacts, LoanFacts, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import type { WriteSource } from '#contract/adapter.ts';
import { readAnswer, unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import { refuse, writeOnce, type Refused } from '../../shared/accounts/write-once.ts';
import type { KohaClient, Sent } from '../client.ts';
import { copyOfItem } from '../copy.ts';
import type { KohaSite } from '../site.ts';
import { blocksOf } from './blocks.ts';
import { toHoldFacts } from './hold-facts.ts';
import { refuseHold, type HoldSituation } from './hold-rules.ts';
import { toLoanFacts } from './loan-facts.ts';
import { numberOf, type AccountsContext } from './patron-records.ts';
import { HOLD_CAUGHT, HOLD_ENDED, NO_ACCOUNT, NO_HOLD, NO_LOAN, NO_TITLE, refusalFor, refusalOf } from './refusals.ts';
import { findRenewable, renewalBlock } from './renewable.ts';
import { findTitles } from './titles.ts';
import { wireLoan, wirePatronHold, type WireLoan, type WirePatron } from './wire-accounts.ts';
import { RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';

type Outcome<Done> = Promise<WriteOutcome<Done | null>>;

export function createWrites(context: AccountsContext): Required<WriteSource> {
  return {
    renew: (account, loan, signal) => renew(context, numberOf(account), numberOf(loan), signal),
    placeHold: (account, hold, signal) => placeHold(context, numberOf(account), hold, signal),
    cancelHold: (account, hold, signal) => cancelHold(context, numberOf(account), numberOf(hold), signal),
  };
}

async function renew(
  context: AccountsContext,
  patronId: number | null,
  loanId: number | null,
  signal: AbortSignal,
): Outcome<LoanFacts> {
  const { site, records, client, now } = context;
  const operation = 'renew';
  return writeOnce({
    async look() {
      if (patronId === null || loanId === null) return refuse(NO_LOAN);
      const [patron, loan] = await Promise.all([records.patron(patronId, signal), records.loan(loanId, signal)]);
      // A loan that has ended is still there by its number.
      if (patron === null || loan?.patron_id !== patronId || loan.checkin_date !== null) return refuse(NO_LOAN);
      const block = renewalBlock(patron, toWallTime(now(), site.system.timeZone).day);
      return block === null ? { patron, loan } : { refusal: refusalFor(block) };
    },
    send: ({ loan }) =>
      send(client, operation, { method: 'POST', path: `/checkouts/${loan.checkout_id}/renewal` }, signal),
    read: (body) => readAnswer(site.system.id, operation, wireLoan, body),
    describe: (renewed, { patron }) => describeLoan(context, patron, renewed, signal),
  });
}

async function describeLoan(
  context: AccountsContext,
  patron: WirePatron,
  loan: WireLoan,
  signal: AbortSignal,
): Promise<LoanFacts> {
  const [[renewable = RENEWABLE_UNKNOWN], titles] = await Promise.all([
    findRenewable(context, patron, [loan], signal),
    findTitles(context.records, [loan], [], signal),
  ]);
  return toLoanFacts(context.site, loan, titles.of(loan), renewable, context.now());
}

async function placeHold(
  context: AccountsContext,
  patronId: number | null,
  wanted: WantedHold,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  const { site, records, client } = context;
  const operation = 'place a hold';
  const biblioId = numberOf(wanted.recordLocalId);
  const itemId = wanted.itemLocalId === null ? null : numberOf(wanted.itemLocalId);
  return writeOnce({
    async look() {
      if (biblioId === null) return refuse(NO_TITLE);
      const patron = patronId === null ? null : await records.patron(patronId, signal);
      if (patron === null) return refuse(NO_ACCOUNT);
      const situation = await lookAtHold(context, patron, { biblioId, itemId }, signal);
      const refusal = refuseHold(site, wanted, situation);
      return refusal === null ? { patron, biblioId } : { refusal };
    },
    send: (seen) =>
      send(
        client,
        operation,
        { method: 'POST', path: '/holds', json: toHoldJson(site, wanted, { ...seen, itemId }) },
        signal,
      ),
    read: (body) => readAnswer(site.system.id, operation, wirePatronHold, body),
    async describe(placed) {
      const titles = await findTitles(records, [], [placed], signal);
      return toHoldFacts(site, placed, titles.ofHold(placed));
    },
  });
}

interface HoldTarget {
  readonly biblioId: number;
  readonly itemId: number | null;
}

function toHoldJson(
  site: KohaSite,
  { pickup, neededBy, enumeration }: WantedHold,
  { patron, biblioId, itemId }: HoldTarget & { readonly patron: WirePatron },
): Readonly<Record<string, unknown>> {
  return {
    patron_id: patron.patron_id,
    biblio_id: biblioId,
    ...(itemId === null ? {} : { item_id: itemId }),
    // Koha's REST compares the place letter for letter, where its database takes n1 for N1.
    pickup_library_id: pickup ?? site.branchOrNull(patron.library_id),
    ...(neededBy === null ? {} : { expiration_date: neededBy }),
    // Koha has no field for the part that is wanted; staff read the note.
    ...(enumeration === null ? {} : { notes: enumeration }),
  };
}

/** Koha answers 500 for a record that it does not have, and looks at neither patron nor copy. */
async function lookAtHold(
  { site, records, live, now }: AccountsContext,
  patron: WirePatron,
  { biblioId, itemId }: HoldTarget,
  signal: AbortSignal,
): Promise<HoldSituation> {
  const { id: system, timeZone } = site.system;
  const limited = site.settings.patrons.owesLimit !== null;
  const [items, holds, owed] = await Promise.all([
    // A journal has thousands of copies: one that is named is asked for by itself.
    itemId === null ? live.itemsOf('biblio_id', [biblioId], signal) : live.itemsOf('item_id', [itemId], signal),
    records.holdsOf(patron.patron_id, signal),
    limited ? records.accountOf(patron.patron_id, signal) : null,
  ]);
  if (items.badWithoutRecord || items.badRecords.size > 0) {
    throw unreadableAnswer(system, 'copies of the title', 'the answer cannot be read');
  }
  const blocks = blocksOf(patron, owed?.balance ?? null, toWallTime(now(), timeZone).day, site.settings);
  if (blocks === null) throw unreadableAnswer(system, 'charges', 'the answer cannot be read');
  const own = items.rows.filter((item) => item.biblio_id === biblioId);
  return {
    blocks,
    holds,
    copies: own.map(copyOfItem),
    recordExists: own.length > 0 || (await records.titles([biblioId], signal)).has(biblioId),
  };
}

async function cancelHold(
  { site, records, client }: AccountsContext,
  patronId: number | null,
  holdId: number | null,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  return writeOnce({
    async look() {
      if (patronId === null || holdId === null) return refuse(NO_HOLD);
      const hold = await records.hold(holdId, signal);
      // Koha's REST does not show holds that have ended. The caller has its id, so there was one.
      if (hold === null) return refuse(HOLD_ENDED);
      if (hold.patron_id !== patronId) return refuse(NO_HOLD);
      // A service account may cancel these too, and the copy would stay where it is; readers may not.
      return hold.status === null ? hold : refuse(HOLD_CAUGHT);
    },
    send: (hold) => send(client, 'cancel a hold', { method: 'DELETE', path: `/holds/${hold.hold_id}` }, signal),
    read: () => null,
    describe: async (_answer, hold): Promise<HoldFacts> => ({
      ...toHoldFacts(site, hold, null),
      status: 'CANCELLED',
      queuePosition: null,
    }),
  });
}

async function send(
  client: KohaClient,
  operation: string,
  sent: Sent,
  signal: AbortSignal,
): Promise<{ readonly body: unknown } | Refused> {
  const { refused, body } = await client.send(operation, sent, signal);
  return refused ? { refusal: refusalOf(body) } : { body };
}
