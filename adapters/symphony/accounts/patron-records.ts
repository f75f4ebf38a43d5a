/** The questions about one patron, asked by key, and the answers as Symphony gives them; null if there is none. */
import { toWallTime } from '#domain/wall-time.ts';
import type { z } from 'zod';
import { readAnswer, unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import type { SymphonyClient } from '../client.ts';
import type { PolicyList } from '../policies.ts';
import type { SymphonySite } from '../site.ts';
import { wireItemAlone } from '../wire.ts';
import { STANDING, accountFields, wireAccount, wireHold, wireLoan, wireStanding } from './wire-accounts.ts';
import type { WireAccount, WireHold, WireLoan, WireStanding } from './wire-accounts.ts';

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly records: PatronRecords;
  /** The words for libraries; empty if the site does not give them now. */
  readonly libraries: (signal: AbortSignal) => Promise<PolicyList>;
  readonly now: () => number;
}

export type PatronRecords = ReturnType<typeof createPatronRecords>;

/** Keys of patrons and of holds. */
const NUMBER = /^\d{1,15}$/;
const LOAN_KEY = /^\d+:\d+:\d+:\d+$/;

export function createPatronRecords(site: SymphonySite, client: SymphonyClient, now: () => number) {
  const { id: system, timeZone } = site.system;
  const fields = accountFields(site.settings.patrons.holdsOfCopies);
  const read = <Value>(operation: string, shape: z.ZodType<Value>, body: unknown): Value =>
    readAnswer(system, operation, shape, body);

  /** An answer to another question, as of a proxy that mixes them up, must be shown to nobody, and nothing done because of it. */
  function ofKey<Found extends { readonly key: string }>(operation: string, key: string, found: Found): Found {
    if (found.key === key) return found;
    throw unreadableAnswer(system, operation, 'the answer is about another one than was asked for');
  }

  async function byKey<Value extends { readonly key: string }>(
    operation: string,
    [resource, key]: readonly [string, string],
    includeFields: string,
    shape: z.ZodType<Value>,
    signal: AbortSignal,
  ): Promise<Value | null> {
    const body = await client.resource(operation, `${resource}/key/${key}`, includeFields, signal);
    return body === null ? null : ofKey(operation, key, read(operation, shape, body));
  }

  return {
    fields,
    read,
    ofKey,
    /** The day at the system, `YYYY-MM-DD`. */
    today: (): string => toWallTime(now(), timeZone).day,
    async standing(account: string, signal: AbortSignal): Promise<WireStanding | null> {
      if (!NUMBER.test(account)) return null;
      return byKey('patron', ['/user/patron', account], STANDING, wireStanding, signal);
    },
    async standingByCard(card: string, signal: AbortSignal): Promise<WireStanding | null> {
      const path = `/user/patron/barcode/${encodeURIComponent(card)}`;
      const body = await client.resource('find patron', path, STANDING, signal);
      const found = body === null ? null : read('find patron', wireStanding, body);
      // The whole card, however loosely a site's index finds it.
      return found?.barcode?.toUpperCase() === card.trim().toUpperCase() ? found : null;
    },
    async account(account: string, includeFields: string, signal: AbortSignal): Promise<WireAccount | null> {
      if (!NUMBER.test(account)) return null;
      return byKey('account', ['/user/patron', account], includeFields, wireAccount, signal);
    },
    /** An open loan of that account; null for anybody else's: keys of loans are given again. */
    async loanOf(account: string, loan: string, signal: AbortSignal): Promise<WireLoan | null> {
      if (!LOAN_KEY.test(loan)) return null;
      const found = await byKey('loan', ['/circulation/circRecord', loan], fields.loan, wireLoan, signal);
      return found?.patron === account && found.status !== 'INACTIVE' ? found : null;
    },
    /** A hold of that account, whatever its state; null for anybody else's. */
    async holdOf(account: string, hold: string, signal: AbortSignal): Promise<WireHold | null> {
      if (!NUMBER.test(hold)) return null;
      const found = await byKey('hold', ['/circulation/holdRecord', hold], fields.hold, wireHold, signal);
      return found?.patron === account ? found : null;
    },
    /** Of a copy by Symphony's own key. */
    barcodeOf: async (item: string, signal: AbortSignal): Promise<string | null> =>
      (await byKey('item', ['/catalog/item', item], 'barcode', wireItemAlone, signal))?.barcode ?? null,
  };
}
