/** Renewing, placing and cancelling holds. What is to be looked at is looked at before; then one write is sent, once. */
import type { HoldFacts, LoanFacts, Refusal, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ZodType } from 'zod';
import type { CirculationSource } from '../../adapter.ts';
import { beforeWrite } from '../../shared/before-write.ts';
import { toHoldFacts, toLoanFacts, toRenewable } from './account-facts.ts';
import { blocksOf } from './blocks.ts';
import type { KohaClient, SendAnswer } from '../client.ts';
import { copyOfItem } from '../copy.ts';
import { refuseHold } from './hold-rules.ts';
import type { HoldSituation } from './hold-rules.ts';
import type { LiveCalls } from '../live.ts';
import { numberOf, renewalBlock, todayAt, toRenewals } from './patrons.ts';
import type { PatronsContext } from './patrons.ts';
import { HOLD_CAUGHT, HOLD_GONE, refusalFor, refusalOf } from './refusal-table.ts';
import type { KohaSite } from '../site.ts';
import { findTitles } from './titles.ts';
import { wireLoan, wirePatronHold } from './wire-patrons.ts';
import type { WireLoan, WirePatron, WirePatronHold } from './wire-patrons.ts';

export interface CirculationContext extends PatronsContext {
  readonly client: KohaClient;
  readonly live: LiveCalls;
}

const NO_ACCOUNT: Refusal = { code: 'NOT_FOUND', message: 'There is no such account.', sourceCode: null };
const NO_LOAN: Refusal = { code: 'NOT_FOUND', message: 'There is no such loan.', sourceCode: null };
const NO_HOLD: Refusal = { code: 'NOT_FOUND', message: 'There is no such hold.', sourceCode: null };
const NO_TITLE: Refusal = { code: 'NOT_FOUND', message: 'There is no such title.', sourceCode: null };

export function createCirculation(context: CirculationContext): Required<CirculationSource> {
  return {
    renew: (account, loan, signal) => renew(context, numberOf(account), numberOf(loan), signal),
    placeHold: (account, hold, signal) => placeHold(context, numberOf(account), hold, signal),
    cancelHold: (account, hold, signal) => cancelHold(context, numberOf(account), numberOf(hold), signal),
  };
}

async function renew(
  context: CirculationContext,
  patronId: number | null,
  loanId: number | null,
  signal: AbortSignal,
): Promise<WriteOutcome<LoanFacts | null>> {
  const { site, calls, client, now } = context;
  if (patronId === null || loanId === null) return refused(NO_LOAN);
  const looked = Promise.all([calls.patron(patronId, signal), calls.loan(loanId, signal)]);
  const [patron, loan] = await beforeWrite(looked);
  // A loan that has ended is still there by its number.
  if (patron === null || loan?.patron_id !== patronId || loan.checkin_date !== null) return refused(NO_LOAN);
  const block = renewalBlock(patron, todayAt(site, now()));
  if (block !== null) return refused(refusalFor(block));
  const answer = await client.send('renew', { method: 'POST', path: `/checkouts/${loanId}/renewal` }, signal);
  if (answer.refused) return refused(refusalOf(answer.body));
  const renewed = read(context, 'renew', answer, wireLoan);
  return { outcome: 'DONE', done: await describeLoan(context, patron, renewed, signal) };
}

/** It is renewed whatever comes of this: what cannot be read now is left out. */
async function describeLoan(
  context: CirculationContext,
  patron: WirePatron,
  loan: WireLoan,
  signal: AbortSignal,
): Promise<LoanFacts> {
  const [renewals, titles] = await Promise.all([
    toRenewals(context, patron, [loan], signal),
    findTitles(context.calls, [loan], [], signal),
  ]);
  const [renewable = toRenewable(undefined)] = renewals;
  return toLoanFacts(context.site, loan, titles.of(loan), renewable, context.now());
}

