/** Who a card belongs to, and how an account stands. One call for an account, with everything in it. */
import type { AccountFacts } from '#domain/accounts.ts';
import type { PatronSource } from '#contract/adapter.ts';
import { createPatronSource } from '../../shared/accounts/patron-source.ts';
import type { PolicyList } from '../policies.ts';
import { SymphonyRefusal, refusalKind } from '../refusal.ts';
import { blocksOf, expiryOf } from './blocks.ts';
import { toChargeFacts } from './charge-facts.ts';
import { isOver, toHoldFacts } from './hold-facts.ts';
import { isOpen, toLoanFacts } from './loan-facts.ts';
import type { AccountsContext } from './patron-records.ts';
import { wireVerified, type WireAccount, type WireStanding } from './wire-accounts.ts';

export function createPatrons(context: AccountsContext): Required<PatronSource> {
  const { site, client, records } = context;
  return createPatronSource<WireStanding>({
    async checkPin(card, pin, signal) {
      const operation = 'card and PIN';
      const json = { barcode: card.trim(), password: pin };
      const posted = await client.post({ operation, path: '/user/patron/authenticate', json }, signal);
      if (posted.done) return records.read(operation, wireVerified, posted.body).patronKey;
      if (refusalKind(posted.refused.code) === 'credentials') return null;
      throw new SymphonyRefusal(site.system.id, operation, posted.refused.code);
    },
    patron: (account, signal) => records.standing(account, signal),
    patronByCard: (card, signal) => records.standingByCard(card, signal),
    toIdentity: ({ key, library }) => ({ account: key, homeSite: library }),
    async account(account, signal, { renewable }) {
      const fields = renewable ? records.fields.account : records.fields.brief;
      const [found, libraries] = await Promise.all([
        records.account(account, fields, signal),
        context.libraries(signal),
      ]);
      return found === null ? null : toAccountFacts(context, found, libraries);
    },
  });
}

function toAccountFacts(
  { site, records, now }: AccountsContext,
  found: WireAccount,
  libraries: PolicyList,
): AccountFacts {
  const today = records.today();
  const holds = found.holdRecordList?.map((hold) => toHoldFacts(site, libraries, hold, today)) ?? null;
  const description = found.profile?.description ?? null;
  return {
    asOf: new Date(now()).toISOString(),
    category: description?.startsWith('$<') === false ? description : (found.profile?.key ?? null),
    homeSite: found.library,
    expiresOn: expiryOf(found),
    loans: found.circRecordList?.filter(isOpen).map((loan) => toLoanFacts(site, loan, today)) ?? null,
    holds: holds?.filter(({ status }) => !isOver(status)) ?? null,
    charges: found.blockList?.map(toChargeFacts).filter((charge) => charge !== null) ?? null,
    blocks: blocksOf(site, found, today),
    limitation: null,
  };
}
