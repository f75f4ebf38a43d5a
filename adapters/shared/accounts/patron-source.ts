/** The patron half of the contract, from the few questions that a system answers. */
import type { AccountFacts, AccountLocalId, PatronIdentity } from '#domain/accounts.ts';
import type { PatronSource, AccountReadOptions } from '#contract/adapter.ts';

export interface PatronQuestions<Patron> {
  /** Whose card and PIN these are; null if the system does not recognise them. Sent once. */
  checkPin(card: string, pin: string, signal: AbortSignal): Promise<AccountLocalId | null>;
  patron(account: AccountLocalId, signal: AbortSignal): Promise<Patron | null>;
  patronByCard(card: string, signal: AbortSignal): Promise<Patron | null>;
  toIdentity(patron: Patron): PatronIdentity;
  account(account: AccountLocalId, signal: AbortSignal, wanted: AccountReadOptions): Promise<AccountFacts | null>;
}

const EVERYTHING: AccountReadOptions = { renewable: true };

export function createPatronSource<Patron>(questions: PatronQuestions<Patron>): Required<PatronSource> {
  const identify = (patron: Patron | null): PatronIdentity | null =>
    patron === null ? null : questions.toIdentity(patron);
  return {
    async verify(card, pin, signal) {
      // A system could only count these as one failure more.
      if (card.trim() === '' || pin === '') return null;
      const account = await questions.checkPin(card, pin, signal);
      return account === null ? null : identify(await questions.patron(account, signal));
    },
    async find(card, signal) {
      return card.trim() === '' ? null : identify(await questions.patronByCard(card, signal));
    },
    account: (account, signal, wanted = EVERYTHING) => questions.account(account, signal, wanted),
  };
}