async function placeHold(
  context: CirculationContext,
  patronId: number | null,
  wanted: WantedHold,
  signal: AbortSignal,
): Promise<WriteOutcome<HoldFacts | null>> {
  const { site, calls, client } = context;
  const biblioId = numberOf(wanted.recordLocalId);
  const itemId = wanted.itemLocalId === null ? null : numberOf(wanted.itemLocalId);
  if (biblioId === null) return refused(NO_TITLE);
  const patron = patronId === null ? null : await beforeWrite(calls.patron(patronId, signal));
  if (patron === null) return refused(NO_ACCOUNT);
  const situation = await beforeWrite(situationOf(context, patron, biblioId, itemId, signal));
  const refusal = refuseHold(site, wanted, situation);
  if (refusal !== null) return refused(refusal);
  const json = {
    patron_id: patron.patron_id,
    biblio_id: biblioId,
    ...(itemId === null ? {} : { item_id: itemId }),
    pickup_library_id: wanted.pickup ?? patron.library_id,
    ...(wanted.neededBy === null ? {} : { expiration_date: wanted.neededBy }),
    // Koha has no field for the part that is wanted; staff read the note.
    ...(wanted.enumeration === null ? {} : { notes: wanted.enumeration }),
  };
  const answer = await client.send('place a hold', { method: 'POST', path: '/holds', json }, signal);
  if (answer.refused) return refused(refusalOf(answer.body));
  const placed = read(context, 'place a hold', answer, wirePatronHold);
  return { outcome: 'DONE', done: await describeHold(context, placed, signal) };
}

/** Koha answers 500 for a record that it does not have, and looks at neither patron nor copy. */
async function situationOf(
  { site, calls, live, now }: CirculationContext,
  patron: WirePatron,
  biblioId: number,
  itemId: number | null,
  signal: AbortSignal,
): Promise<HoldSituation> {
  const limited = site.settings.patrons.owesLimit !== null;
  const [items, holds, owed] = await Promise.all([
    // A journal has thousands of copies: one that is named is asked for by itself.
    itemId === null ? live.itemsOf('biblio_id', [biblioId], signal) : live.itemsOf('item_id', [itemId], signal),
    calls.holdsOf(patron.patron_id, signal),
    limited ? calls.accountOf(patron.patron_id, signal) : null,
  ]);
  if (items.anybodysBad || items.badRecords.size > 0) throw unreadable(site, 'copies of the title');
  const blocks = blocksOf(patron, owed?.balance ?? null, todayAt(site, now()), site.settings);
  if (blocks === null) throw unreadable(site, 'charges');
  const own = items.rows.filter((item) => item.biblio_id === biblioId);
  return {
    blocks,
    holds,
    copies: own.map(copyOfItem),
    recordExists: own.length > 0 || (await calls.titles([biblioId], signal)).has(biblioId),
  };
}

async function cancelHold(
  context: CirculationContext,
  patronId: number | null,
  holdId: number | null,
  signal: AbortSignal,
): Promise<WriteOutcome<HoldFacts | null>> {
  const { site, calls, client } = context;
  if (patronId === null || holdId === null) return refused(NO_HOLD);
  const hold = await beforeWrite(calls.hold(holdId, signal));
  // Ended ones are not told over REST: whoever has its id once had the hold.
  if (hold === null) return refused(HOLD_GONE);
  if (hold.patron_id !== patronId) return refused(NO_HOLD);
  // A service account may cancel these too, and the copy would stay where it is; readers may not.
  if (hold.status !== null) return refused(HOLD_CAUGHT);
  const answer = await client.send('cancel a hold', { method: 'DELETE', path: `/holds/${holdId}` }, signal);
  if (answer.refused) return refused(refusalOf(answer.body));
  return { outcome: 'DONE', done: { ...toHoldFacts(site, hold, null), status: 'CANCELLED', queuePosition: null } };
}

async function describeHold(
  { site, calls }: CirculationContext,
  hold: WirePatronHold,
  signal: AbortSignal,
): Promise<HoldFacts> {
  const titles = await findTitles(calls, [], [hold], signal);
  return toHoldFacts(site, hold, titles.ofHold(hold));
}

/** What cannot be read may well have been done: whoever asked looks before it says anything. */
function read<T>(context: CirculationContext, operation: string, { body }: SendAnswer, schema: ZodType<T>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unreadable(context.site, operation);
}

function unreadable({ system: { id } }: KohaSite, operation: string): MerciaError {
  return new MerciaError('LMS_BAD_RESPONSE', `[${id}] ${operation}: the answer cannot be read`, { system: id });
}

function refused(refusal: Refusal): WriteOutcome<never> {
  return { outcome: 'REFUSED', refusal };
}
