/** Whose card it is, and how an account stands. The account is known by its card: SIP2 has nothing else to ask with. */
import type { PatronIdentity } from '#domain/accounts.ts';
import type { PatronSource } from '#contract/adapter.ts';
import { createPatronSource } from '../../shared/accounts/patron-source.ts';
import { beforeWrite } from '../../shared/lms-error.ts';
import { isSameCard, type PatronAnswer } from './patron-answer.ts';
import { isAuthenticated, refusedVerdict, type PinCheck } from './pin-check.ts';
import { readAccount } from './read-account.ts';
import type { EndSession } from './end-session.ts';
import { isSendable } from './questions.ts';
import type { AccountsContext } from './patron-records.ts';

/** Gives the source as it is now: with `verify` or without. Where `pinCheck` is null, PINs are never sent. */
export function createPatrons(
  context: AccountsContext,
  pinCheck: PinCheck | null,
  endSession: EndSession,
): () => PatronSource {
  const { records, client, site } = context;
  const can = (typed: string): boolean => isSendable(typed, client.dialect);
  const find = async (card: string, signal: AbortSignal): Promise<PatronAnswer | null> => {
    if (!can(card)) return null;
    const answer = await records.patron(card, signal);
    return answer.exists ? answer : null;
  };
  const { verify, ...source } = createPatronSource<PatronAnswer>({
    async checkPin(card, pin, signal) {
      if (pinCheck === null || !can(card) || !can(pin)) return null;
      // Nothing of this reader's has been sent yet.
      await beforeWrite(certify(pinCheck, signal));
      const answer = await (site.dialect.takesUserNames
        ? cardByName(card.trim(), pin, signal)
        : records.withPin(card.trim(), pin, signal));
      return isAuthenticated(answer) ? answer.card : null;
    },
    patron: find,
    patronByCard: (card, signal) => find(card.trim(), signal),
    toIdentity: ({ card, homeSite }): PatronIdentity => ({ account: card, homeSite }),
    account: async (account, signal, wanted) => {
      if (!can(account)) return null;
      try {
        return await readAccount(context, account, signal, wanted);
      } finally {
        endSession(account);
      }
    },
  });
  // Absent as soon as the server was seen to let wrong PINs pass, until it is looked at again.
  return () => (pinCheck === null || pinCheck.known() === 'IGNORES' ? source : { ...source, verify });

  /** An answer about another card counts only if that card, asked about by itself, has the same PIN. */
  async function cardByName(typed: string, pin: string, signal: AbortSignal): Promise<PatronAnswer> {
    const answer = await records.withNameAndPin(typed, pin, signal);
    const isDone = !isAuthenticated(answer) || isSameCard(answer.card, typed);
    return isDone ? answer : records.withPin(answer.card, pin, signal);
  }

  async function certify(check: PinCheck, signal: AbortSignal): Promise<void> {
    const verdict = await check.verdict(signal);
    if (verdict !== 'CHECKS') throw refusedVerdict(site.system.id, verdict);
  }
}
