/**
 * The questions about one patron, and the answers as Koha gives them. Every list is asked for by an exact condition, because a
 * plain parameter matches parts of numbers (5 in 25), and every row is looked at once more: a row of another patron ends the
 * question.
 */
import { foldText } from '#domain/readable-text.ts';
import type { ZodType } from 'zod';
import { readAnswer, unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import { onceEach } from '../../shared/once-each.ts';
import type { KohaClient } from '../client.ts';
import { numberIn, rowsWith } from '../lists.ts';
import type { LiveCalls } from '../live.ts';
import { isWrongPassword } from '../refusal.ts';
import type { KohaSite } from '../site.ts';
import {
  wireAccount,
  wireAnyLoan,
  wireItemTitle,
  wireLoan,
  wirePatron,
  wirePatronHold,
  wireRenewability,
  wireTitle,
  wireValidation,
} from './wire-accounts.ts';
import type { WireAccount, WireLoan, WirePatron, WirePatronHold, WireTitle } from './wire-accounts.ts';

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly records: PatronRecords;
  readonly live: LiveCalls;
  readonly now: () => number;
}

export type PatronRecords = ReturnType<typeof createPatronRecords>;

/** The number that Koha knows a patron, a loan, a hold or a record by; null for a text that no Koha gave. */
export function numberOf(localId: string): number | null {
  return /^\d{1,10}$/.test(localId) ? Number(localId) : null;
}

const LOANS = { operation: 'loans', path: '/checkouts', key: 'checkout_id', shape: wireLoan };
const HOLDS = { operation: 'holds', path: '/holds', key: 'hold_id', shape: wirePatronHold };
const ITEMS = { operation: 'titles of items', path: '/items', key: 'item_id', embed: 'biblio', shape: wireItemTitle };
const RECORDS = { operation: 'titles', path: '/biblios', key: 'biblio_id', shape: wireTitle };

