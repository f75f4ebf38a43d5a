/**
 * Renewals and holds, asked for as staff: what readers may not do themselves is refused here, and whose loan or hold it
 * is is looked at first, because a member of staff may change anybody's.
 */
import type { AccountLocalId, HoldFacts, LoanFacts, RefusalCode, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { CirculationSource } from '../../adapter.ts';
import { beforeWrite } from '../../shared/before-write.ts';
import type { Posted, SymphonyPost } from '../post.ts';
import { toHoldFacts, holdStatusOf, isOver } from './hold-facts.ts';
import { findTarget } from './hold-target.ts';
import { toLoanFacts } from './loan-facts.ts';
import type { PatronsContext } from './patrons.ts';
import { refusalOf, toRefusal } from './refusals.ts';
import { blocksOf } from './standing.ts';
import { wireHold, wirePlaced, wireRenewed } from './wire-account.ts';

type Outcome<Done> = Promise<WriteOutcome<Done | null>>;

/** The circulation source of one site. */
export function createCirculation(context: PatronsContext): CirculationSource {
  return {
    renew: (account, loan, signal) => renew(context, account, loan, signal),
    placeHold: (account, hold, signal) => placeHold(context, account, hold, signal),
    cancelHold: (account, hold, signal) => cancelHold(context, account, hold, signal),
  };
}

async function renew(
  { site, client, records }: PatronsContext,
  account: AccountLocalId,
  loan: string,
  signal: AbortSignal,
): Outcome<LoanFacts> {
  const found = await beforeWrite(records.loanOf(account, loan, signal));
  const item = found?.item ?? null;
  if (found === null || item === null) return refused('NOT_FOUND');
  const today = records.today();
  const refusal = toLoanFacts(site, found, today).renewable?.refusal ?? null;
  if (refusal !== null) return { outcome: 'REFUSED', refusal };
  const operation = 'renew';
  const posted = await client.post(
    {
      operation,
      path: '/circulation/circRecord/renew',
      json: { item: { resource: '/catalog/item', key: item.key } },
      includeFields: `circRecord{${records.fields.loan}}`,
    },
    signal,
  );
  if (!posted.done) return refusedBy(posted);
  const { circRecord } = records.read(operation, wireRenewed, posted.body);
  return { outcome: 'DONE', done: toLoanFacts(site, circRecord, today) };
}

async function placeHold(
  context: PatronsContext,
  account: AccountLocalId,
  wanted: WantedHold,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  const { site, client, records } = context;
  const patron = await beforeWrite(records.standing(account, signal));
  if (patron === null) return refused('NOT_FOUND');
  const [block] = blocksOf(site, patron, records.today()) ?? [];
  if (block !== undefined) return refused('BLOCKED', block.message ?? undefined);
  const target = await beforeWrite(findTarget(context, wanted, signal));
  if ('refusal' in target) return { outcome: 'REFUSED', refusal: target.refusal };
  const pickup = wanted.pickup ?? patron.library;
  if (pickup === null) return refused('SEE_STAFF', 'Say at which library you want to collect it');
  const operation = 'place hold';
  const posted = await client.post(
    {
      operation,
      path: '/circulation/holdRecord/placeHold',
      json: {
        patron: { resource: '/user/patron', key: account },
        pickupLibrary: { resource: '/policy/library', key: pickup },
        holdRange: site.settings.patrons.holdRange,
        ...target.fields,
        ...(wanted.neededBy === null ? {} : { fillByDate: wanted.neededBy }),
      },
      includeFields: `holdRecord{${records.fields.hold}}`,
      workingLibrary: patron.library,
    },
    signal,
  );
  if (!posted.done) return refusedBy(posted);
  const { holdRecord } = records.read(operation, wirePlaced, posted.body);
  return { outcome: 'DONE', done: await lookAtHold(context, account, holdRecord, signal) };
}

/** The new hold; null where it was placed and cannot be looked at now. */
async function lookAtHold(
  { site, records, libraries }: PatronsContext,
  account: AccountLocalId,
  placed: { readonly key: string },
  signal: AbortSignal,
): Promise<HoldFacts | null> {
  try {
    const told = wireHold.safeParse(placed).data ?? null;
    const isTold = told !== null && told.status !== null;
    const hold = isTold ? told : await records.holdOf(account, placed.key, signal);
    return hold === null ? null : toHoldFacts(site, await libraries(signal), hold, records.today());
  } catch (error) {
    if (error instanceof MerciaError) return null;
    throw error;
  }
}

async function cancelHold(
  { site, client, records, libraries }: PatronsContext,
  account: AccountLocalId,
  hold: string,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  // The words as well beforehand: nothing is waited for once it is done.
  const looked = Promise.all([records.holdOf(account, hold, signal), libraries(signal)]);
  const [found, names] = await beforeWrite(looked);
  if (found === null) return refused('NOT_FOUND');
  const today = records.today();
  if (isOver(holdStatusOf(found, today))) return refused('ALREADY_DONE', 'This request has ended already');
  const posted = await client.post(cancellation(site.settings.patrons.cancelBy, hold), signal);
  if (!posted.done) return refusedBy(posted);
  const facts = toHoldFacts(site, names, found, today);
  return { outcome: 'DONE', done: { ...facts, status: 'CANCELLED', queuePosition: null } };
}

function cancellation(by: 'post' | 'delete', hold: string): SymphonyPost {
  const operation = 'cancel hold';
  if (by === 'delete') return { operation, path: `/circulation/holdRecord/key/${hold}`, json: null };
  const json = { holdRecord: { resource: '/circulation/holdRecord', key: hold } };
  return { operation, path: '/circulation/holdRecord/cancelHold', json };
}

function refused(code: RefusalCode, message?: string): WriteOutcome<never> {
  return { outcome: 'REFUSED', refusal: refusalOf(code, null, message) };
}

function refusedBy({ refused: said }: Extract<Posted, { readonly done: false }>): WriteOutcome<never> {
  return { outcome: 'REFUSED', refusal: toRefusal(said) };
}
