/** Patrons, loans and holds as Symphony has them, asked for by key and checked; null where there is none. */
import { MerciaError } from '#platform/errors.ts';
import type { z } from 'zod';
import type { SymphonyClient } from '../client.ts';
import type { SymphonySite } from '../site.ts';
import { STANDING, accountFields, wireAccount, wireHold, wireLoan, wireStanding } from './wire-account.ts';
import type { AccountFields, WireAccount, WireHold, WireLoan, WireStanding } from './wire-account.ts';

export interface PatronRecords {
  readonly fields: AccountFields;
  /** The day at the system, `YYYY-MM-DD`. */
  today(): string;
  standing(account: string, signal: AbortSignal): Promise<WireStanding | null>;
  standingByCard(card: string, signal: AbortSignal): Promise<WireStanding | null>;
  account(account: string, includeFields: string, signal: AbortSignal): Promise<WireAccount | null>;
  /** An open loan of that account; null for anybody else's: keys of loans are given again. */
  loanOf(account: string, loan: string, signal: AbortSignal): Promise<WireLoan | null>;
  /** A hold of that account, whatever its state; null for anybody else's. */
  holdOf(account: string, hold: string, signal: AbortSignal): Promise<WireHold | null>;
  /** Reads part of an answer. Throws LMS_BAD_RESPONSE where it is not what this adapter knows. */
  read<Value>(operation: string, shape: z.ZodType<Value>, body: unknown): Value;
}

/** Keys of patrons and of holds. */
const NUMBER = /^\d{1,15}$/;
const LOAN_KEY = /^\d+:\d+:\d+:\d+$/;

/** Binds the questions to one site. */
export function createPatronRecords(site: SymphonySite, client: SymphonyClient, now: () => number): PatronRecords {
  const { id: system, timeZone } = site.system;
  const fields = accountFields(site.settings.patrons.holdsOfCopies);
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });

  function read<Value>(operation: string, shape: z.ZodType<Value>, body: unknown): Value {
    const parsed = shape.safeParse(body);
    if (parsed.success) return parsed.data;
    // Of the cause only where, never what: it is about a person.
    const where = parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 3);
    throw new MerciaError(
      'LMS_BAD_RESPONSE',
      `[${system}] ${operation}: the answer is not what this adapter knows (${where.join(', ')}); check the version`,
      { system },
    );
  }

  async function ask<Value>(
    operation: string,
    path: string,
    includeFields: string,
    shape: z.ZodType<Value>,
    signal: AbortSignal,
  ): Promise<Value | null> {
    const body = await client.resource(operation, path, includeFields, signal);
    return body === null ? null : read(operation, shape, body);
  }

  return {
    fields,
    read,
    today: () => calendar.format(now()),
    async standing(account, signal) {
      if (!NUMBER.test(account)) return null;
      return ask('patron', `/user/patron/key/${account}`, STANDING, wireStanding, signal);
    },
    async standingByCard(card, signal) {
      if (card.trim() === '') return null;
      const path = `/user/patron/barcode/${encodeURIComponent(card)}`;
      const found = await ask('find patron', path, STANDING, wireStanding, signal);
      // The whole card, however loosely a site's index finds it.
      return found?.barcode?.toUpperCase() === card.trim().toUpperCase() ? found : null;
    },
    async account(account, includeFields, signal) {
      if (!NUMBER.test(account)) return null;
      return ask('account', `/user/patron/key/${account}`, includeFields, wireAccount, signal);
    },
    async loanOf(account, loan, signal) {
      if (!LOAN_KEY.test(loan)) return null;
      const found = await ask('loan', `/circulation/circRecord/key/${loan}`, fields.loan, wireLoan, signal);
      return found?.patron === account && found.status !== 'INACTIVE' ? found : null;
    },
    async holdOf(account, hold, signal) {
      if (!NUMBER.test(hold)) return null;
      const found = await ask('hold', `/circulation/holdRecord/key/${hold}`, fields.hold, wireHold, signal);
      return found?.patron === account ? found : null;
    },
  };
}
