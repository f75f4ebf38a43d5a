/**
 * The questions about one patron. Every list is asked for by an exact condition, because a plain parameter matches parts
 * of numbers (5 in 25), and every row is looked at once more: a row of somebody else ends the question.
 */
import { MerciaError } from '#platform/errors.ts';
import type { ZodType } from 'zod';
import type { KohaClient } from '../client.ts';
import { inQueries } from '../list-query.ts';
import type { Condition } from '../list-query.ts';
import type { KohaSite } from '../site.ts';
import {
  wireAccount,
  wireItemTitle,
  wireLoan,
  wirePatron,
  wirePatronHold,
  wireRenewability,
  wireTitle,
  wireValidation,
} from './wire-patrons.ts';
import type { WireAccount, WireLoan, WirePatron, WirePatronHold, WireTitle } from './wire-patrons.ts';

export interface PersonCalls {
  patron(patronId: number, signal: AbortSignal): Promise<WirePatron | null>;
  /** By the whole card number, letter for letter. */
  patronByCard(card: string, signal: AbortSignal): Promise<WirePatron | null>;
  /** The patron whose card, or user name, and password these are; asked once. */
  checkPassword(card: string, password: string, signal: AbortSignal): Promise<number | null>;
  loansOf(patronId: number, signal: AbortSignal): Promise<readonly WireLoan[]>;
  holdsOf(patronId: number, signal: AbortSignal): Promise<readonly WirePatronHold[]>;
  /** What is owed; null where there is no such patron. */
  accountOf(patronId: number, signal: AbortSignal): Promise<WireAccount | null>;
  loan(loanId: number, signal: AbortSignal): Promise<WireLoan | null>;
  hold(holdId: number, signal: AbortSignal): Promise<WirePatronHold | null>;
  /** Why a loan cannot be renewed, in Koha's word; null where it can be. */
  renewalRefusal(loanId: number, signal: AbortSignal): Promise<string | null>;
  /** Titles of items, by item. */
  titlesOfItems(itemIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>>;
  /** Titles of records, by record; one that does not exist is not in it. */
  titles(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>>;
}

export function createPersonCalls(site: KohaSite, client: KohaClient): PersonCalls {
  const system = site.system.id;

  function bad(operation: string, what: string): MerciaError {
    return new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${what}`, { system });
  }

  /** No cause goes along: it would hold what could not be read. */
  function read<T>(operation: string, value: unknown, schema: ZodType<T>): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw bad(operation, `the answer cannot be read (${where}); its version may differ from those this adapter knows`);
  }

  async function rows<T>(
    operation: string,
    path: string,
    key: string,
    q: Condition,
    schema: ZodType<T>,
    signal: AbortSignal,
    embed?: string,
  ): Promise<readonly T[]> {
    const query = { q, key, ...(embed === undefined ? {} : { embed }) };
    const answer = await client.all(operation, path, query, signal);
    return answer.rows.map((row) => read(operation, row, schema));
  }

  function ownOnly<T extends { readonly patron_id: number }>(
    operation: string,
    patronId: number,
    found: readonly T[],
  ): readonly T[] {
    if (found.every((row) => row.patron_id === patronId)) return found;
    throw bad(operation, 'the answer holds rows of another patron; nothing of it is told');
  }

  return {
    async patron(patronId, signal) {
      const found = await client.one('patron', `/patrons/${patronId}`, signal);
      return found === null ? null : (ownOnly('patron', patronId, [read('patron', found, wirePatron)])[0] ?? null);
    },

    async patronByCard(card, signal) {
      const query = { q: { cardnumber: card }, perPage: 2 };
      const { rows: found } = await client.list('patron by card', '/patrons', query, signal);
      // The database takes capitals and blanks at the end for the same.
      return found.map((row) => read('patron by card', row, wirePatron)).find((one) => one.cardnumber === card) ?? null;
    },

    async checkPassword(card, password, signal) {
      const operation = 'check a PIN';
      const json = { identifier: card, password };
      const path = '/auth/password/validation';
      const { refused, body } = await client.send(operation, { method: 'POST', path, json }, signal);
      return refused ? null : read(operation, body, wireValidation).patron_id;
    },

    loansOf: async (patronId, signal) =>
      ownOnly(
        'loans',
        patronId,
        await rows('loans', '/checkouts', 'checkout_id', { patron_id: patronId }, wireLoan, signal),
      ),

    holdsOf: async (patronId, signal) =>
      ownOnly(
        'holds',
        patronId,
        await rows('holds', '/holds', 'hold_id', { patron_id: patronId }, wirePatronHold, signal),
      ),

    async accountOf(patronId, signal) {
      const found = await client.one('charges', `/patrons/${patronId}/account`, signal);
      return found === null ? null : read('charges', found, wireAccount);
    },

    async loan(loanId, signal) {
      const found = await client.one('loan', `/checkouts/${loanId}`, signal);
      return found === null ? null : read('loan', found, wireLoan);
    },

    async hold(holdId, signal) {
      const found = await rows('hold', '/holds', 'hold_id', { hold_id: holdId }, wirePatronHold, signal);
      return found.find((hold) => hold.hold_id === holdId) ?? null;
    },

    async renewalRefusal(loanId, signal) {
      const operation = 'ask for a renewal beforehand';
      const found = await client.one(operation, `/checkouts/${loanId}/allows_renewal`, signal);
      if (found === null) return 'no_checkout';
      const { allows_renewal: allowed, error } = read(operation, found, wireRenewability);
      return allowed ? null : (error ?? 'unknown');
    },

    async titlesOfItems(itemIds, signal) {
      const parts = inQueries([...new Set(itemIds)]);
      const found = await Promise.all(
        parts.map((ids) =>
          rows('titles of items', '/items', 'item_id', { item_id: ids }, wireItemTitle, signal, 'biblio'),
        ),
      );
      return new Map(
        found
          .flat()
          .map(({ item_id: itemId, biblio_id: biblioId, biblio }) => [
            itemId,
            biblio ?? { biblio_id: biblioId, framework_id: null, title: null, subtitle: null },
          ]),
      );
    },

    async titles(biblioIds, signal) {
      const parts = inQueries([...new Set(biblioIds)]);
      const found = await Promise.all(
        parts.map((ids) => rows('titles', '/biblios', 'biblio_id', { biblio_id: ids }, wireTitle, signal)),
      );
      return new Map(found.flat().map((title) => [title.biblio_id, title]));
    },
  };
}
