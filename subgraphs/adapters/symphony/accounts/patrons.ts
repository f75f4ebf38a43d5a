/** Who a card belongs to, and how an account stands. One call for an account, with everything in it. */
import type { AccountFacts, PatronIdentity } from '#domain/accounts.ts';
import type { PatronSource } from '../../adapter.ts';
import type { SymphonyClient } from '../client.ts';
import type { PolicyList } from '../policies.ts';
import { SymphonyRefusal, refusalKind } from '../refusal.ts';
import type { SymphonySite } from '../site.ts';
import { toChargeFacts } from './charge-facts.ts';
import { isOver, toHoldFacts } from './hold-facts.ts';
import { isOpen, toLoanFacts } from './loan-facts.ts';
import type { PatronRecords } from './patron-records.ts';
import { blocksOf, expiryOf } from './standing.ts';
import { wireVerified } from './wire-account.ts';
import type { WireAccount, WireStanding } from './wire-account.ts';

export interface PatronsContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly records: PatronRecords;
  /** The words for libraries; empty where the site does not give them now. */
  readonly libraries: (signal: AbortSignal) => Promise<PolicyList>;
  readonly now: () => number;
}

/** The patron source of one site. */
export function createPatrons(context: PatronsContext): PatronSource {
  const { site, client, records } = context;
  return {
    async verify(card, pin, signal) {
      if (card.trim() === '' || pin === '') return null;
      const operation = 'card and PIN';
      const json = { barcode: card.trim(), password: pin };
      const posted = await client.post({ operation, path: '/user/patron/authenticate', json }, signal);
      if (!posted.done) {
        if (refusalKind(posted.refused.code) === 'credentials') return null;
        throw new SymphonyRefusal(site.system.id, operation, posted.refused.code);
      }
      const { patronKey } = records.read(operation, wireVerified, posted.body);
      const patron = await records.standing(patronKey, signal);
      return patron === null ? null : toIdentity(patron);
    },

    async find(card, signal) {
      const patron = await records.standingByCard(card, signal);
      return patron === null ? null : toIdentity(patron);
    },

    async account(account, signal, { renewable } = { renewable: true }) {
      const fields = renewable ? records.fields.account : records.fields.brief;
      const [found, libraries] = await Promise.all([
        records.account(account, fields, signal),
        context.libraries(signal),
      ]);
      return found === null ? null : toAccountFacts(context, found, libraries);
    },
  };
}

function toIdentity({ key, library }: WireStanding): PatronIdentity {
  return { account: key, homeSite: library };
}

function toAccountFacts(
  { site, records, now }: PatronsContext,
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
