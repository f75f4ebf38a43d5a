/**
 * Renewals and holds, sent as staff. Staff may change anybody's account, so whose loan or hold it is is looked at first, and
 * what readers may not do themselves is refused here.
 */
import type { AccountLocalId, HoldFacts, LoanFacts, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import type { WriteSource } from '#contract/adapter.ts';
import { STANDING_UNKNOWN, type RefusalWords } from '../../shared/accounts/refusals.ts';
import { refuse, writeOnce, type Refused } from '../../shared/accounts/write-once.ts';
import type { SymphonyClient, SymphonyPost } from '../client.ts';
import { blocksOf } from './blocks.ts';
import { toHoldFacts, holdStatusOf, isOver } from './hold-facts.ts';
import { toLoanFacts } from './loan-facts.ts';
import type { AccountsContext } from './patron-records.ts';
import { refusalOf } from './refusals.ts';
import { wireHold, wirePlaced, wireRenewed, type WireHold } from './wire-accounts.ts';
import { readItemLocalId } from '../item-ids.ts';

type Outcome<Done> = Promise<WriteOutcome<Done | null>>;

const HOLD_ENDED: RefusalWords = ['ALREADY_DONE', 'This request has ended already.'];
const NO_PICKUP: RefusalWords = ['SEE_STAFF', 'Say at which library you want to collect it.'];

export function createWrites(context: AccountsContext): Required<WriteSource> {
  return {
    renew: (account, loan, signal) => renew(context, account, loan, signal),
    placeHold: (account, hold, signal) => placeHold(context, account, hold, signal),
    cancelHold: (account, hold, signal) => cancelHold(context, account, hold, signal),
  };
}

async function renew(
  { site, client, records }: AccountsContext,
  account: AccountLocalId,
  loan: string,
  signal: AbortSignal,
): Outcome<LoanFacts> {
  const operation = 'renew';
  return writeOnce({
    async look() {
      const found = await records.loanOf(account, loan, signal);
      const item = found?.item ?? null;
      if (found === null || item === null) return refuse('NOT_FOUND');
      const today = records.today();
      const refusal = toLoanFacts(site, found, today).renewable?.refusal ?? null;
      return refusal === null ? { item, today } : { refusal };
    },
    send: ({ item }) =>
      send(
        client,
        {
          operation,
          path: '/circulation/circRecord/renew',
          json: { item: { resource: '/catalog/item', key: item.key } },
          includeFields: `circRecord{${records.fields.loan}}`,
        },
        signal,
      ),
    read: (body) => records.ofKey(operation, loan, records.read(operation, wireRenewed, body).circRecord),
    describe: async (renewed, { today }) => toLoanFacts(site, renewed, today),
  });
}

async function placeHold(
  context: AccountsContext,
  account: AccountLocalId,
  wanted: WantedHold,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  const { site, client, records } = context;
  const operation = 'place hold';
  return writeOnce({
    async look() {
      const patron = await records.standing(account, signal);
      if (patron === null) return refuse('NOT_FOUND');
      const blocks = blocksOf(site, patron, records.today());
      if (blocks === null) return refuse(STANDING_UNKNOWN);
      const [block] = blocks;
      if (block !== undefined) return refuse(block.message === null ? 'BLOCKED' : ['BLOCKED', block.message]);
      const target = await findTarget(context, wanted, signal);
      if ('refusal' in target) return target;
      const pickup = wanted.pickup ?? patron.library;
      return pickup === null ? refuse(NO_PICKUP) : { target, pickup, workingLibrary: patron.library };
    },
    send: ({ target, pickup, workingLibrary }) =>
      send(
        client,
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
          workingLibrary,
        },
        signal,
      ),
    read(body) {
      const placed = records.read(operation, wirePlaced, body).holdRecord;
      const answered = wireHold.safeParse(placed).data ?? null;
      records.ofKey(operation, account, { key: answered?.patron ?? account });
      return { key: placed.key, answered };
    },
    describe: (placed) => describeHold(context, account, placed, signal),
  });
}

/** Some servers answer with the key of the new hold alone. Null if it is not there any more. */
async function describeHold(
  { site, records, libraries }: AccountsContext,
  account: AccountLocalId,
  { key, answered }: { readonly key: string; readonly answered: WireHold | null },
  signal: AbortSignal,
): Promise<HoldFacts | null> {
  const isComplete = answered !== null && answered.status !== null;
  const hold = isComplete ? answered : await records.holdOf(account, key, signal);
  return hold === null ? null : toHoldFacts(site, await libraries(signal), hold, records.today());
}

async function cancelHold(
  { site, client, records, libraries }: AccountsContext,
  account: AccountLocalId,
  hold: string,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  return writeOnce({
    async look() {
      // The names as well beforehand: nothing is waited for once it is done.
      const [found, names] = await Promise.all([records.holdOf(account, hold, signal), libraries(signal)]);
      if (found === null) return refuse('NOT_FOUND');
      const today = records.today();
      return isOver(holdStatusOf(found, today)) ? refuse(HOLD_ENDED) : { found, names, today };
    },
    send: () => send(client, toCancellation(site.settings.patrons.cancelBy, hold), signal),
    read: () => null,
    describe: async (_answer, { found, names, today }): Promise<HoldFacts> => ({
      ...toHoldFacts(site, names, found, today),
      status: 'CANCELLED',
      queuePosition: null,
    }),
  });
}

function toCancellation(by: 'post' | 'delete', hold: string): SymphonyPost {
  const operation = 'cancel hold';
  if (by === 'delete') return { operation, path: `/circulation/holdRecord/key/${hold}`, json: null };
  const json = { holdRecord: { resource: '/circulation/holdRecord', key: hold } };
  return { operation, path: '/circulation/holdRecord/cancelHold', json };
}

async function send(
  client: SymphonyClient,
  post: SymphonyPost,
  signal: AbortSignal,
): Promise<{ readonly body: unknown } | Refused> {
  const posted = await client.post(post, signal);
  return posted.done ? posted : { refusal: refusalOf(posted.refused) };
}

type HoldTarget = { readonly fields: Readonly<Record<string, unknown>> } | Refused;

const VOLUME_WITHOUT_COPY: RefusalWords = ['NOT_SUPPORTED', 'Name a copy of the volume.'];

/** The target of a hold; a copy named by Symphony's own key costs a call for its number. */
async function findTarget(
  { records }: AccountsContext,
  { recordLocalId, itemLocalId, enumeration }: WantedHold,
  signal: AbortSignal,
): Promise<HoldTarget> {
  const titleId = /^\d{1,15}$/.exec(recordLocalId)?.[0];
  if (titleId === undefined) return refuse('NOT_FOUND');
  if (itemLocalId === null) {
    // A volume is a call number of its own, which only its copies have.
    if (enumeration !== null) return refuse(VOLUME_WITHOUT_COPY);
    return { fields: { holdType: 'TITLE', bib: { resource: '/catalog/bib', key: titleId } } };
  }
  const named = readItemLocalId(itemLocalId);
  if (named === null) return refuse('NOT_FOUND');
  const barcode = 'key' in named ? await records.barcodeOf(named.key, signal) : named.barcode;
  return barcode === null ? refuse('NOT_FOUND') : { fields: { holdType: 'COPY', itemBarcode: barcode } };
}