export function createPatronRecords(site: KohaSite, client: KohaClient) {
  const system = site.system.id;
  const { one, byId, ownRows, ownOnly } = createRowReader(system, client);
  return {
    async patron(patronId: number, signal: AbortSignal): Promise<WirePatron | null> {
      const found = await one('patron', `/patrons/${patronId}`, wirePatron, signal);
      return found === null ? null : (ownOnly('patron', patronId, [found])[0] ?? null);
    },
    /** By the whole card number, letter for letter. */
    async patronByCard(card: string, signal: AbortSignal): Promise<WirePatron | null> {
      const operation = 'patron by card';
      const answer = await client.list(operation, '/patrons', { q: { cardnumber: card }, perPage: 2 }, signal);
      // The database takes capitals and blanks at the end for the same.
      const found = answer.rows.map((row) => readAnswer(system, operation, wirePatron, row));
      return found.find(({ cardnumber }) => cardnumber === card) ?? null;
    },
    /** The patron whose card, or user name, and password these are; asked once. */
    async checkPassword(card: string, password: string, signal: AbortSignal): Promise<number | null> {
      const operation = 'check a PIN';
      const json = { identifier: card, password };
      const path = '/auth/password/validation';
      const { refused, body } = await client.send(operation, { method: 'POST', path, json }, signal, isWrongPassword);
      if (refused) return null;
      const found = readAnswer(system, operation, wireValidation, body);
      // Of a patron without a card Koha may name another one without a card.
      if (found.cardnumber !== null || (found.userid !== null && foldText(found.userid) === foldText(card))) {
        return found.patron_id;
      }
      throw unreadableAnswer(system, operation, 'the answer is about another patron, who has no card either');
    },
    loansOf: (patronId: number, signal: AbortSignal): Promise<readonly WireLoan[]> => ownRows(patronId, LOANS, signal),
    holdsOf: (patronId: number, signal: AbortSignal): Promise<readonly WirePatronHold[]> =>
      ownRows(patronId, HOLDS, signal),
    /** What is owed; null if there is no such patron. */
    accountOf: (patronId: number, signal: AbortSignal): Promise<WireAccount | null> =>
      one('charges', `/patrons/${patronId}/account`, wireAccount, signal),
    /** Null for one that has ended and names nobody, or no copy, any more. */
    async loan(loanId: number, signal: AbortSignal): Promise<WireLoan | null> {
      const found = await one('loan', `/checkouts/${loanId}`, wireAnyLoan, signal);
      const { patron_id: patronId = null, item_id: itemId = null } = found ?? {};
      if (found === null || patronId === null || itemId === null) return null;
      return { ...found, patron_id: patronId, item_id: itemId };
    },
    async hold(holdId: number, signal: AbortSignal): Promise<WirePatronHold | null> {
      const [found] = await byId([holdId], { ...HOLDS, operation: 'hold' }, signal);
      return found ?? null;
    },
    /** Why a loan cannot be renewed, in Koha's word; null if it can be. */
    async renewalRefusal(loanId: number, signal: AbortSignal): Promise<string | null> {
      const path = `/checkouts/${loanId}/allows_renewal`;
      const found = await one('ask for a renewal beforehand', path, wireRenewability, signal);
      if (found === null) return 'no_checkout';
      return found.allows_renewal ? null : (found.error ?? 'unknown');
    },
    async titlesOfItems(itemIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>> {
      const found = await byId(itemIds, ITEMS, signal);
      return new Map(
        found.map(({ item_id: itemId, biblio_id: biblioId, biblio }) => [
          itemId,
          biblio ?? { biblio_id: biblioId, framework_id: null, item_type: null, title: null, subtitle: null },
        ]),
      );
    },
    /** Titles of records, by record; one that does not exist is not in it. */
    async titles(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>> {
      const found = await byId(biblioIds, RECORDS, signal);
      return new Map(found.map((title) => [title.biblio_id, title]));
    },
  };
}

interface RowsQuery<Row> {
  readonly operation: string;
  readonly path: string;
  /** The column that tells rows apart. */
  readonly key: string;
  readonly embed?: string;
  readonly shape: ZodType<Row>;
}

interface OfPatron {
  readonly patron_id: number;
}

function createRowReader(system: KohaSite['system']['id'], client: KohaClient) {
  /** Null if there is none. */
  async function one<Row>(op: string, path: string, shape: ZodType<Row>, signal: AbortSignal): Promise<Row | null> {
    const found = await client.one(op, path, signal);
    return found === null ? null : readAnswer(system, op, shape, found);
  }
  /** In as many calls as their addresses need. Throws LMS_BAD_RESPONSE where one came that was not asked for. */
  async function byId<Row>(
    ids: readonly number[],
    { shape, ...wanted }: RowsQuery<Row>,
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    const query = { ...wanted, column: wanted.key, ids: [...new Set(ids)] };
    return (await rowsWith(client, query, signal)).map((row) => readAnswer(system, wanted.operation, shape, row));
  }
  /** The rows as they are. Throws LMS_BAD_RESPONSE if one is of another patron. */
  function ownOnly<Row extends OfPatron>(operation: string, patronId: number, found: readonly Row[]): readonly Row[] {
    if (found.every((row) => row.patron_id === patronId)) return found;
    throw unreadableAnswer(system, operation, 'the answer holds rows of another patron; nothing of it is used');
  }
  async function ownRows<Row extends OfPatron>(
    patronId: number,
    { operation, path, shape, ...query }: RowsQuery<Row>,
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    const answer = await client.all(operation, path, { ...query, q: { patron_id: patronId } }, signal);
    const once = onceEach(answer.rows, (row) => numberIn(row, query.key));
    if (once.contradicting.length > 0)
      throw unreadableAnswer(system, operation, 'the answer holds a row in two states');
    const found = once.rows.map((row) => readAnswer(system, operation, shape, row));
    return ownOnly(operation, patronId, found);
  }
  return { one, byId, ownOnly, ownRows };
}
