/** The questions about one patron, and the answers as Koha gives them. */
import { foldText } from '#domain/readable-text.ts';
import { unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import type { KohaClient } from '../client.ts';
import { inQueries } from '../lists.ts';
import type { KohaSite } from '../site.ts';
import { createRowReader } from './row-reader.ts';
import type { RowReader } from './row-reader.ts';
import {
  wireAccount,
  wireItemTitle,
  wireLoan,
  wirePatron,
  wirePatronHold,
  wireRenewability,
  wireTitle,
  wireValidation,
} from './wire-accounts.ts';
import type { WireAccount, WireLoan, WirePatron, WirePatronHold, WireTitle } from './wire-accounts.ts';

interface PatronQuestions {
  patron(patronId: number, signal: AbortSignal): Promise<WirePatron | null>;
  /** By the whole card number, letter for letter. */
  patronByCard(card: string, signal: AbortSignal): Promise<WirePatron | null>;
  /** The patron whose card, or user name, and password these are; asked once. */
  checkPassword(card: string, password: string, signal: AbortSignal): Promise<number | null>;
}

interface AccountQuestions {
  loansOf(patronId: number, signal: AbortSignal): Promise<readonly WireLoan[]>;
  holdsOf(patronId: number, signal: AbortSignal): Promise<readonly WirePatronHold[]>;
  /** What is owed; null if there is no such patron. */
  accountOf(patronId: number, signal: AbortSignal): Promise<WireAccount | null>;
  loan(loanId: number, signal: AbortSignal): Promise<WireLoan | null>;
  hold(holdId: number, signal: AbortSignal): Promise<WirePatronHold | null>;
  /** Why a loan cannot be renewed, in Koha's word; null if it can be. */
  renewalRefusal(loanId: number, signal: AbortSignal): Promise<string | null>;
}

interface TitleQuestions {
  /** Titles of items, by item. */
  titlesOfItems(itemIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>>;
  /** Titles of records, by record; one that does not exist is not in it. */
  titles(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, WireTitle>>;
}

export interface PatronRecords extends PatronQuestions, AccountQuestions, TitleQuestions {}

/** The number that Koha knows a patron, a loan, a hold or a record by; null for a text that no Koha gave. */
export function numberOf(localId: string): number | null {
  return /^\d{1,10}$/.test(localId) ? Number(localId) : null;
}

export function createPatronRecords(site: KohaSite, client: KohaClient): PatronRecords {
  const reader = createRowReader(site, client);
  return { ...askPatrons(site, client, reader), ...askAccounts(reader), ...askTitles(reader) };
}

function askPatrons(site: KohaSite, client: KohaClient, reader: RowReader): PatronQuestions {
  return {
    async patron(patronId, signal) {
      const operation = 'patron';
      const found = await reader.one({ operation, path: `/patrons/${patronId}`, shape: wirePatron }, signal);
      return found === null ? null : (reader.ownOnly(operation, patronId, [found])[0] ?? null);
    },

    async patronByCard(card, signal) {
      const operation = 'patron by card';
      const { rows } = await client.list(operation, '/patrons', { q: { cardnumber: card }, perPage: 2 }, signal);
      // The database takes capitals and blanks at the end for the same.
      const found = rows.map((row) => reader.read(operation, wirePatron, row));
      return found.find((one) => one.cardnumber === card) ?? null;
    },

    async checkPassword(card, password, signal) {
      const operation = 'check a PIN';
      const json = { identifier: card, password };
      const path = '/auth/password/validation';
      const { refused, body } = await client.send(operation, { method: 'POST', path, json }, signal);
      if (refused) return null;
      const found = reader.read(operation, wireValidation, body);
      // Of a patron without a card Koha may name another one without a card.
      if (found.cardnumber !== null || (found.userid !== null && foldText(found.userid) === foldText(card))) {
        return found.patron_id;
      }
      throw unreadableAnswer(site.system.id, operation, 'the answer is about another patron, who has no card either');
    },
  };
}

const LOANS = { operation: 'loans', path: '/checkouts', key: 'checkout_id', shape: wireLoan };
const HOLDS = { operation: 'holds', path: '/holds', key: 'hold_id', shape: wirePatronHold };

function askAccounts(reader: RowReader): AccountQuestions {
  return {
    loansOf: (patronId, signal) => reader.ownRows(patronId, LOANS, signal),
    holdsOf: (patronId, signal) => reader.ownRows(patronId, HOLDS, signal),

    accountOf: (patronId, signal) =>
      reader.one({ operation: 'charges', path: `/patrons/${patronId}/account`, shape: wireAccount }, signal),

    loan: (loanId, signal) => reader.one({ operation: 'loan', path: `/checkouts/${loanId}`, shape: wireLoan }, signal),

    async hold(holdId, signal) {
      const found = await reader.rows({ ...HOLDS, operation: 'hold', q: { hold_id: holdId } }, signal);
      return found.find((hold) => hold.hold_id === holdId) ?? null;
    },

    async renewalRefusal(loanId, signal) {
      const path = `/checkouts/${loanId}/allows_renewal`;
      const wanted = { operation: 'ask for a renewal beforehand', path, shape: wireRenewability };
      const found = await reader.one(wanted, signal);
      if (found === null) return 'no_checkout';
      return found.allows_renewal ? null : (found.error ?? 'unknown');
    },
  };
}

const ITEMS = { operation: 'titles of items', path: '/items', key: 'item_id', embed: 'biblio', shape: wireItemTitle };
const RECORDS = { operation: 'titles', path: '/biblios', key: 'biblio_id', shape: wireTitle };

function askTitles(reader: RowReader): TitleQuestions {
  return {
    async titlesOfItems(itemIds, signal) {
      const rows = await inPartsOf(itemIds, (ids) => reader.rows({ ...ITEMS, q: { item_id: ids } }, signal));
      return new Map(
        rows.map(({ item_id: itemId, biblio_id: biblioId, biblio }) => [
          itemId,
          biblio ?? { biblio_id: biblioId, framework_id: null, title: null, subtitle: null },
        ]),
      );
    },

    async titles(biblioIds, signal) {
      const rows = await inPartsOf(biblioIds, (ids) => reader.rows({ ...RECORDS, q: { biblio_id: ids } }, signal));
      return new Map(rows.map((title) => [title.biblio_id, title]));
    },
  };
}

/** In as many calls as their addresses need. */
async function inPartsOf<Row>(
  ids: readonly number[],
  ask: (part: readonly number[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const parts = inQueries([...new Set(ids)]);
  return (await Promise.all(parts.map(ask))).flat();
}
